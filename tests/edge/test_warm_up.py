"""A process is ready before visitors meet it."""

import logging

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, close_old_connections

from edge.deployment import warm_up
from edge.page_cache import counts, middleware
from infra import content_version
from tests.factories import home_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _connection_stays_open():
    """The test's transaction lives in the connection that each request would close."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_home_page_is_there_before_the_first_visitor(settings, client):
    settings.PAGE_CACHE = "process"
    home_page()
    content_version.change_version()
    assert warm_up.warm_up(get_wsgi_application()) == [200]
    assert len(middleware.open_store().process) == 1
    before = counts.read_totals()["render"]
    assert client.get("/", headers={"host": "localhost"}).status_code == 200
    # Setting Django up once more costs the tests after this one no line of the log.
    assert not logging.getLogger("clinic.forms").disabled
    assert counts.read_totals()["render"] == before


def test_behind_a_proxy_it_asks_as_a_visitor_by_tls(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    home_page()
    assert warm_up.warm_up(get_wsgi_application()) == [200]


def test_a_process_starts_without_a_database_too(monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(warm_up.Site.objects, "all", away)
    assert warm_up.warm_up(get_wsgi_application()) == []

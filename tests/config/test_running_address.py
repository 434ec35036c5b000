"""The site on one's own machine: a fresh start names its address, and a changed file is sent as it is."""

import importlib
import sys

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from wagtail.models import Site
from whitenoise.middleware import WhiteNoiseMiddleware

from config.settings import base
from sample.management.commands.run_site import Command
from tests.factories import home_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch, settings):
    monkeypatch.delenv("WAGTAILADMIN_BASE_URL", raising=False)
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"


def test_each_start_names_its_own_port(settings):
    home_page()
    for port in ("8000", "8001", "8000"):
        Command().name_addresses(port)
        assert Site.objects.get().root_url == f"http://127.0.0.1:{port}"
        assert f"http://127.0.0.1:{port}" == settings.WAGTAILADMIN_BASE_URL


def test_what_somebody_set_stays(settings, monkeypatch):
    home_page()
    Site.objects.update(hostname="clinic.example.com", port=443)
    monkeypatch.setenv("WAGTAILADMIN_BASE_URL", "https://clinic.example.com")
    Command().name_addresses("8001")
    assert Site.objects.get().root_url == "https://clinic.example.com"
    assert settings.WAGTAILADMIN_BASE_URL == "https://clinic.example.com"


def test_a_second_site_keeps_its_address():
    home = home_page()
    Site.objects.create(hostname="127.0.0.1", port=8001, root_page=home)
    Command().name_addresses("8001")
    assert Site.objects.get(is_default_site=True).hostname == "localhost"
    assert Site.objects.get(is_default_site=False).port == 8001


def test_a_static_file_that_grows_is_sent_whole_without_a_restart(
    tmp_path, settings, monkeypatch, rf
):
    """`make run` reads static files where they are written; the length of before would cut the new file off."""
    monkeypatch.setattr(
        base, "SECRET_KEY", "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz"
    )
    monkeypatch.setattr(base, "STATIC_ROOT", tmp_path / "collected")
    monkeypatch.delitem(sys.modules, "config.settings.dev", raising=False)
    dev = importlib.import_module("config.settings.dev")
    monkeypatch.delitem(sys.modules, "config.settings.dev")
    settings.STATIC_ROOT = str(tmp_path / "collected")
    settings.STATICFILES_DIRS = [tmp_path / "written"]
    settings.WHITENOISE_USE_FINDERS = dev.WHITENOISE_USE_FINDERS
    settings.WHITENOISE_AUTOREFRESH = dev.WHITENOISE_AUTOREFRESH
    (tmp_path / "written").mkdir()
    file = tmp_path / "written" / "trial.css"
    file.write_text("a { color: red }")
    finders.get_finder.cache_clear()
    server = WhiteNoiseMiddleware(lambda request: HttpResponse(status=404))

    def sent() -> str:
        response = server(rf.get(f"{settings.STATIC_URL}trial.css"))
        body = response.getvalue().decode()
        assert int(response["Content-Length"]) == len(body)
        return body

    assert sent() == "a { color: red }"
    file.write_text("a { color: red } b { color: blue }")
    assert sent() == "a { color: red } b { color: blue }"
    finders.get_finder.cache_clear()

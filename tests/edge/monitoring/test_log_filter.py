"""What the journal says of a request: never the path that somebody asked for."""

import io
import logging
import re
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from gunicorn.config import Config

from config.settings import base
from edge.log_filter import AddressFilter
from tests.factories import home_page

ROOT = Path(__file__).resolve().parents[3]
LOOKED_FOR = "maria-typed-suicidal-thoughts"


@pytest.fixture
def journal():
    """What the console handler of a live site writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(AddressFilter())
    loggers = [logging.getLogger(name) for name in ("django", "django.request", "django.security")]
    before = [(log, log.disabled, log.level) for log in loggers]
    for log in loggers:
        log.disabled = False
    loggers[0].addHandler(handler)
    yield stream
    loggers[0].removeHandler(handler)
    for log, disabled, level in before:
        log.disabled, log.level = disabled, level


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", f"/{LOOKED_FOR}/"),
        ("get", f"/{LOOKED_FOR}"),
        ("get", f"/search/?q={LOOKED_FOR}"),
        ("delete", f"/{LOOKED_FOR}/"),
        ("get", f"/static/{LOOKED_FOR}.css"),
        ("get", f"/documents/1/{LOOKED_FOR}.pdf"),
        ("get", f"/blog/{LOOKED_FOR}/?q={LOOKED_FOR}"),
    ],
)
def test_a_wrong_address_is_not_written_down(journal, method, path):
    home_page()
    getattr(Client(raise_request_exception=False), method)(path)
    assert LOOKED_FOR not in journal.getvalue()


@pytest.mark.django_db
def test_an_error_names_the_route_and_not_the_path(journal, monkeypatch):
    home_page()
    monkeypatch.setattr("wagtail.models.Page.route_for_request", lambda *a: 1 / 0)
    response = Client(raise_request_exception=False).get(f"/{LOOKED_FOR}/")
    assert response.status_code == 500
    assert "500 at GET" in journal.getvalue()
    assert LOOKED_FOR not in journal.getvalue()


def test_every_handler_of_a_live_site_has_the_filter():
    assert base.LOGGING["handlers"]["console"]["filters"] == ["addresses"]
    text = (ROOT / "site/config/settings/production.py").read_text(encoding="utf-8")
    assert '"filters": ["addresses"]' in text.split('handlers"]["mail"]')[1][:200]


def test_gunicorn_quotes_no_request(capsys):
    values: dict = {}
    exec((ROOT / "gunicorn.conf.py").read_text(encoding="utf-8"), values)
    logger = values["logger_class"](Config())
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger.error_log.addHandler(handler)
    logger.error_log.propagate = False
    try:
        logger.warning(f"Invalid request from ip=203.0.113.9: GET /?q={LOOKED_FOR}")
        logger.exception("Error handling request %s %s", "GET", f"/search/?q={LOOKED_FOR}")
    finally:
        logger.error_log.removeHandler(handler)
    capsys.readouterr()
    assert "A request that can't be read was refused" in stream.getvalue()
    assert "Error handling a request" in stream.getvalue()
    assert LOOKED_FOR not in stream.getvalue()
    assert "203.0.113.9" not in stream.getvalue()


def test_nginx_writes_a_path_only_where_something_was_found():
    text = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    table = re.search(r"map \$status \$clinic_logged \{(.*?)\}", text, re.S)[1]
    pairs = re.findall(r"^\s*(\S+)\s+(\S+);", table, re.M)
    assert pairs == [('"~^(200|206|304)$"', "$clinic_path"), ("default", '"-"')]
    for name in ("nginx.conf", "nginx-http.conf", "nginx-second.conf", "load-balancer.conf"):
        levels = re.findall(r"^\s*error_log \S+ (\w+);", (ROOT / "deploy" / name).read_text(), re.M)
        assert levels == ["alert"], "milder lines quote the whole request"


def test_a_line_says_when_it_was_whatever_the_clocks_do():
    options = base.LOGGING["formatters"]["line"]
    line = logging.Formatter(options["format"], options["datefmt"], options["style"])
    record = logging.LogRecord("clinic", logging.INFO, "", 1, "said", (), None)
    said = datetime.fromisoformat(line.format(record).split(" ")[0])
    assert said.utcoffset() is not None
    assert abs(said.timestamp() - record.created) < 1

"""gunicorn's own limits, as its own parser applies them."""

from itertools import repeat
from pathlib import Path

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import LimitRequestLine
from gunicorn.http.parser import RequestParser

CONFIG = Path(__file__).resolve().parents[2] / "gunicorn.conf.py"


def read_config(monkeypatch, proxies):
    """Return gunicorn's settings with so many proxies in front."""
    monkeypatch.setenv("TRUSTED_PROXIES", proxies)
    values = {}
    exec(CONFIG.read_text(encoding="utf-8"), values)
    config = Config()
    config.set("limit_request_line", values["limit_request_line"])
    return config


@pytest.mark.parametrize("proxies", ["", "0"])
def test_a_line_without_end_grows_nothing_where_no_proxy_is_in_front(monkeypatch, proxies):
    config = read_config(monkeypatch, proxies)
    sent = []
    endless = (sent.append(piece) or piece for piece in (b"GET /", *repeat(b"a" * 1024, 4096)))
    with pytest.raises(LimitRequestLine):
        next(RequestParser(config, endless, ("192.0.2.1", 1)))
    assert len(sent) < 40


def test_behind_nginx_its_limit_counts(monkeypatch):
    config = read_config(monkeypatch, "1")
    line = b"GET /search/?q=" + b"a" * 30_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n"
    request = next(RequestParser(config, iter([line]), ("192.0.2.1", 1)))
    assert len(request.uri) > 30_000

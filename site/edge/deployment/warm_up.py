"""Makes a process ready before visitors meet it: addresses, templates, database, the home page."""

from __future__ import annotations

import gc
import io
import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.urls import get_resolver
from wagtail.models import Site

log = logging.getLogger("clinic.edge")
WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
# What browsers of today send: the page is compressed for them before the first one asks.
BROWSERS = "gzip, deflate, br, zstd"


def warm_up(application: WSGI) -> list[int]:
    """Load every address and ask for the home page of each site, as a visitor would.

    Parameters: `application`, what gunicorn serves. Returns the statuses of the answers. Whatever
    fails is told and no more: a process without a database still has a page to answer with.
    """
    statuses: list[int] = []
    try:
        get_resolver().url_patterns  # noqa: B018 (reading it imports every view)
        for site in Site.objects.all():
            statuses.append(_ask_page(application, site))
    except DatabaseError as error:
        log.warning("The process starts without the home page (%s).", type(error).__name__)
    except Exception:
        log.exception("The process could not be made ready; it serves all the same.")
    # What is there now stays for good: the collector of garbage need not walk over it again.
    gc.collect()
    gc.freeze()
    return statuses


def _ask_page(application: WSGI, site: Site) -> int:
    """Return the status with which the site's home page is answered."""
    found: list[int] = []

    def start(status: str, headers: Any, exc_info: Any = None) -> None:
        found.append(int(status.split()[0]))

    answer = application(_build_environ(site), start)
    try:
        for _part in answer:
            pass
    finally:
        close = getattr(answer, "close", None)
        if close is not None:
            close()
    return found[0]


def _build_environ(site: Site) -> dict[str, Any]:
    secure = settings.SECURE_SSL_REDIRECT or site.port == 443
    host = site.hostname
    if site.port not in (80, 443):
        host = f"{host}:{site.port}"
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": "/", "QUERY_STRING": "",
        "SERVER_NAME": site.hostname, "SERVER_PORT": "443" if secure else str(site.port),
        "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": host, "REMOTE_ADDR": "127.0.0.1",
        "HTTP_ACCEPT_ENCODING": BROWSERS, "wsgi.version": (1, 0), "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(), "wsgi.url_scheme": "https" if secure else "http",
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    if secure and settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        environ[name] = value
    if settings.TRUSTED_PROXIES:
        environ["HTTP_X_FORWARDED_FOR"] = "127.0.0.1"
    return environ

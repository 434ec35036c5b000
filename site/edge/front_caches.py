"""Tells nginx and a CDN of a publish, outside any request, until they have heard it.

What they were last told is one row a cache beside the content version: nothing is lost when a worker dies, ten publishes
in a row are told once, and it can be seen when a cache lags. The purging itself is Wagtail's
(`wagtail.contrib.frontend_cache`, set by `WAGTAILFRONTENDCACHE`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone
from wagtail.contrib.frontend_cache.utils import get_backends
from wagtail.models import Page, Site

from edge import health
from edge.models import FrontCache, HandedOutAddress
from infra import content_version, jobs
from infra.view_restrictions import public_q

# Seconds until the next try, after one failure, two, and so on.
PAUSES = (5, 15, 60, 300, 900)
LATE = timedelta(minutes=5)
BATCH = 30  # what Cloudflare takes at once
OTHERS = ("robots.txt", "sitemap.xml", "llms.txt", "site.webmanifest")
log = logging.getLogger("clinic.edge")


class _Failures(logging.Handler):
    """Counts what Wagtail's backends only write into the log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one. 404 and 412 are nginx's way to say that it did not have the page."""
        arguments = record.args if isinstance(record.args, tuple) else ()
        if not {404, 412}.intersection(a for a in arguments if isinstance(a, int)):
            self.count += 1


@contextmanager
def _collect_failures() -> Iterator[_Failures]:
    ear = _Failures()
    logger = logging.getLogger("wagtail.frontendcache")
    logger.addHandler(ear)
    try:
        yield ear
    finally:
        logger.removeHandler(ear)


def public_addresses() -> Iterator[str]:
    """Yield the address of every public page in full, the newest first. What else was handed out is noted."""
    pages = Page.objects.live().filter(public_q()).order_by("-last_published_at")
    for page in pages.only("url_path", "content_type", "path", "depth").iterator(chunk_size=500):
        address = page.full_url
        if address:
            yield address
    for site in Site.objects.all():
        for name in OTHERS:
            yield urljoin(f"{site.root_url}/", name)


@jobs.register_job("front-caches", every=5, label="nginx and CDN told of a publish")
def tell_front_caches() -> str:
    """Purge every public address from each cache that has not heard of this content version."""
    configured = getattr(settings, "WAGTAILFRONTENDCACHE", {})
    if not configured:
        return ""
    version = content_version.read_now()
    # What was handed out for an earlier version, also by a process that was still making it when the others were told.
    left = list(HandedOutAddress.objects.exclude(version=version))
    addresses = [row.address for row in left]
    told = [name for name in configured if _tell_cache(name, version, addresses)]
    if left and not FrontCache.objects.filter(name__in=configured, behind_since__isnull=False):
        # One that was handed out anew meanwhile stays.
        rows = HandedOutAddress.objects.filter(pk__in=[row.pk for row in left])
        rows.filter(version__in={row.version for row in left}).delete()
    return f"told {', '.join(told)}" if told else ""


def _tell_cache(name: str, version: str, left: list[str]) -> bool:
    """Tell one cache, if it is due. Returns whether it heard. Parameter: `left`, further addresses that it may hold."""
    row, _new = FrontCache.objects.get_or_create(name=name)
    now = timezone.now()
    if (row.told == version and not left) or (row.next_try and row.next_try > now):
        return False
    if row.behind_since is None:
        FrontCache.objects.filter(pk=row.pk).update(behind_since=now)
    backend = next(iter(get_backends(backends=[name]).values()))
    every = left if row.told == version else dict.fromkeys([*left, *public_addresses()])
    if _purge_addresses(backend, every):
        FrontCache.objects.filter(pk=row.pk).update(
            told=version, failures=0, next_try=None, behind_since=None
        )
        return True
    pause = PAUSES[min(row.failures, len(PAUSES) - 1)]
    FrontCache.objects.filter(pk=row.pk).update(
        failures=row.failures + 1, next_try=now + timedelta(seconds=pause)
    )
    log.warning("The cache %s did not take every purge; next try in %d s.", name, pause)
    return False


def _purge_addresses(backend: Any, addresses: Iterable[str]) -> bool:
    """Purge these addresses. Returns whether all were taken; the first refusal ends the round."""
    batch: list[str] = []
    with _collect_failures() as ear:
        for address in addresses:
            batch.append(address)
            if len(batch) == BATCH:
                backend.purge_batch(batch)
                batch = []
            if ear.count or jobs.is_stopping():
                return False
        if batch:
            backend.purge_batch(batch)
        return ear.count == 0


@health.register_check("front-caches")
def front_caches() -> tuple[bool, str]:
    """nginx and CDN have heard of the last publish, or not for long."""
    names = getattr(settings, "WAGTAILFRONTENDCACHE", {})
    late = FrontCache.objects.filter(name__in=names, behind_since__lt=timezone.now() - LATE)
    behind = list(late.values_list("name", flat=True))
    return not behind, f"behind: {', '.join(behind)}" if behind else "told"

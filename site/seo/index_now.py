"""IndexNow: search engines that listen are told of changed pages at once, by the worker and only where a clinic wants it.

Source: indexnow.org/documentation. What is sent is the host, a key that proves that the site is ours, and addresses that
anybody can read in the sitemap. Google does not take part.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import urllib3
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from clinic.models import ClinicSettings
from infra import jobs
from infra.addresses.hosts import is_local
from infra.models import Heartbeat
from infra.view_restrictions import public_q
from pages.content_change import read_content_changes

JOB = "index-now"
ENDPOINT = "https://api.indexnow.org/indexnow"
# A page that changed while the last list was sent is told with the next one.
_OVERLAP = timedelta(minutes=2)
_FIRST = timedelta(days=1)
_MOST = 1_000


def make_key(site: Site) -> str:
    """Return the site's key: the same for good, and nothing to store."""
    return salted_hmac("seo.index_now", str(site.pk), algorithm="sha256").hexdigest()[:32]


@require_safe
def show_key(request: HttpRequest, key: str) -> HttpResponse:
    """Answer the file with the key by which a search engine knows that the list is ours. Raises Http404."""
    site = Site.find_for_request(request)
    if site is None or not _wants_it(site) or key != make_key(site):
        raise Http404
    return HttpResponse(key, content_type="text/plain; charset=utf-8")


@jobs.register_job(JOB, every=300, label="Search engines told of changed pages (IndexNow)")
def tell_search_engines() -> str:
    """Tell them of pages whose content changed since the last time. Raises OSError where they don't listen."""
    beat = Heartbeat.objects.filter(job=JOB).first()
    since = beat.last_ok - _OVERLAP if beat and beat.last_ok else timezone.now() - _FIRST
    count = 0
    for site in Site.objects.all():
        if not _wants_it(site) or is_local(site.hostname):
            continue
        if addresses := list(_list_changed(site, since)):
            _send_list(site, addresses)
            count += len(addresses)
    return f"{count} addresses told" if count else ""


def _wants_it(site: Site) -> bool:
    return ClinicSettings.objects.filter(site=site, index_now=True).exists()


def _list_changed(site: Site, since: datetime) -> Iterator[str]:
    pages = Page.objects.live().filter(public_q(), last_published_at__gt=since)
    found = list(pages.descendant_of(site.root_page, inclusive=True).specific()[:_MOST])
    changed = read_content_changes(found)
    for page in found:
        moment = changed[page.pk]
        hidden = getattr(page, "noindex", False) or getattr(page, "canonical_url", "")
        if moment and moment > since and not hidden and page.full_url:
            yield page.full_url


def _send_list(site: Site, addresses: list[str]) -> None:
    key = make_key(site)
    body = {
        "host": urlsplit(site.root_url).hostname,
        "key": key,
        "keyLocation": f"{site.root_url}/indexnow-{key}.txt",
        "urlList": addresses,
    }
    answer = urllib3.request(
        "POST",
        ENDPOINT,
        body=json.dumps(body).encode(),
        headers={"Content-Type": "application/json; charset=utf-8"},
        timeout=urllib3.Timeout(10),
        retries=False,
    )
    if answer.status not in (200, 202):
        raise OSError(f"IndexNow answered {answer.status}")

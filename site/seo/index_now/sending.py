"""IndexNow: search engines that listen are told of new, changed, moved and lost pages, by the worker, where a clinic wants it.

An address is noted when it happens and told once. Source: indexnow.org/documentation ('added, updated, or deleted').
What is sent is the host, a key that proves that the site is ours, and addresses that
anybody can read in the sitemap. Google does not take part.
"""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import urllib3
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe
from wagtail.models import Site

from clinic.models import ClinicSettings
from infra import jobs
from infra.addresses.hosts import is_local
from seo.models import AddressToTell

JOB = "index-now"
ENDPOINT = "https://api.indexnow.org/indexnow"
# So many addresses one call may name (indexnow.org/documentation).
MOST_A_CALL = 10_000


def make_key(site: Site) -> str:
    """Return the site's key: the same for good, and nothing to store."""
    return salted_hmac("seo.index_now", str(site.pk), algorithm="sha256").hexdigest()[:32]


@require_safe
def show_key(request: HttpRequest, key: str) -> HttpResponse:
    """Answer the file with the key by which a search engine knows that the list is ours. Raises Http404."""
    site = Site.find_for_request(request)
    if site is None or not _is_wanted(site) or key != make_key(site):
        raise Http404
    return HttpResponse(key, content_type="text/plain; charset=utf-8")


@jobs.register_job(JOB, every=300, label="Search engines told of changed pages (IndexNow)")
def tell_search_engines() -> str:
    """Tell them once of each address that was noted. Raises OSError where they don't listen; then they are told again."""
    count = 0
    for site in Site.objects.all():
        if is_told(site):
            count += _send_all(site)
        else:
            AddressToTell.objects.filter(site=site).delete()
    return f"{count} addresses told" if count else ""


def _send_all(site: Site) -> int:
    """Send what was noted for a site, as much at once as a call may name, and forget each part that was taken."""
    noted = AddressToTell.objects.filter(site=site).order_by("pk")
    count = 0
    while rows := dict(noted.values_list("pk", "address")[:MOST_A_CALL]):
        _send_list(site, list(rows.values()))
        noted.filter(pk__lte=max(rows)).delete()
        count += len(rows)
    return count


def _is_wanted(site: Site) -> bool:
    return ClinicSettings.objects.filter(site=site, index_now=True).exists()


def is_told(site: Site) -> bool:
    """Whether this site's changes are told: where the clinic wants it, and the site is no machine of somebody's own."""
    return _is_wanted(site) and not is_local(site.hostname)


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

"""Which addresses were asked for and are not here: the path and how often, and nothing of who asked.

A path can hold a name ('/patients/jane-doe/'), and people type their troubles into the address line. So of each path only the words
that this site's own addresses use, and a few of the web's, can be read at once; any other word stands as '…' until visits from
three different places asked for that very path. Until then it lies here as a keyed digest. One visitor counts once a day for a
path, and for at most thirty paths; the mark of that is a digest in the cache. Queries, referrers and what scanners try are not noted.
"""

from __future__ import annotations

import re
from datetime import timedelta

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from wagtail.models import Page, Site

from edge.addresses.tidy import tidy_path
from edge.models import NotFoundAddress
from infra import jobs
from infra.addresses.client_address import client_address
from infra.memory import memoize

LEAST_VISITS = 3
RETENTION = timedelta(days=90)
MOST_ROWS = 3_000
MOST_PATHS = 30
_LONGEST = 120
_DAY = 86_400
HIDDEN = "…"
# What programs try that look for holes; nobody can lead that anywhere.
_SCANNED = re.compile(
    r"(?:^|/)(?:\.|wp-(?:admin|login|content|includes|json)|xmlrpc|cgi-bin|phpmyadmin|vendor|actuator)|"
    r"\.(?:php\d?|aspx?|jsp|cgi|env|sql|bak|zip|gz|ya?ml|json|js|css|map|png|jpe?g|gif|ico|webp|woff2?)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_USUAL_WORDS = """
    about archive archives article articles author blog book booking categories category conditions contact cost costs
    covered emergency faq feed for home how html index info insurance is locations more new news old our page pages patient
    patients post posts price prices pricing privacy questions request resources s schedule search service services site
    tag tags team terms the to treatment treatments us visit we what wordpress
"""
_USUAL = frozenset(_USUAL_WORDS.split())


def note_not_found(request: HttpRequest, site: Site) -> None:
    """Count the path of a request that answered 404. Never fails an answer."""
    path = tidy_path(request.path)
    if request.method != "GET" or not 1 < len(path) <= _LONGEST or _SCANNED.search(request.path):
        return
    if "@" in path or re.search(r"\d{5}", path):
        return
    key = f"{site.pk} {path.lower()}"
    who = f"{client_address(request)} {timezone.localdate()}"
    if not cache.add(f"not-found:{_make_digest(f'{who} {key}')}", 1, _DAY):
        return
    if not _may_count(_make_digest(who)):
        return
    try:
        with transaction.atomic():
            _count_path(site, path, _make_digest(key))
    except DatabaseError:
        return  # a 404 is one without its count


def _may_count(visitor: str) -> bool:
    """Tell whether a visitor has asked for few enough wrong addresses today."""
    name = f"not-found-by:{visitor}"
    cache.add(name, 0, _DAY)
    try:
        return cache.incr(name) <= MOST_PATHS
    except ValueError:
        return True


def _make_digest(text: str) -> str:
    return salted_hmac("edge.not_found", text, algorithm="sha256").hexdigest()


def _count_path(site: Site, path: str, digest: str) -> None:
    row = NotFoundAddress.objects.select_for_update().filter(digest=digest).first()
    if row is None:
        if NotFoundAddress.objects.count() >= MOST_ROWS:
            return
        row = NotFoundAddress(digest=digest, site=site)
    row.asked, row.last_day = row.asked + 1, timezone.localdate()
    row.path = path if row.asked >= LEAST_VISITS else hide_words(path)
    row.save()


def hide_words(path: str) -> str:
    """Return a path in which every word that is not one of this site's own, or usual on the web, is '…'."""
    known = memoize("words of addresses", _read_own_words)

    def hide_unknown(match: re.Match[str]) -> str:
        word = match[0].lower()
        usual = word in known or word in _USUAL or (word.isdigit() and len(word) <= 4)
        return match[0] if usual else HIDDEN

    return _WORD.sub(hide_unknown, path)


def _read_own_words() -> frozenset[str]:
    slugs = Page.objects.live().values_list("slug", flat=True)
    return frozenset(word for slug in slugs for word in _WORD.findall(slug.lower()))


@jobs.register_job("not-found", every=_DAY, label="Old counts of wrong addresses deleted")
def forget_old() -> str:
    """Delete what nobody asked for in 90 days."""
    old = NotFoundAddress.objects.filter(last_day__lt=timezone.localdate() - RETENTION)
    count, _kinds = old.delete()
    return f"{count} deleted" if count else ""

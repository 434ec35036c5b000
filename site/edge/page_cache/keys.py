"""Which requests may be answered from the page cache, and under which key."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from edge.middleware import drop_nul
from infra.addresses.staff_paths import STAFF_PATHS

# What mailing and advertising systems hang on an address. It changes nothing on any page.
TRACKING = frozenset({
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "li_fat_id",
    "igshid", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "vero_id", "oly_anon_id", "oly_enc_id", "s_cid",
    "epik", "_ga", "_gl", "srsltid", "ref_src", "gad_source", "gad_campaignid", "wickedid", "igsh", "mibextid", "sccid",
    "rdt_cid", "_kx", "ef_id", "s_kwcid", "irclickid", "cjevent", "ndclid", "_branch_match_id", "__hstc", "__hssc",
    "__hsfp", "hsctatracking", "trk", "campaignid", "adgroupid", "guccounter", "guce_referrer", "guce_referrer_sig",
})  # fmt: skip
TRACKING_BEGINS = (
    "utm_",
    "gad_",
    "_hs",
    "pk_",
    "mtm_",
    "matomo_",
    "hsa_",
    "fb_action_",
    "ga_",
    "vero_",
    "oly_",
)
# Nobody's list has more parameters; a longer query is not worth keeping an answer under.
LONGEST_QUERY = 400
# With the marks of advertising (five click numbers of two hundred characters are seen); beyond it nobody reads it.
LONGEST_READ = 4_000
# Never the same for everybody, or served better by somebody else: what begins so, and single addresses. A page may
# begin as one of the latter do ('/metrics-that-matter/').
NEVER = (
    *STAFF_PATHS, "/documents/", "/search/", "/_util/", "/favicon.ico", "/apple-touch-icon",
    settings.STATIC_URL, settings.MEDIA_URL,
)  # fmt: skip
NEVER_ALONE = frozenset({"/healthz", "/readyz", "/metrics"})
# A request with one of these asks for something else than the page.
_SPECIAL = ("HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


class Key(NamedTuple):
    """All that an answer depends on. `query` holds what is left of it, in the order of the alphabet."""

    version: str
    day: str
    scheme: str
    host: str
    path: str
    query: str


def is_tracking(name: str) -> bool:
    """Tell whether a parameter of an address is a mark of mailing or advertising."""
    return name.lower() in TRACKING or name.lower().startswith(TRACKING_BEGINS)


@lru_cache(maxsize=512)
def clean_query(query: str) -> str | None:
    """Return a query without tracking parameters and NUL, sorted; None where it is too long to look at."""
    if not query:
        return ""
    if len(query) > LONGEST_READ:
        return None
    query = drop_nul(query)  # what the page sees is read here, before other middleware mends it
    pairs = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not is_tracking(name)
    ]
    cleaned = urlencode(sorted(pairs))
    return cleaned if len(cleaned) <= LONGEST_QUERY else None


def is_for_everybody(request: HttpRequest) -> bool:
    """Tell whether the answer to `request` can be the same for every visitor: a GET or HEAD by nobody we know."""
    meta = request.META
    if request.method not in ("GET", "HEAD"):
        return False
    if request.path.startswith(NEVER) or request.path in NEVER_ALONE:
        return False
    if settings.SESSION_COOKIE_NAME in meta.get("HTTP_COOKIE", ""):
        return False
    return not any(name in meta for name in _SPECIAL)


def key_of(request: HttpRequest, version: str) -> Key | None:
    """Return the key of what `request` asks for; None where the query is nobody's."""
    query = clean_query(request.META.get("QUERY_STRING", ""))
    if query is None:
        return None
    return Key(
        version,
        timezone.localdate().isoformat(),
        request.scheme or "",
        request.META.get("HTTP_HOST", ""),
        request.path,
        query,
    )


def hide_tracking(request: HttpRequest, query: str) -> None:
    """Let the page see the query that its answer is kept under. Redirects still take the whole one along."""
    request.GET = QueryDict(query, encoding=request.encoding)  # type: ignore[misc, assignment]

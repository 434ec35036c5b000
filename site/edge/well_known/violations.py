"""What browsers report of our Content-Security-Policy: counted, and nothing of it kept that tells of a person.

A report holds the address of the page, which may be a health topic, and a piece of the script. Neither is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from infra import jobs
from infra.addresses.staff_paths import is_staff_path

from .. import policies
from ..health import register_check
from ..models import PolicyViolation

MOST_BYTES = 16 * 1024
MOST_REPORTS = 20
# All browsers together: whoever sends more is no browser.
MOST_A_MINUTE = 60
# Kinds a day; what is new after that is counted as 'other'.
MOST_KINDS = 100
RETENTION = timedelta(days=90)
_DIRECTIVES = frozenset(
    {*policies.PUBLIC, "script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "worker-src",
     "manifest-src", "child-src"}
)  # fmt: skip
_WORDS = frozenset(
    {
        "inline",
        "eval",
        "self",
        "data",
        "blob",
        "wasm-eval",
        "trusted-types-policy",
        "trusted-types-sink",
    }
)


@csrf_exempt
@require_POST
def take_report(request: HttpRequest) -> HttpResponse:
    """Count what a browser reports. Always 204: whoever sends nonsense learns nothing."""
    response = HttpResponse(status=204)
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return response
    if 0 < length <= MOST_BYTES and _may_count():
        for kind in list(read_reports(request.read(MOST_BYTES)))[:MOST_REPORTS]:
            count_reports(*kind)
    return response


def _may_count() -> bool:
    """Tell whether this minute has room for one more."""
    key = f"edge.violations.{timezone.now():%H%M}"
    cache.add(key, 0, 120)
    try:
        return cache.incr(key) <= MOST_A_MINUTE
    except ValueError:  # it went between the two
        return True


def read_reports(body: bytes) -> Iterator[tuple[str, str, bool]]:
    """Yield directive, what was blocked, and whether on a page for staff, of each report in either format.

    Passes over whatever is none. Never raises.
    """
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return
    for entry in sent if isinstance(sent, list) else [sent]:
        if not isinstance(entry, dict):
            continue
        inner = entry.get("csp-report") or entry.get("body")
        if isinstance(inner, dict) and (kind := _read_one(inner)):
            yield kind


def _read_one(inner: dict[str, Any]) -> tuple[str, str, bool] | None:
    def text(*names: str) -> str:
        found = next((inner[name] for name in names if inner.get(name)), "")
        return found if isinstance(found, str) else ""

    words = text("effective-directive", "effectiveDirective", "violated-directive").split()
    directive = words[0] if words else ""
    if directive not in _DIRECTIVES:
        return None
    page = _split_reports(text("document-uri", "documentURL"))
    blocked = _name_blocked(text("blocked-uri", "blockedURL"))
    return directive, blocked, is_staff_path(page.path if page else "")


def _split_reports(address: str) -> Any:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _name_blocked(address: str) -> str:
    """Return a word or a host: never a path, a query or somebody's address."""
    word = address.strip().lower().rstrip(":")
    if word in _WORDS:
        return word
    parts = _split_reports(word)
    try:
        host = parts.hostname if parts else ""
    except ValueError:
        host = ""
    if parts and parts.scheme in ("http", "https", "ws", "wss") and host:
        return host[:100]
    return "an extension" if parts and parts.scheme.endswith("-extension") else "other"


def count_reports(directive: str, blocked: str, staff: bool) -> None:
    """Add one to a day's count."""
    day = timezone.localdate()
    for name in (blocked, "other"):
        found = PolicyViolation.objects.filter(
            day=day, directive=directive, blocked=name, staff=staff
        )
        if found.update(count=F("count") + 1):
            return
        if name == "other" or PolicyViolation.objects.filter(day=day).count() < MOST_KINDS:
            try:
                with transaction.atomic():
                    PolicyViolation.objects.create(
                        day=day, directive=directive, blocked=name, staff=staff, count=1
                    )
            except IntegrityError:  # another process was quicker
                found.update(count=F("count") + 1)
            return


@register_check("policy")
def report_violations() -> tuple[bool, str]:
    """Always well; says what the browsers reported in a week."""
    since = timezone.localdate() - timedelta(days=7)
    rows = PolicyViolation.objects.filter(day__gte=since).order_by("-count")[:5]
    said = [f"{row.directive} {row.blocked}: {row.count}" for row in rows]
    return True, "; ".join(said) or "no violation reported in a week"


@jobs.register_job(
    "policy-violations", every=24 * 3600, label="Old counts of blocked scripts deleted"
)
def delete_old() -> str:
    """Delete counts that are older than 90 days."""
    deleted, _kinds = PolicyViolation.objects.filter(
        day__lt=timezone.localdate() - RETENTION
    ).delete()
    return f"{deleted} counts deleted" if deleted else ""

"""Which addresses a cache in front may hold: what it was handed since it was last told of a publish.

Only where such a cache is told of publishes (`WAGTAILFRONTENDCACHE`). The table of pages does not know them: lists, feeds and
their further pages, what was unpublished, renamed, moved, deleted or made private since, the list of a category that is gone.
"""

from __future__ import annotations

from threading import Lock

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from edge.models import HandedOutAddress

# So many addresses a process remembers having noted; then it begins anew and writes them once more.
_MOST_NOTED = 20_000
_noted: set[str] = set()
_noted_version = ""
_lock = Lock()


def are_caches_told() -> bool:
    """Tell whether a cache in front keeps pages until it is told of a publish."""
    return bool(getattr(settings, "WAGTAILFRONTENDCACHE", {}))


def may_hand_out(request: HttpRequest, query: str | None) -> bool:
    """Tell whether a cache in front may have an answer: its address is the one that will be purged.

    Parameter: `query`, what is left of the query. A cache keeps '/?utm_source=x' beside '/', and nobody knows all of those.
    """
    return not are_caches_told() or request.META.get("QUERY_STRING", "") == query


def note_address(request: HttpRequest, version: str) -> bool:
    """Note that the answer to `request` goes out to be kept. Returns whether it may: what can't be purged is not handed out."""
    if not are_caches_told():
        return True
    address = request.build_absolute_uri()
    if not version or len(address) > HandedOutAddress.LONGEST:
        return False
    if _is_noted(address, version):
        return True
    row = HandedOutAddress(address=address, version=version)
    try:
        HandedOutAddress.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["address"], update_fields=["version"]
        )
    except DatabaseError:
        return False
    with _lock:
        _noted.add(address)
    return True


def _is_noted(address: str, version: str) -> bool:
    global _noted_version
    with _lock:
        if version != _noted_version or len(_noted) >= _MOST_NOTED:
            _noted.clear()
            _noted_version = version
        return address in _noted


def forget_noted() -> None:
    """Forget what this process has noted (tests roll the database back under it)."""
    global _noted_version
    with _lock:
        _noted.clear()
        _noted_version = ""

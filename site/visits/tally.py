"""What was counted since the last write, in this process's memory; written as sums every few seconds.

A write for each page view would stand in the way of requests on SQLite and cost more than a page from the cache. A process that is killed
loses a few seconds of counting, and nothing else.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections import Counter
from datetime import date

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from .models import DayCount

# Day, kind, page, host.
Key = tuple[date, str, int, str]
# Other sites a day and process; what is new after that is counted without its name.
MOST_KEYS = 2_000
# Of everybody together between two writes: more than this is no clinic's visitors.
MOST_COUNTS = 5_000
log = logging.getLogger(__name__)
_lock = threading.Lock()
_counts: Counter[Key] = Counter()
_timer: threading.Timer | None = None


def add_count(key: Key) -> None:
    """Count one; written at once where the setting says 0 seconds, otherwise with the next write."""
    global _timer
    with _lock:
        if key not in _counts and len(_counts) >= MOST_KEYS:
            return
        if _counts.total() >= MOST_COUNTS:
            return
        _counts[key] += 1
        if _timer is None and settings.VISITS_WRITTEN_EVERY:
            _timer = threading.Timer(settings.VISITS_WRITTEN_EVERY, _write_in_thread)
            _timer.daemon = True
            _timer.start()
    if not settings.VISITS_WRITTEN_EVERY:
        write_counts()


def write_counts() -> int:
    """Add what was counted to the sums. Returns how many rows that were; counts are kept when the database is away."""
    global _timer
    with _lock:
        taken, _timer = Counter(_counts), None
        _counts.clear()
    try:
        with transaction.atomic():
            for (day, kind, page, host), count in sorted(taken.items()):
                row = {"day": day, "kind": kind, "page": page, "host": host}
                DayCount.objects.bulk_create([DayCount(**row)], ignore_conflicts=True)
                DayCount.objects.filter(**row).update(count=F("count") + count)
    except DatabaseError as error:
        log.warning("Counts of visits wait for the database: %s", type(error).__name__)
        with _lock:
            _counts.update(taken)
    return len(taken)


def _write_in_thread() -> None:
    try:
        write_counts()
    finally:
        connection.close()


@atexit.register
def _write_at_end() -> None:
    """Write what is left when a process ends as it should."""
    if _counts:
        _write_in_thread()

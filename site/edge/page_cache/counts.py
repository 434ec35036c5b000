"""How often the page cache answered, waited and rendered, for the metrics."""

from __future__ import annotations

from collections import Counter

from edge.monitoring.metrics import PAGES

_counts: Counter[str] = Counter()
_seen = {what: PAGES.labels(what) for what in ("hit", "waited", "render")}


def add_count(what: str) -> None:
    """Count one 'hit', 'waited' or 'render'. Two threads at once may lose one; nobody is charged by it."""
    _counts[what] += 1
    _seen[what].inc()


def read_totals() -> dict[str, int]:
    """Return what was counted since the process began."""
    return {name: _counts[name] for name in ("hit", "waited", "render")}

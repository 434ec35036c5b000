"""What is read once a content version and kept in the process.

The layout of a page, the categories with their counts, the latest posts: the same for every
visitor until somebody publishes. Kept under the content version's token, an edit shows at once in
every process. Keep small things only, and never anything about a visitor.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from infra import content_version

T = TypeVar("T")
_MOST = 512
_kept: OrderedDict[tuple[str, Hashable], Any] = OrderedDict()
_lock = Lock()


def memoize(key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` made for `key` in this version; make it if this process has not.

    Two threads may both make it; the values are equal. The oldest are dropped when there are many.
    """
    full = (content_version.read_version(), key)
    try:
        return _kept[full]
    except KeyError:
        value = make()
    with _lock:
        while len(_kept) >= _MOST:
            _kept.popitem(last=False)
        _kept[full] = value
    return value


def clear_memory() -> None:
    """Forget everything this process kept (tests roll the database back under it)."""
    with _lock:
        _kept.clear()

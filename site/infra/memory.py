"""What is read once a content version and remembered in the process.

The layout of a page, the categories with their counts, the latest posts, finished pieces of a page:
the same for every visitor until somebody publishes. Kept under the content version's token, an edit
shows at once in every process. Bounded by bytes. Never anything about a visitor, a day or a host.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model

from infra import content_version
from infra.content_version import Part

T = TypeVar("T")
# A value is measured as far as this; what is larger than so many parts is larger than anything we keep.
_MOST_PARTS = 20_000
# What one entry takes beside its value: key, tuple, place in the table.
_OVERHEAD = 400
_memory: OrderedDict[tuple[str, Hashable], tuple[Any, int]] = OrderedDict()
_bytes = 0
_lock = Lock()
_forgetters: list[Callable[[], object]] = []
_incomplete: ContextVar[bool] = ContextVar("incomplete", default=False)


def memoize(key: Hashable, make: Callable[[], T], part: Part = Part.PAGES) -> T:
    """Return what `make` made for `key` in this version of `part`; make it if this process has not.

    Everybody gets the same object: it must not be changed. Two threads may both make it; the values are
    equal. What nobody asked for longest makes room. What turned out incomplete is not kept.
    """
    full = (content_version.read_version(part), key)
    found = _memory.get(full)
    if found is not None:
        with suppress(KeyError):  # another thread may have made room of it just now
            _memory.move_to_end(full)
        return found[0]
    before = _incomplete.get()
    _incomplete.set(False)
    value = make()
    whole = not _incomplete.get()
    _incomplete.set(before or not whole)
    if whole:
        _put_value(full, value)
    return value


def _put_value(full: tuple[str, Hashable], value: Any) -> None:
    global _bytes
    size = measure(value) + _OVERHEAD
    with _lock:
        old = _memory.pop(full, None)
        _bytes += size - (old[1] if old else 0)
        _memory[full] = (value, size)
        while _bytes > settings.MEMORY_BYTES and len(_memory) > 1:
            # Versions of before go first: nobody can ask for them any more.
            _key, (_gone, its_size) = _memory.popitem(last=False)
            _bytes -= its_size


def measure(value: Any) -> int:
    """Return roughly how many bytes a value takes, with everything that it holds."""
    total, seen, waiting = 0, set[int](), [value]
    while waiting and len(seen) < _MOST_PARTS:
        part = waiting.pop()
        if id(part) in seen or isinstance(part, type):
            continue
        seen.add(id(part))
        total += sys.getsizeof(part, 64)
        if isinstance(part, (str, bytes, int, float)):
            continue
        if isinstance(part, Mapping):
            waiting += [*part.keys(), *part.values()]
        elif isinstance(part, (list, tuple, set, frozenset)):
            waiting += part
        elif isinstance(part, Model) or hasattr(part, "__dataclass_fields__"):
            waiting += vars(part).values() if hasattr(part, "__dict__") else ()
    return total


def clear_memory() -> None:
    """Forget everything this process remembers (tests roll the database back under it)."""
    global _bytes
    with _lock:
        _memory.clear()
        _bytes = 0
    for forget in _forgetters:
        forget()


def forget_with(forget: Callable[[], object]) -> None:
    """Have `forget` called with `clear_memory`, for what a module remembers beyond one content version."""
    _forgetters.append(forget)


# --- Something could not be shown ------------------------------------------------------------------
def begin_whole() -> None:
    """Begin a page on which everything could be shown so far."""
    _incomplete.set(False)


def mark_incomplete() -> None:
    """Note that something is missing that may be there in a minute (a picture's file): nothing is kept for long."""
    _incomplete.set(True)


def is_incomplete() -> bool:
    """Tell whether something of the page that is being made could not be shown."""
    return _incomplete.get()

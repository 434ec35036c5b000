"""Every page and post of the sample site, in the order in which they are made."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from . import pages, posts
from .markup import SampleTextError
from .write import PageText


def all_pages() -> list[PageText]:
    """Return all pages, parents before children, and all posts from old to new.

    Raises SampleTextError where two pages share a key or a parent is missing.
    """
    found = [page for module in _modules(pages) for page in module.PAGES]
    written = [post for module in _modules(posts) for post in _posts_of(module)]
    return _parents_first(found) + sorted(written, key=lambda post: post.fields["date"])


def _modules(package: ModuleType) -> list[ModuleType]:
    names = sorted(m.name for m in iter_modules(package.__path__) if not m.name.startswith("_"))
    return [import_module(f"{package.__name__}.{name}") for name in names]


def _posts_of(module: ModuleType) -> list[PageText]:
    return [*getattr(module, "POSTS", []), *([module.POST] if hasattr(module, "POST") else [])]


def _parents_first(found: list[PageText]) -> list[PageText]:
    by_key = {page.key: page for page in found}
    if len(by_key) != len(found):
        keys = [page.key for page in found]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        raise SampleTextError(f"Two sample pages have the key {', '.join(twice)}.")

    def depth(page: PageText) -> int:
        if not page.parent:
            return 0
        if page.parent not in by_key:
            raise SampleTextError(f"“{page.key}” stands under “{page.parent}”, which is no page.")
        return 1 + depth(by_key[page.parent])

    return sorted(found, key=lambda page: (depth(page), page.order, page.key))

"""Where the page of a person is, for templates and for the graph of every app.

Who has one is known above (it needs every page and every approval); that app registers itself here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Person

Finder = Callable[["Person"], str]
_finders: list[Finder] = []


def register_person_pages(finder: Finder) -> None:
    """Have `finder` return the path of a person's page, '' where they have none."""
    _finders[:] = [finder]


def person_url(person: Person | None) -> str:
    """Return the path of the page of `person`; '' where they have none."""
    return _finders[0](person) if _finders and person is not None else ""

"""What surrounds the pages, from `texts/`: settings, menus, categories and notices.

The files are read when a name is first asked for, so a mistake in one stops the loading with its
sentence, and not the import of this module.
"""

from __future__ import annotations

from typing import Any

from .described import DescribedBlock
from .reading.records import menu_page as _page
from .reading.site import read_texts

NAME: str
SETTINGS: dict[str, Any]
CATEGORIES: list[dict[str, Any]]
NOTICES: dict[str, dict[str, Any]]
# Place → heading and links.
MENUS: dict[str, tuple[str, list[DescribedBlock]]]
# Where the front desk is told that a request came in.
FRONT_DESK: str

_FIELDS = {
    "SETTINGS": "settings",
    "CATEGORIES": "categories",
    "NOTICES": "notices",
    "MENUS": "menus",
    "FRONT_DESK": "front_desk",
}


def __getattr__(name: str) -> Any:
    if name == "NAME":
        return read_texts().settings["name"]
    if name in _FIELDS:
        return getattr(read_texts(), _FIELDS[name])
    raise AttributeError(name)


__all__ = ["CATEGORIES", "FRONT_DESK", "MENUS", "NAME", "NOTICES", "SETTINGS", "_page"]

"""Wagtail's words for its machinery, in words that people know, on every screen at once.

The texts of Wagtail and Django are looked up in the language's catalog before they are shown. Ours are entered there, so a
screen that we never touched says them, too, and the next version's screens as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils.translation import trans_real

from staff.screens.plain_words import COUNTED, SWAPS, WORDS

_PLACE = re.compile(r"(%\(\w+\)[sd]|<[^>]*>|\{\w+\})")
_ENTRY = re.compile(
    r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)(?:msgid_plural ((?:"(?:[^"\\]|\\.)*"\s*)+))?msgstr',
    re.MULTILINE,
)


def swap_words(text: str) -> str:
    """Return a text of Wagtail's with its words for the machinery replaced; placeholders and tags stay."""
    parts = _PLACE.split(text)
    parts[::2] = [_swap_in_part(part) for part in parts[::2]]
    return "".join(parts)


def _swap_in_part(part: str) -> str:
    for strange, plain in SWAPS:
        part = re.sub(rf"\b{strange}\b", plain, part)
        part = re.sub(rf"\b{strange}\b", plain.capitalize(), part, flags=re.IGNORECASE)
    return part


def read_texts() -> Iterator[tuple[str, str]]:
    """Yield Wagtail's English texts, each with its plural ('' where it has none), from the catalogs that it ships."""
    for config in apps.get_app_configs():
        file = Path(config.path) / "locale" / "en" / "LC_MESSAGES" / "django.po"
        if config.name.startswith("wagtail") and file.exists():
            for one, many in _ENTRY.findall(file.read_text(encoding="utf-8")):
                yield _join_lines(one), _join_lines(many)


def _join_lines(quoted: str) -> str:
    lines = (line.strip()[1:-1] for line in quoted.splitlines() if line.strip())
    return "".join(lines).replace('\\"', '"').replace("\\n", "\n")


def use_plain_words() -> None:
    """Enter our words into the catalog of the admin's language."""
    catalog = trans_real.translation(settings.LANGUAGE_CODE)._catalog
    for one, many in read_texts():
        if many and swap_words(one + many) != one + many:
            catalog[(one, 0)], catalog[(one, 1)] = swap_words(one), swap_words(many)
        elif (plain := swap_words(one)) != one:
            catalog[one] = plain
    for wagtails, ours in WORDS.items():
        catalog[wagtails] = str(ours)
    for wagtails, (one, many) in COUNTED.items():
        catalog[(wagtails, 0)], catalog[(wagtails, 1)] = one, many


use_plain_words()

"""Blocks of Divi 5, which keep everything in their settings, as the shortcodes that Divi 4 wrote for the same parts."""

from __future__ import annotations

from typing import Any

from .block_comments import CommentBlock
from .shortcodes import Shortcode

PREFIX = "divi/"
_DEEPEST = 12
# What a setting of the new form is called in the old one.
_NAMES = {
    "text": "title",
    "linkUrl": "url",
    "url": "url",
    "src": "src",
    "alt": "alt",
    "subhead": "subhead",
    "position": "position",
}
_BUTTON = {"text": "button_text", "linkUrl": "button_url"}


def read_divi(block: CommentBlock) -> Shortcode:
    """Return a block of Divi 5 as a shortcode of Divi 4; what lies inside it is converted already."""
    name = block.name.removeprefix(PREFIX)
    values: dict[str, str] = {}
    written = ""
    for part, settings in block.values.items():
        shown = _read_shown(settings)
        if part == "content" and isinstance(shown, str):
            written = shown
        elif isinstance(shown, str):
            values.setdefault("title" if part == "title" else part, shown)
        elif isinstance(shown, dict):
            names = _BUTTON if part == "button" and name != "button" else _NAMES
            _take_values(values, shown, names)
        if level := _find_level(settings):
            values.setdefault("title_level", level)
    return Shortcode(f"et_pb_{name.replace('-', '_')}", values, written + block.inner)


def _take_values(values: dict[str, str], shown: dict[str, Any], names: dict[str, str]) -> None:
    for key, value in shown.items():
        if key in names and isinstance(value, str) and value.strip():
            values.setdefault(names[key], value)


def _read_shown(settings: Any) -> Any:
    """Return what a part shows on a large screen; None where it only says what it looks like."""
    inner = settings.get("innerContent") if isinstance(settings, dict) else None
    wide = inner.get("desktop") if isinstance(inner, dict) else None
    return wide.get("value") if isinstance(wide, dict) else None


def _find_level(settings: Any, depth: int = 0) -> str:
    """Return the level that a title's look asks for; '' where it asks for none."""
    if not isinstance(settings, dict) or depth > _DEEPEST:
        return ""
    own = settings.get("headingLevel")
    if isinstance(own, str):
        return own
    return next((found for one in settings.values() if (found := _find_level(one, depth + 1))), "")

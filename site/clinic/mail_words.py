"""The words of mails: text that staff write, with placeholders from a closed list that are filled when a mail is sent.

Only what is named here can be filled in, and none of it is an answer of a visitor. A line whose placeholder has
nothing to say is left out, so that no mail reads 'You can always call us: .'
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

# What each stands for is said in the help texts of `models/mails.py`.
IN_RECEIPT = ("reference", "by", "estimate", "clinic", "phone")
# A subject is read on a locked screen: the number, and nothing else.
IN_RECEIPT_SUBJECT = ("reference",)
IN_NOTICE = ("number", "clinic")
# What the preview fills in.
SAMPLES = {
    "reference": "K7M-2QX",
    "by": "by the end of Tuesday, June 3",
    "estimate": "by the end of Thursday, June 5",
    "phone": "(703) 555-0100",
    "number": "128",
}

_PLACEHOLDER = re.compile(r"{\s*([^{}]*?)\s*}")
_BULLET = re.compile(r"^\s*[-•*]\s+")
# Brackets that other programs put around what they fill in. Single round ones are left: people write in them.
_FOREIGN_BRACKETS = (
    (r"\[\[?", r"\]?\]"),
    (r"<<?", r">?>"),
    (r"%", r"%"),
    (r"\(\(", r"\)\)"),
    (r"\{\{", r"\}\}"),
    ("｛", "｝"),
)
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LIKE = 0.7  # how much a misspelt name has in common with the one that was meant


@deconstructible
class KnownPlaceholders:
    """Refuses a text with a placeholder that nobody fills, or with a brace that belongs to none."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)

    def __call__(self, text: str) -> None:
        """Raise ValidationError that names what is unknown, and everything that is known."""
        self._refuse_foreign(text)
        unknown = [found for found in _PLACEHOLDER.findall(text) if found.lower() not in self.names]
        rest = _PLACEHOLDER.sub("", text)
        known = ", ".join(f"{{{name}}}" for name in self.names)
        if unknown:
            params = {"name": unknown[0], "known": known}
            said = _("‘{%(name)s}’ can’t be filled in here. You can write: %(known)s.")
            if meant := difflib.get_close_matches(unknown[0].lower(), self.names, 1, _LIKE):
                params["meant"] = f"{{{meant[0]}}}"
                said = _(
                    "‘{%(name)s}’ can’t be filled in here. Did you mean %(meant)s? You can write: %(known)s."
                )
            raise ValidationError(said, params=params)
        if "{" in rest or "}" in rest:
            said = _("A curly bracket stands alone. Each has its partner, as in: %(known)s.")
            raise ValidationError(said, params={"known": known})
        if tag := _TAG.search(text):
            said = _(
                "‘%(tag)s’ would be read as it stands: these words are plain text. Take it out."
            )
            raise ValidationError(said, params={"tag": tag[0]})

    def _refuse_foreign(self, text: str) -> None:
        """Raise ValidationError where one of ours stands in other brackets: it would go out unfilled."""
        names = "|".join(map(re.escape, self.names))
        for opens, closes in _FOREIGN_BRACKETS:
            found = re.search(f"{opens}\\s*({names})\\s*{closes}", text, re.IGNORECASE)
            if found:
                params = {
                    "found": found[0],
                    "name": f"{{{found[1].lower()}}}",
                    "known": ", ".join(f"{{{name}}}" for name in self.names),
                }
                said = _(
                    "‘%(found)s’ would be read as it stands. Write %(name)s, in single curly brackets. You can write: %(known)s."
                )
                raise ValidationError(said, params=params)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KnownPlaceholders) and self.names == other.names

    def __hash__(self) -> int:
        return hash(self.names)


@dataclass(frozen=True)
class MailPart:
    """The lines between two empty lines of a mail: a heading, a list or a paragraph, as safe HTML."""

    kind: str
    lines: tuple[SafeString, ...]


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with its placeholders filled; a line of which one has nothing to say is left out.

    Parameters: `values`, by name, as plain text; what is missing or empty has nothing to say.
    """
    lines = [_fill_line(line.rstrip(), values) for line in text.strip().splitlines()]
    kept = "\n".join(line for line in lines if line is not None)
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def fill_subject(text: str, values: Mapping[str, str], instead: str) -> str:
    """Return `text` as one filled line, or `instead` where it has nothing to say."""
    filled = _fill_line(" ".join(text.split()), values)
    return " ".join(filled.split()) if filled else instead


def split_parts(text: str, values: Mapping[str, str]) -> list[MailPart]:
    """Return `text`, filled, in the parts of an HTML mail.

    Parameters: `values`, plain text or safe HTML. A single line right before a list is its heading.
    """
    escaped = {name: conditional_escape(value) for name, value in values.items()}
    filled = fill_text(str(conditional_escape(text)), escaped)
    groups = list(_group_lines(filled))
    parts = []
    for at, (is_list, lines) in enumerate(groups):
        before_list = at + 1 < len(groups) and groups[at + 1][0]
        heads = not is_list and len(lines) == 1 and before_list and lines[0][-1:] not in ".:!?,;"
        kind = "list" if is_list else "heading" if heads else "text"
        parts.append(MailPart(kind, tuple(mark_safe(line) for line in lines)))
    return parts


def _fill_line(line: str, values: Mapping[str, str]) -> str | None:
    names = [name.lower() for name in _PLACEHOLDER.findall(line)]
    if any(not values.get(name) for name in names):
        return None
    return _PLACEHOLDER.sub(lambda found: str(values[found[1].lower()]), line)


def _group_lines(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Yield the lines that belong together, and whether they are a list."""
    lines: list[str] = []
    listing = False
    for line in [*text.splitlines(), ""]:
        is_item = bool(_BULLET.match(line))
        if lines and (not line.strip() or is_item is not listing):
            yield listing, lines
            lines = []
        if line.strip():
            lines.append(_BULLET.sub("", line) if is_item else line)
            listing = is_item

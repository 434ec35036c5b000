"""From the lines of a page to blocks: plain paragraphs, and blocks between lines of three colons."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .. import write
from ..described import DescribedBlock
from .keys import Keys
from .lines import SourceLine

MARK = ":::"
_OPTION = re.compile(r"^([a-z][a-z ]*): +(.+)$")
_BULLET = re.compile(r"^- +")
# A bar between cells; one inside {{page:key|words}} belongs to the link.
_CELL = re.compile(r"\|(?![^{}]*\}\})")


@dataclass(frozen=True)
class Fence:
    """One block as it is written: its kind, its options, the lines below them, and where it is."""

    kind: str
    place: SourceLine
    keys: Keys
    options: dict[str, SourceLine] = field(default_factory=dict)
    lines: list[SourceLine] = field(default_factory=list)

    def given(self, *names: str) -> dict[str, Any]:
        """Return those of the options that are written, to leave the others to their defaults."""
        return {n.replace(" ", "_"): self.option(n) for n in names if n in self.options}

    def option(self, name: str) -> str:
        """Return an option's words, '' where it is not written."""
        return self.options[name].text if name in self.options else ""

    def list_option(self, name: str, kind: str) -> list[str]:
        """Return the keys of an option, separated by commas. Raises for one that no `kind` has."""
        if name not in self.options:
            return []
        place = self.options[name]
        return [self.keys.need(kind, key.strip(), place) for key in place.text.split(",")]

    def key_option(self, name: str, kind: str) -> str:
        """Return the one key of an option. Raises SampleTextError where no `kind` has it."""
        return next(iter(self.list_option(name, kind)), "")

    def words(self) -> str:
        """Return the text of the block. Raises SampleTextError where there is none."""
        found = self.keys.rich(self.lines)
        if not found:
            raise self.place.error(f"The block “{self.kind}” has no text.")
        return found

    def bullets(self) -> list[str]:
        """Return the items of the block's list. Raises SampleTextError where it has none."""
        return [self.keys.rich(item) for item in split_bullets(self.lines, self.place)]

    def key_bullets(self, kind: str) -> list[str]:
        """Return a list of keys, one an item; an empty list is allowed."""
        if not any(line.text for line in self.lines):
            return []
        items = split_bullets(self.lines, self.place)
        return [self.keys.need(kind, item[0].text.strip(), item[0]) for item in items]

    def pairs(self) -> list[tuple[str, str]]:
        """Return the items of a list 'Name: text'. Raises SampleTextError for one without a colon."""
        found = []
        for item in split_bullets(self.lines, self.place):
            name, colon, words = self.keys.rich(item).partition(": ")
            if not colon:
                raise item[0].error("Write a name, a colon and a text: “- Name: text”.")
            found.append((name, words))
        return found

    def sections(self) -> list[tuple[SourceLine, str, list[SourceLine]]]:
        """Return the parts under lines `### Name`: place, name, lines. Raises where there is none."""
        found: list[tuple[SourceLine, str, list[SourceLine]]] = []
        for line in self.lines:
            if line.text.startswith("### "):
                found.append((line, line.text[4:].strip(), []))
            elif found:
                found[-1][2].append(line)
            elif line.text:
                raise line.error(f"In “{self.kind}” each part begins with a line “### Name”.")
        if not found:
            raise self.place.error(f"The block “{self.kind}” has no part “### Name”.")
        return found

    def table(self, *columns: str) -> list[tuple[SourceLine, list[str]]]:
        """Return the rows of a table, the headings first.

        Parameters: `columns`, the headings if they are fixed. Raises SampleTextError for a row
        with another number of cells, or other headings.
        """
        rows = [
            (line, [cell.strip() for cell in _CELL.split(line.text.strip().strip("|"))])
            for line in self.lines
            if line.text
        ]
        for line, cells in rows:
            if not line.text.startswith("|") or len(cells) != len(rows[0][1]):
                raise line.error(f"Each row is “| a | b |”, with {len(rows[0][1])} cells.")
            self.keys.rich([line])
        if len(rows) < 3:
            raise self.place.error("A table has headings, a line of dashes, and at least one row.")
        if columns and rows[0][1] != list(columns):
            raise rows[0][0].error(f"The headings of this table are: {', '.join(columns)}.")
        return [rows[0], *rows[2:]]


def split_bullets(lines: list[SourceLine], place: SourceLine) -> list[list[SourceLine]]:
    """Return the items of a list, each as its lines without the dash.

    Raises SampleTextError for a line before the first item, and where there is none.
    """
    found: list[list[SourceLine]] = []
    for line in lines:
        if _BULLET.match(line.text):
            found.append([SourceLine(_BULLET.sub("", line.text), line.file, line.number)])
        elif line.text and found:
            found[-1].append(SourceLine(line.text.strip(), line.file, line.number))
        elif line.text:
            raise line.error("This is a list: each item begins with “- ”.")
    if not found:
        raise place.error("A list is missing here: lines that begin with “- ”.")
    return found


@dataclass(frozen=True)
class BlockSyntax:
    """How one kind of block is read, and which options it must and may have."""

    read: Callable[[Fence], DescribedBlock]
    needed: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


def read_blocks(
    lines: list[SourceLine], keys: Keys, kinds: dict[str, BlockSyntax]
) -> list[DescribedBlock]:
    """Return the blocks of a page in their order. Raises SampleTextError with file and line."""
    found: list[DescribedBlock] = []
    plain: list[SourceLine] = []
    rest = iter(lines)
    for line in rest:
        if not line.text.startswith(MARK):
            plain.append(line)
            continue
        found += _make_plain(plain, keys)
        plain = []
        kind = line.text.removeprefix(MARK).strip()
        if not kind:
            raise line.error("A block ends here that never began. Write its kind after the colons.")
        found.append(_read_fence(_read_inside(kind, line, rest), line, keys, kinds, kind))
    return found + _make_plain(plain, keys)


def _make_plain(lines: list[SourceLine], keys: Keys) -> list[DescribedBlock]:
    words = keys.rich(lines)
    return [write.make_text(words)] if words else []


def _read_inside(kind: str, place: SourceLine, rest: Any) -> list[SourceLine]:
    """Return the lines up to the closing colons. Raises SampleTextError where they are missing."""
    found: list[SourceLine] = []
    for line in rest:
        if line.text == MARK:
            return found
        if line.text.startswith(MARK):
            break
        found.append(line)
    raise place.error(f"The block “{kind}” begins here; the line “:::” that ends it is missing.")


def _read_fence(
    lines: list[SourceLine], place: SourceLine, keys: Keys, kinds: dict[str, BlockSyntax], name: str
) -> DescribedBlock:
    if name not in kinds:
        raise place.error(f"There is no block “{name}”. Use one of: {', '.join(sorted(kinds))}.")
    kind = kinds[name]
    options: dict[str, SourceLine] = {}
    while lines and (match := _OPTION.match(lines[0].text)):
        line = lines.pop(0)
        if match[1] not in (*kind.needed, *kind.allowed):
            known = ", ".join((*kind.needed, *kind.allowed)) or "no field"
            raise line.error(f"The block “{name}” has no field “{match[1]}”. It has: {known}.")
        options[match[1]] = SourceLine(match[2], line.file, line.number)
        keys.rich([options[match[1]]])
    for needed in kind.needed:
        if needed not in options:
            raise place.error(f"The block “{name}” lacks the field “{needed}”.")
    try:
        return kind.read(Fence(name, place, keys, options, lines))
    except ValueError as error:
        raise place.error(str(error)) from error

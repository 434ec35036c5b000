"""Reads the sample texts as plain words, for the tests that hold them to account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from review.texts.reading_grade import count_syllables
from sample import clinic, faq, people
from sample.catalog import all_pages
from sample.described import DescribedBlock, PageText, Ref, Rich

_CITED = re.compile(r"\[\[([^\]]+)\]\]")
_LINKED = re.compile(r"\{\{(?:page|url|tel):[^|}]+\|([^}]+)\}\}")
_SENTENCE = re.compile(r"[.!?]+[*”’')\]]*(?=\s|$)")


@dataclass(frozen=True)
class Piece:
    """One block, card or line: where it stands, its words as written, and the sources it cites."""

    where: str
    written: str
    cited: frozenset[str]


def pieces_of(page: PageText) -> Iterator[Piece]:
    """Yield the title, introduction and every block and line of a page."""
    for name in ("title", "introduction", "description", "seo_title"):
        yield Piece(f"{page.key}: {name}", getattr(page, name), frozenset())
    yield from _blocks(f"{page.key}: body", page.body)
    for name, value in page.fields.items():
        if isinstance(value, list):
            yield from _blocks(f"{page.key}: {name}", value)
        elif isinstance(value, str):
            yield Piece(f"{page.key}: {name}", value, frozenset())


def _blocks(where: str, blocks: Any) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, DescribedBlock):
            written = "\n\n".join(_strings(block.value))
            yield Piece(f"{where}, {block.name}", written, frozenset(_sources(block.value)))


def standing_pieces() -> Iterator[Piece]:
    """Yield what stands outside pages: questions, notices, settings, people, places."""
    for key, (question, answer, _topic) in faq.FAQ.items():
        yield Piece(f"faq {key}", f"{question}\n\n{answer}", frozenset(_cited(answer)))
    rows: list[tuple[str, dict]] = [(f"notice {k}", row) for k, row in clinic.NOTICES.items()]
    rows += [("settings", clinic.SETTINGS)]
    rows += [(f"person {row['slug']}", row) for row in people.PEOPLE]
    rows += [(f"location {row['key']}", row) for row in people.LOCATIONS]
    rows += [(f"category {row['slug']}", row) for row in clinic.CATEGORIES]
    for where, row in rows:
        for name, value in row.items():
            for words in _strings(value):
                yield Piece(f"{where}: {name}", words, frozenset(_cited(words)))


def all_pieces() -> list[Piece]:
    """Return everything that a visitor can read."""
    return [p for page in all_pages() for p in pieces_of(page)] + list(standing_pieces())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Rich):
        yield value.text
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, DescribedBlock):
        yield from _strings(value.value)


def _sources(value: Any) -> Iterator[str]:
    for words in _strings(value):
        yield from _cited(words)
    yield from _chosen(value)


def _chosen(value: Any) -> Iterator[str]:
    """Yield the references that a block names outside its text."""
    if isinstance(value, Ref) and value.kind == "reference":
        yield value.key
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _chosen(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _chosen(inner)


def _cited(words: str) -> Iterator[str]:
    for match in _CITED.findall(words):
        yield from (key.strip() for key in match.split(","))


def plain(written: str) -> str:
    """Return the words that a reader sees: no marks, no markup."""
    words = _LINKED.sub(r"\1", _CITED.sub("", written))
    return re.sub(r"[*#]+|^\s*(?:-|\d+\.)\s+", "", words, flags=re.M)


# --- Reading grade ---------------------------------------------------------------------------
def grade(words: str) -> float:
    """Return the US school grade of the sentences in a text (Flesch and Kincaid, 1975).

    Labels, headings and table cells without a full stop are left out: they are no sentences.
    """
    sentences = 0
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:-|\d+\.)\s)", words):
        read = plain(paragraph).strip()
        ends = len(_SENTENCE.findall(read))
        if ends:
            sentences += ends
            found += re.findall(r"[A-Za-z]+(?:['’][A-Za-z]+)?", read)
    if not found:
        return 0.0
    spoken = sum(count_syllables(word.lower()) for word in found)
    return 0.39 * len(found) / sentences + 11.8 * spoken / len(found) - 15.59


def article_of(page: PageText) -> str:
    """Return the English text of a page's blocks as one string, for its grade."""
    skip = ("title", "description", "seo_title", "purpose", "kind", "body, other_language")
    parts = [p.written for p in pieces_of(page) if p.where.rpartition(": ")[2] not in skip]
    return "\n\n".join(parts)

"""All sample texts, read from the folder `texts/` beside this package."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..described import DescribedBlock, PageText
from ..loader_images import read_manifest
from . import records
from .keys import Keys
from .pages import read_page

TEXTS = Path(__file__).parents[1] / "texts"


@dataclass(frozen=True, kw_only=True)
class SampleTexts:
    """Everything that the sample site says."""

    pages: tuple[PageText, ...]
    posts: tuple[PageText, ...]
    references: list[dict[str, Any]]
    people: list[dict[str, Any]]
    locations: list[dict[str, Any]]
    categories: list[dict[str, Any]]
    faq: dict[str, tuple[str, str, str]]
    notices: dict[str, dict[str, Any]]
    settings: dict[str, Any]
    menus: dict[str, tuple[str, list[DescribedBlock]]]
    front_desk: str


@cache
def read_texts(folder: Path = TEXTS) -> SampleTexts:
    """Return the texts of a folder; they are read once.

    Raises SampleTextError, with file and line, for the first thing that cannot be read.
    """
    references = records.read_references(folder)
    categories = records.read_categories(folder)
    pages, posts = (sorted((folder / name).glob("*.md")) for name in ("pages", "posts"))
    keys = _read_keys(folder, references, categories, [path.stem for path in (*pages, *posts)])
    settings = records.read_settings(folder, keys)
    return SampleTexts(
        pages=tuple(read_page(path, folder, keys) for path in pages),
        posts=tuple(read_page(path, folder, keys) for path in posts),
        references=references,
        people=records.read_people(folder, keys),
        locations=records.read_places(folder, keys),
        categories=categories,
        faq=records.read_faq(folder, keys),
        notices=records.read_notices(folder, keys),
        front_desk=settings.pop("front_desk"),
        settings=settings,
        menus=records.read_menus(folder, keys),
    )


def _read_keys(
    folder: Path,
    references: list[dict[str, Any]],
    categories: list[dict[str, Any]],
    pages: list[str],
) -> Keys:
    """Return every key that a text may name."""

    def of(name: str, fields: tuple[tuple[str, ...], tuple[str, ...]]) -> frozenset[str]:
        return frozenset(row[fields[0][0]] for row in records.read_rows(name, folder, fields))

    return Keys(
        {
            "reference": frozenset(row["key"] for row in references),
            "category": frozenset(row["slug"] for row in categories),
            "page": frozenset(pages),
            "person": of("people.yaml", records.PERSON),
            "location": of("places.yaml", records.PLACE),
            "notice": of("notices.yaml", records.NOTICE),
            "faq": records.known_questions(folder),
            "image": frozenset(read_manifest()),
        }
    )

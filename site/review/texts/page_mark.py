"""The mark of a page: a digest of all that a reader relies on. What was approved is compared by it.

Every field of every page type counts, and so does what it shows of other tables (questions, sources,
notices, people, pictures), unless it is in `LEFT_OUT` with its reason. So a new field counts by itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from clinic.models import ClinicSettings, FaqEntry, Location, Notice, Person, Reference
from clinic.models.page_words import TreatmentWords
from content.blocks.piece import walk_blocks
from content.models import Piece
from pages.models import BasePage
from review.texts.page_content import (
    LEFT_OUT,
    LEFT_OUT_OF_SHOWN,
    content_of,
    list_child_relations,
    tidy_value,
)

# A change of how a page is read would make every stored mark differ; marks of another version are not compared.
MARK_VERSION = "6"

# Of these tables a page shows the content; of others (pages, places) it names the row.
SHOWN = (Reference, FaqEntry, Piece, Notice, Person, AbstractImage, AbstractDocument)
# Of the clinic's settings, the texts under every health page, what the free talk is and is not, under every reviewed
# page, and the headings of treatment pages.
STANDING_TEXTS = ("financial_interest", "medical_disclaimer")
SMALL_PRINT = ("consultation_small_print",)
HEADINGS = {field.name: field.get_default() for field in TreatmentWords._meta.local_fields}
# And what it says above its sources and at the end of every health page, where the clinic wrote it itself.
_AT_THE_END = ("next_steps_title", "next_steps_text", "references_title", "further_title")
WORDS_AT_THE_END = {
    field.name: field.get_default()
    for field in ClinicSettings._meta.concrete_fields
    if field.name in _AT_THE_END
}
_DEEPEST = 3  # page, question, source
PRICES = "price_table"
PEOPLE = "people"
PLACES = "locations"
# What is told of a place in sentences. Where it is and when it is open is no statement that a clinician stands for.
WORDS_OF_PLACES = ("hours_note", "directions")
# The names of a page's parts that are no row of another table.
OWN_PART, WORDS_PART = "page", "words"
# Told by their names alone that a page shows whoever is in the team, and what is said of the places.
TEAM_PART, PLACES_PART = "team", "places"
SIGNS = (TEAM_PART, PLACES_PART)
_PART_LENGTH = 16


def mark_of(page: BasePage, *, with_notices: bool = True) -> str:
    """Return the mark of `page`: the same for the same content, another one for any other content.

    Parameters: `with_notices`, whether what is shown there by itself belongs to it: notices under every health page and
    beside prices, and the whole team where a page shows whoever is in it.
    """
    return f"{MARK_VERSION}:{_digest_content(_collect_parts(page, with_notices))}"


def list_part_marks(page: BasePage) -> dict[str, str]:
    """Return a mark for each part of `page`: its own fields, each row that it shows, and the words around it.

    A row's name is its table with its key: 'clinic.FaqEntry:7'. By these a reviewer is told where a change lies.
    """
    parts = _collect_parts(page, with_notices=True)
    return {name: _digest_content(part)[:_PART_LENGTH] for name, part in parts.items()}


def _collect_parts(page: BasePage, with_notices: bool) -> dict[str, Any]:
    # First, for it reads every block: one that is not read yet is written as it was stored, without today's defaults.
    kinds = set(_kinds_of_blocks(page))
    parts: dict[str, Any] = {OWN_PART: content_of(page, LEFT_OUT), **_shown_by([page])}
    words: list[Any] = []
    if with_notices:
        if page.is_health_content:
            parts |= _name_rows(_notices_at(Notice.Place.ARTICLES))
            words += _standing_texts(STANDING_TEXTS) + _own_words(WORDS_AT_THE_END)
        if page.needs_review:
            words += _standing_texts(SMALL_PRINT)
        if PRICES in kinds:
            parts |= _name_rows(_notices_at(Notice.Place.PRICES))
        if PEOPLE in kinds and _shows_team(page):
            parts |= {TEAM_PART: "", **_name_rows(Person.objects.filter(show_on_team=True))}
        if PLACES in kinds:
            parts |= {PLACES_PART: "", **_words_of_places(page)}
    if hasattr(page, "who_should_not"):
        words += _own_words(HEADINGS)
    return {**parts, WORDS_PART: words} if words else parts


def _digest_content(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def _name_row(model: type[models.Model], key: int) -> str:
    return f"{model._meta.label}:{key}"


def _name_rows(rows: Iterable[models.Model]) -> dict[str, Any]:
    return {_name_row(type(row), row.pk): _list_shown(row) for row in rows}


def _shown_by(things: list[models.Model]) -> dict[str, Any]:
    """Return the content of what `things` show of other tables, by table and key."""
    seen: dict[str, Any] = {}
    level = things
    steps = _DEEPEST
    while level and steps:
        steps -= 1
        wanted: dict[type[models.Model], set[int]] = {}
        for thing in level:
            for model, key in _references_of(thing):
                if is_shown_whole(model) and _name_row(model, key) not in seen:
                    wanted.setdefault(model, set()).add(key)
        level = []
        for model, keys in wanted.items():
            rows = model._base_manager.in_bulk(list(keys))
            # What a piece shows lies a step deeper, and all of it is read on the page.
            steps += issubclass(model, Piece)
            level += rows.values()
            for key in keys:
                seen[_name_row(model, key)] = _list_shown(rows.get(key))
    return seen


def is_shown_whole(model: type[models.Model]) -> bool:
    """Tell whether a page shows the content of a row of `model` and not only its name.

    A table of an app above says so itself, by `is_read_with_pages`.
    """
    return issubclass(model, SHOWN) or bool(getattr(model, "is_read_with_pages", False))


def _list_shown(thing: models.Model | None) -> Any:
    if thing is None:
        return None
    content = content_of(thing, {**LEFT_OUT, **LEFT_OUT_OF_SHOWN})
    # A question that is no longer published has left the page.
    return [content, bool(getattr(thing, "live", True))]


def _references_of(thing: models.Model) -> Iterator[tuple[type[models.Model], int]]:
    """Yield what the fields of `thing` point to, in choosers, blocks and rich text alike."""
    for field in thing._meta.concrete_fields:
        if hasattr(field, "extract_references"):
            for model, key, *_where in field.extract_references(field.value_from_object(thing)):
                yield _find_model(model), int(key)
        elif isinstance(field, models.ForeignKey) and field.name not in LEFT_OUT:
            key = getattr(thing, field.attname)
            if key is not None and is_shown_whole(field.related_model):
                yield field.related_model, int(key)
    for relation in list_child_relations(thing, LEFT_OUT):
        for row in getattr(thing, relation.get_accessor_name()).all():
            yield from _references_of(row)


def _find_model(model: Any) -> type[models.Model]:
    return Page if issubclass(model, Page) else model


def _standing_texts(names: tuple[str, ...]) -> list[Any]:
    """Return what the clinic's settings say under pages, in these fields."""
    texts = ClinicSettings.objects.order_by("pk").values_list(*names)
    return [[tidy_value(text or "") for text in row] for row in texts if any(row)]


def _notices_at(place: str) -> Iterable[Notice]:
    """Return the notices that are switched on and stand at `place` by themselves."""
    return Notice.objects.filter(place=place, active=True)


def _walk_page(page: BasePage) -> Iterator[Any]:
    """Yield the blocks of all streams of `page`, those of its pieces as well."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            yield from walk_blocks(getattr(page, field.name, None))


def _kinds_of_blocks(page: BasePage) -> Iterator[str]:
    return (block.block_type for block in _walk_page(page))


def _shows_team(page: BasePage) -> bool:
    """Tell whether a block of people names nobody, and so shows whoever is in the team."""
    return any(
        block.block_type == PEOPLE and not block.value.get("people") for block in _walk_page(page)
    )


def _words_of_places(page: BasePage) -> dict[str, Any]:
    """Return what is told of the places that `page` shows: those that a block names, or all."""
    shown = [b.value.get("locations") for b in _walk_page(page) if b.block_type == PLACES]
    rows = Location.objects.order_by("pk")
    if all(shown):
        rows = rows.filter(pk__in={place.pk for places in shown for place in places if place})
    words = {
        row["pk"]: [tidy_value(row[n] or "") for n in WORDS_OF_PLACES]
        for row in rows.values("pk", *WORDS_OF_PLACES)
    }
    return {_name_row(Location, key): texts for key, texts in words.items() if any(texts)}


def _own_words(ours: dict[str, Any]) -> list[Any]:
    """Return the words around pages that the clinic wrote itself instead of `ours`: they change what a page says."""
    rows = ClinicSettings.objects.order_by("pk").values(*ours)
    own = [{name: text for name, text in row.items() if text != ours[name]} for row in rows]
    return [row for row in own if row]

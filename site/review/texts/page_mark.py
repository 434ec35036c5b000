"""The mark of a page: a digest of all that a reader relies on. What was approved is compared by it.

Every field of every page type counts, and so does what it shows of other tables (questions, sources,
notices, people, pictures), unless it is in `LEFT_OUT` with its reason. So a new field counts by itself.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from clinic.models import ClinicSettings, FaqEntry, Notice, Person, Reference
from clinic.models.page_words import TreatmentWords
from content.blocks.piece import walk_blocks
from content.models import Piece
from pages.models import BasePage

# A change of how a page is read would make every stored mark differ; marks of another version are not compared.
MARK_VERSION = "4"

_ADDRESS = "an address, no statement"
_WORKING = "how Wagtail works with the page; readers never see it"
_FORM = "how a form works; a form page has no clinical review"
# Fields of pages, and of what pages show, that are nothing a reader relies on: by name, with the reason.
LEFT_OUT: dict[str, str] = {
    "id": "the row's key",
    "page_ptr": "the row's key",
    "path": _WORKING,
    "depth": _WORKING,
    "numchild": _WORKING,
    "translation_key": _WORKING,
    "locale": _WORKING,
    "latest_revision": _WORKING,
    "live_revision": _WORKING,
    "live": _WORKING,
    "has_unpublished_changes": _WORKING,
    "first_published_at": _WORKING,
    "last_published_at": _WORKING,
    "latest_revision_created_at": _WORKING,
    "go_live_at": _WORKING,
    "expire_at": _WORKING,
    "expired": _WORKING,
    "locked": _WORKING,
    "locked_at": _WORKING,
    "locked_by": _WORKING,
    "owner": _WORKING,
    "content_type": _WORKING,
    "alias_of": _WORKING,
    "draft_title": "a copy of the title, as it will be",
    "wagtail_admin_comments": "what staff write to each other",
    "slug": _ADDRESS,
    "url_path": _ADDRESS,
    "canonical_url": _ADDRESS,
    "show_in_menus": "where links stand, not what is said",
    "noindex": "whether search engines list the page",
    "word_count": "counted from the words",
    "true_until": "plans the next review; readers never see it",
    "true_until_what": "plans the next review; readers never see it",
    "posts_per_page": "how long a list is",
    "show_request_banner": "whether the request button stands on top",
    "notify": "whom staff are told by; readers never see it",
    "use_steps": _FORM,
    "check_answers": _FORM,
    "contact_rule": _FORM,
    "send_receipt": _FORM,
}
# The same for what a page shows of other tables.
LEFT_OUT_OF_SHOWN: dict[str, str] = {
    "key": "the source's name for staff",
    "checked_on": "when somebody opened the address",
    "link_state": "what came of opening it",
    "note": "a note for staff",
    "topic": "helps staff to find a question",
    "order": "the place in a list",
    "show_on_team": "where a profile shows",
    "email_public": "how to reach somebody",
    "collection": "where files lie",
    "created_at": _WORKING,
    "updated_at": _WORKING,
    "uploaded_by_user": _WORKING,
    "file_hash": "computed from the file",
    "file_size": "computed from the file",
    "width": "computed from the file",
    "height": "computed from the file",
    "focal_point_x": "where a picture is cut",
    "focal_point_y": "where a picture is cut",
    "focal_point_width": "where a picture is cut",
    "focal_point_height": "where a picture is cut",
    "tags": "helps staff to find a file",
}
# Of these tables a page shows the content; of others (pages, places) it names the row.
SHOWN = (Reference, FaqEntry, Piece, Notice, Person, AbstractImage, AbstractDocument)
# Of the clinic's settings, the texts under every health page, and the headings of treatment pages.
STANDING_TEXTS = ("financial_interest", "medical_disclaimer")
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

_LOOKS = re.compile(r"</?(?:b|strong|i|em)\b[^>]*>|\sdata-block-key=\"[^\"]*\"", re.I)
_TAG = re.compile(r"<(\w+)((?:\s+[\w-]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"[\w-]+(?:=\"[^\"]*\")?")
_AROUND_BLOCKS = re.compile(r"\s*(</?(?:p|ul|ol|li|h\d|blockquote|br|hr)\b[^>]*>)\s*", re.I)


def mark_of(page: BasePage, *, with_notices: bool = True) -> str:
    """Return the mark of `page`: the same for the same content, another one for any other content.

    Parameters: `with_notices`, whether the notices that stand there by themselves belong to it: under every health
    page, and beside prices.
    """
    content: list[Any] = [content_of(page, LEFT_OUT)]
    content += _shown_by([page])
    if with_notices and page.is_health_content:
        content += _standing_notices() + _own_words(WORDS_AT_THE_END)
    if with_notices and _shows_prices(page):
        content += _notices_at(Notice.Place.PRICES)
    if hasattr(page, "who_should_not"):
        content += _own_words(HEADINGS)
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode())
    return f"{MARK_VERSION}:{digest.hexdigest()}"


def content_of(thing: models.Model, left_out: dict[str, str]) -> dict[str, Any]:
    """Return the fields of one row, and of the rows that belong to it, as plain values without empty ones."""
    content: dict[str, Any] = {}
    for field in thing._meta.get_fields():
        if field.name in left_out:
            continue
        if isinstance(field, TaggableManager):
            tags = getattr(thing, field.name).all() if thing.pk else ()
            content[field.name] = sorted(str(tag) for tag in tags)
        elif getattr(field, "concrete", False) and not field.many_to_many:
            stored = getattr(thing, field.attname)  # type: ignore[union-attr]
            content[field.name] = _make_plain(field.get_prep_value(stored))  # type: ignore[union-attr]
        elif getattr(field, "concrete", False):
            content[field.name] = sorted(row.pk for row in getattr(thing, field.name).all())
    for relation in _read_children(thing, left_out):
        rows = getattr(thing, relation.get_accessor_name()).all()
        skip = {**LEFT_OUT, relation.field.name: "the row that it belongs to"}
        content[relation.name] = [content_of(row, skip) for row in rows]
    return {name: value for name, value in content.items() if not _is_empty(value)}


def _read_children(thing: models.Model, left_out: dict[str, str]) -> list[Any]:
    if thing.pk is None and not hasattr(thing, "_cluster_related_objects"):
        return []
    return [r for r in get_all_child_relations(type(thing)) if r.name not in left_out]


def _make_plain(value: Any) -> Any:
    """Return a stored value without the keys of blocks, doubled spaces and what only changes the look."""
    if isinstance(value, dict):
        pairs = {name: _make_plain(inner) for name, inner in value.items()}
        if {"type", "value"} <= set(pairs):
            pairs.pop("id", None)
        return {name: inner for name, inner in pairs.items() if not _is_empty(inner)}
    if isinstance(value, list | tuple):
        return [_make_plain(inner) for inner in value]
    if isinstance(value, str):
        if value[:1] in "[{" and value[-1:] in "]}":
            try:
                return _make_plain(json.loads(value))
            except ValueError:
                pass
        return _tidy_value(value)
    return value


def _tidy_value(text: str) -> str:
    text = _LOOKS.sub("", text)
    text = _TAG.sub(
        lambda tag: f"<{' '.join([tag[1], *sorted(_ATTRIBUTE.findall(tag[2]))])}>", text
    )
    return _AROUND_BLOCKS.sub(r"\1", " ".join(html.unescape(text).split())).strip()


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}


def _shown_by(things: list[models.Model]) -> list[Any]:
    """Return the content of what `things` show of other tables, in order of table and key."""
    seen: dict[tuple[str, int], Any] = {}
    level = things
    steps = _DEEPEST
    while level and steps:
        steps -= 1
        wanted: dict[type[models.Model], set[int]] = {}
        for thing in level:
            for model, key in _references_of(thing):
                if is_shown_whole(model) and (model._meta.label, key) not in seen:
                    wanted.setdefault(model, set()).add(key)
        level = []
        for model, keys in wanted.items():
            rows = model._base_manager.in_bulk(list(keys))
            # What a piece shows lies a step deeper, and all of it is read on the page.
            steps += issubclass(model, Piece)
            level += rows.values()
            for key in keys:
                seen[model._meta.label, key] = _list_shown(rows.get(key))
    return [[*place, seen[place]] for place in sorted(seen)]


def is_shown_whole(model: type[models.Model]) -> bool:
    """Tell whether a page shows the content of a row of `model` and not only its name.

    A table of a room above says so itself, by `is_read_with_pages`.
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
    for relation in _read_children(thing, LEFT_OUT):
        for row in getattr(thing, relation.get_accessor_name()).all():
            yield from _references_of(row)


def _find_model(model: Any) -> type[models.Model]:
    return Page if issubclass(model, Page) else model


def _standing_notices() -> list[Any]:
    """Return the texts under every health page: notices that are switched on, our interest, what a page can't replace."""
    texts = ClinicSettings.objects.order_by("pk").values_list(*STANDING_TEXTS)
    said = [[_tidy_value(text or "") for text in row] for row in texts if any(row)]
    return [*_notices_at(Notice.Place.ARTICLES), *said]


def _notices_at(place: str) -> list[Any]:
    """Return the notices that are switched on and stand at `place` by themselves."""
    rows = Notice.objects.filter(place=place, active=True).order_by("pk")
    return [_list_shown(row) for row in rows]


def _shows_prices(page: BasePage) -> bool:
    """Tell whether a table of prices stands on `page`, in a piece or in a text of its own."""
    streams = (f for f in page._meta.concrete_fields if isinstance(f, StreamField))
    return any(
        block.block_type == PRICES
        for field in streams
        for block in walk_blocks(getattr(page, field.name, None))
    )


def _own_words(ours: dict[str, Any]) -> list[Any]:
    """Return the words around pages that the clinic wrote itself instead of `ours`: they change what a page says."""
    rows = ClinicSettings.objects.order_by("pk").values(*ours)
    own = [{name: text for name, text in row.items() if text != ours[name]} for row in rows]
    return [row for row in own if row]

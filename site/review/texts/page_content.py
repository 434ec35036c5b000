"""What one row says and points to: every field as a plain value, unless it is left out here with its reason."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from clinic.models import FaqEntry, Notice, Person, Reference
from content.models import Piece

# Of these tables a page shows the content; of others (pages, places) it names the row.
SHOWN = (Reference, FaqEntry, Piece, Notice, Person, AbstractImage, AbstractDocument)
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
_LOOKS = re.compile(r"</?(?:b|strong|i|em)\b[^>]*>|\sdata-block-key=\"[^\"]*\"", re.I)
_TAG = re.compile(r"<(\w+)((?:\s+[\w-]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"[\w-]+(?:=\"[^\"]*\")?")
_AROUND_BLOCKS = re.compile(r"\s*(</?(?:p|ul|ol|li|h\d|blockquote|br|hr)\b[^>]*>)\s*", re.I)


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
    for relation in list_child_relations(thing, left_out):
        rows = getattr(thing, relation.get_accessor_name()).all()
        skip = {**LEFT_OUT, relation.field.name: "the row that it belongs to"}
        content[relation.name] = [content_of(row, skip) for row in rows]
    return {name: value for name, value in content.items() if not is_empty(value)}


def list_child_relations(thing: models.Model, left_out: dict[str, str]) -> list[Any]:
    """Return the relations to the rows that belong to `thing`, without those in `left_out`."""
    if thing.pk is None and not hasattr(thing, "_cluster_related_objects"):
        return []
    return [r for r in get_all_child_relations(type(thing)) if r.name not in left_out]


def list_shown_rows(thing: models.Model) -> set[tuple[type[models.Model], int]]:
    """Return the rows of other tables whose content `thing` shows, in choosers, blocks and rich text alike."""
    return {(model, key) for model, key in _list_references(thing) if is_shown_whole(model)}


def _list_references(thing: models.Model) -> Iterator[tuple[type[models.Model], int]]:
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
            yield from _list_references(row)


def _find_model(model: Any) -> type[models.Model]:
    return Page if issubclass(model, Page) else model


def is_shown_whole(model: type[models.Model]) -> bool:
    """Tell whether a page shows the content of a row of `model` and not only its name.

    A table of an app above says so itself, by `is_read_with_pages`.
    """
    return issubclass(model, SHOWN) or bool(getattr(model, "is_read_with_pages", False))


def _make_plain(value: Any) -> Any:
    """Return a stored value without the keys of blocks, doubled spaces and what only changes the look."""
    if isinstance(value, dict):
        pairs = {name: _make_plain(inner) for name, inner in value.items()}
        if {"type", "value"} <= set(pairs):
            pairs.pop("id", None)
            if pairs["type"] == "item" and len(pairs) == 2:
                return pairs["value"]  # of a list, which once was stored without 'item'
        return {name: inner for name, inner in pairs.items() if not is_empty(inner)}
    if isinstance(value, list | tuple):
        return [_make_plain(inner) for inner in value]
    if isinstance(value, str):
        if value[:1] in "[{" and value[-1:] in "]}":
            try:
                return _make_plain(json.loads(value))
            except ValueError:
                pass
        return tidy_value(value)
    return value


def tidy_value(text: str) -> str:
    """Return rich or plain text without what only changes its look: bold, doubled spaces, the keys of blocks."""
    text = _LOOKS.sub("", text)
    text = _TAG.sub(
        lambda tag: f"<{' '.join([tag[1], *sorted(_ATTRIBUTE.findall(tag[2]))])}>", text
    )
    return _AROUND_BLOCKS.sub(r"\1", " ".join(html.unescape(text).split())).strip()


def is_empty(value: Any) -> bool:
    """Tell whether a value says nothing; a 'no' and a zero say something."""
    return value is None or value == "" or value == [] or value == {}

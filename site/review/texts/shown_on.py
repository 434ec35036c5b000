"""Which pages show a source, a question, a notice, a person or a file."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

from clinic.models import FaqEntry, Notice
from content.models import Piece

_DEEPEST = 4  # page, piece, question, source


def pages_showing(thing: Model) -> set[int]:
    """Return the keys of the pages that show `thing`, also within a question."""
    page_type = ContentType.objects.get_for_model(Page).pk
    level, found = [thing], set[int]()
    for _step in range(_DEEPEST):
        rows = list(
            ReferenceIndex.get_references_to_in_bulk(level).values_list(
                "base_content_type_id", "object_id"
            )
        )
        found |= {int(key) for kind, key in rows if kind == page_type}
        by_type: dict[int, set[str]] = {}
        for kind, key in rows:
            if kind != page_type:
                by_type.setdefault(kind, set()).add(key)
        level = []
        for kind, keys in by_type.items():
            model = ContentType.objects.get_for_id(kind).model_class()
            if model in (FaqEntry, Notice, Piece):
                level += model.objects.filter(pk__in=keys)
        if not level:
            break
    return found

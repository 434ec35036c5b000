"""Reads the words of addresses: search engines show a page's slug, and whoever saves a file sees its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext as _

from review.texts.page_text import TextPassage

_BETWEEN = re.compile(r"[\W_]+")
# 'does-ketamine-cure-depression' asks; the mark is lost in an address.
_ASKS = re.compile(r"(?:is|are|can|could|does|do|will|has|should)\b", re.I)


def list_addresses(thing: models.Model) -> Iterator[TextPassage]:
    """Yield the words of the slugs and the file names of a page, a snippet, a picture or a document."""
    for field in thing._meta.concrete_fields:
        if isinstance(field, models.FileField):
            stored = PurePosixPath(str(getattr(thing, field.name) or "")).stem
            where = _("Name of the file")
        elif isinstance(field, models.SlugField) and field.editable:
            stored, where = str(getattr(thing, field.name) or ""), _("Address")
        else:
            continue
        words = _BETWEEN.sub(" ", stored).strip()
        if words:
            text = f"{words}?" if _ASKS.match(words) else words
            yield TextPassage(field.name, where, text, f"id_{field.name}", marked=text)

"""Reads every word out of a page that visitors or search engines read, with the place where it stands."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField
from wagtail.fields import StreamField as WagtailStreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.rich_text import RichText

from core.models import BasePage, FaqEntry, Reference

# What is no text for readers: addresses, and what Wagtail and wagtail-seo keep for themselves.
NO_TEXT = frozenset(
    {"slug", "url_path", "draft_title", "path", "canonical_url", "notify", "struct_org_type"}
    | {"struct_org_name", "struct_org_logo", "struct_org_image", "struct_org_actions"}
    | {"struct_org_extra_json", "struct_org_dict", "alias_of", "translation_key"}
)
OTHER_LANGUAGE = "other_language"
# A change of how text is read would make every stored mark differ; marks of another version are not compared.
MARK_VERSION = "1"

_SOURCE_MARK = re.compile(r'<a\b[^>]*\blinktype="reference"[^>]*>.*?</a>', re.S)
_LINE_END = re.compile(r"<br\s*/?>|</(?:p|li|h[1-6]|div|blockquote|tr)>", re.I)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Passage:
    """The words of one field, or of one block of a stream.

    `anchor` is the place in the editor; `cited` tells whether a source is named in it; `english` is False
    for a block in another language.
    """

    field: str
    where: str
    text: str
    anchor: str
    cited: bool = False
    english: bool = True


def plain_lines(rich_text: str) -> str:
    """Return rich text as stored, without tags and source marks, one paragraph or point a line."""
    text = _LINE_END.sub("\n", _SOURCE_MARK.sub("", rich_text))
    lines = html.unescape(_TAG.sub("", text)).replace("\xa0", " ").split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def passages(page: models.Model) -> list[Passage]:
    """Return what a page, or a snippet, says: field by field, block by block, in the order of its model."""
    found: list[Passage] = []
    for field in page._meta.concrete_fields:
        if isinstance(field, WagtailStreamField):
            found += _stream(field, getattr(page, field.name))
        elif _is_text(field):
            stored = str(getattr(page, field.name) or "")
            rich = isinstance(field, RichTextField)
            text = plain_lines(stored) if rich else stored.strip()
            if text:
                cited = rich and bool(_SOURCE_MARK.search(stored))
                found.append(Passage(field.name, _label(field), text, f"id_{field.name}", cited))
    return found


def _is_text(field: models.Field) -> bool:
    if field.name in NO_TEXT or field.choices or not field.editable:
        return False
    if isinstance(field, models.SlugField | models.URLField | models.EmailField):
        return False
    return isinstance(field, models.CharField | models.TextField)


def _label(field: models.Field) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def _stream(field: WagtailStreamField, value: Any) -> Iterator[Passage]:
    for child in value or ():
        cited: list[bool] = []
        texts = [text for text in _words(child.block, child.value, cited) if text]
        if texts:
            yield Passage(
                field.name,
                f"{_label(field)}: {child.block.label}",
                "\n".join(texts),
                f"block-{child.id}-section" if child.id else f"{field.name}-root",
                bool(cited),
                child.block_type != OTHER_LANGUAGE,
            )


def _words(block: blocks.Block, value: Any, cited: list[bool]) -> Iterator[str]:
    """Yield the texts of one block; note in `cited` where it names a source."""
    if value is None:
        return
    if isinstance(block, blocks.RichTextBlock):
        if _SOURCE_MARK.search(value.source):
            cited.append(True)
        yield plain_lines(value.source)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.BlockQuoteBlock):
        yield str(value).strip()
    elif isinstance(block, ImageBlock):
        yield str(getattr(value, "contextual_alt_text", "") or "")
    elif isinstance(block, BaseTypedTableBlock):
        yield from _table(block, value, cited)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            if name != "anchor":  # an address, not a text
                yield from _words(child, value.get(name), cited)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from _words(block.child_block, item, cited)
    elif isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            yield from _words(child.block, child.value, cited)
    elif isinstance(value, Reference):
        cited.append(True)
    elif isinstance(value, FaqEntry):  # shown whole on the page
        yield value.question
        yield from _words(blocks.RichTextBlock(), RichText(value.answer), cited)


def _table(block: BaseTypedTableBlock, value: Any, cited: list[bool]) -> Iterator[str]:
    for column in value.columns:
        yield str(column.get("heading") or "").strip()
    for row in value.rows:
        for cell in row:
            yield from _words(cell.block, cell.value, cited)


def cites_anything(page: Page, found: list[Passage]) -> bool:
    """Tell whether the page names a source anywhere: in its text, on a card, or below it."""
    further = getattr(page, "further_references", None) or ()
    return any(passage.cited for passage in found) or any(block.value for block in further)


def mark_of(page: BasePage) -> str:
    """Return a mark of the page's text: the same text gives the same mark, another word another one.

    Spaces, pictures, order of fields on the form and what only search engines read do not count.
    """
    texts = [
        " ".join(passage.text.split())
        for passage in passages(page)
        if passage.field not in ("seo_title", "search_description")
    ]
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    return f"{MARK_VERSION}:{digest}"

"""Reads every word out of a page that visitors or search engines read, with the place where it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField
from wagtail.fields import StreamField as WagtailStreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Page
from wagtail.rich_text import RichText

from clinic.models import ClinicSettings, FaqEntry, Reference
from content.blocks.piece import NAME as PIECE
from content.models import Piece
from review.claims.answers import claim_of_answer
from review.claims.finding import MARK

# What is no text for readers: addresses, and what Wagtail and wagtail-seo keep for themselves.
NO_TEXT = frozenset(
    {"slug", "url_path", "draft_title", "path", "canonical_url", "notify", "struct_org_type"}
    | {"struct_org_name", "struct_org_logo", "struct_org_image", "struct_org_actions"}
    | {"struct_org_extra_json", "struct_org_dict", "alias_of", "translation_key"}
    # A question's key, its condition (another question's words) and what Wagtail would fill in.
    | {"clean_name", "show_if", "show_if_answer", "also_if", "also_if_answer", "default_value"}
    # Staff's own: the note on a source, where a question belongs, the numbers that find a paper.
    | {"google_verification", "bing_verification"}
    | {"note", "topic", "key", "doi", "pmid", "locale"}
)
# What staff write to each other on a page.
NO_CHILDREN = frozenset({"wagtail_admin_comments"})
OTHER_LANGUAGE = "other_language"
HEADING = "heading"

_SOURCE_MARK = re.compile(r'<a\b[^>]*\blinktype="reference"[^>]*>.*?</a>', re.S)
_LINE_END = re.compile(r"<br\s*/?>|</(?:p|li|h[1-6]|div|blockquote|tr)>", re.I)
_TAG = re.compile(r"<[^>]*>")
_ESKETAMINE = re.compile(r"esketamine|spravato", re.I)


@dataclass(frozen=True)
class TextPassage:
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
    # The same words, with `MARK` where a source mark is; a heading that comes before them.
    marked: str = ""
    heading: str = ""
    # Whether sources are chosen for the whole block, as on a card of evidence.
    whole_cited: bool = False


def plain_lines(rich_text: str, mark: str = "") -> str:
    """Return rich text as stored, without tags and source marks, one paragraph or point a line.

    Parameter: `mark`, what replaces a source mark.
    """
    text = _LINE_END.sub("\n", _SOURCE_MARK.sub(mark, rich_text))
    lines = html.unescape(_TAG.sub("", text)).replace("\xa0", " ").split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def list_passages(thing: models.Model, *, children: bool = True) -> list[TextPassage]:
    """Return what a page, a snippet or a setting says: field by field, block by block, in the order of its model.

    Parameter: `children`, whether the rows that belong to it (the questions of a form) are read as well.
    """
    found: list[TextPassage] = []
    for field in thing._meta.concrete_fields:
        if isinstance(field, WagtailStreamField):
            found += _read_stream(field, getattr(thing, field.name))
        elif _is_text(field):
            stored = str(getattr(thing, field.name) or "")
            rich = isinstance(field, RichTextField)
            text = plain_lines(stored) if rich else stored.strip()
            if text:
                cited = rich and bool(_SOURCE_MARK.search(stored))
                marked = plain_lines(stored, MARK) if cited else text
                place = (field.name, _write_label(field), text, f"id_{field.name}", cited)
                found.append(TextPassage(*place, marked=marked))
    found = _join_heads(thing, found)
    if isinstance(thing, Page):
        found += _read_labels(thing)
    found += _read_tags(thing)
    return found + (_read_children(thing) if children else [])


# What readers see before a field of a page: the first of these that says something.
_BEFORE = {
    "introduction": ("title",),
    "search_description": ("seo_title", "title"),
    "body": ("introduction", "title"),
}


def _join_heads(thing: models.Model, found: list[TextPassage]) -> list[TextPassage]:
    """Return the passages, each with what readers see right before it: 'Is it risk-free?' 'Yes.'

    On a page that is the title before the introduction; of a question, a notice, a row of a form the field before.
    The sentences of the settings stand in many places, and none before another.
    """
    joined: list[TextPassage] = []
    said: dict[str, str] = {}
    for passage in found:
        before = ""
        if isinstance(thing, Page) and passage.field not in said:
            before = next((said[n] for n in _BEFORE.get(passage.field, ()) if n in said), "")
        elif joined and not isinstance(thing, Page | ClinicSettings):
            before = joined[-1].text
        said.setdefault(passage.field, passage.text)
        head = passage.heading or before.split("\n")[-1]
        joined.append(replace(passage, heading=head))
    return joined


def _read_labels(page: Page) -> list[TextPassage]:
    """Return the words of what a page is filed under: an import may have made it past every form."""
    found = []
    # What a picture is said to show is read with the page where the page says nothing of its own.
    described = str(getattr(page, "picture_description", "") or "")
    if described and not page.picture_alt:
        found.append(
            TextPassage("picture", _("Picture"), described, "id_picture", marked=described)
        )
    for field in page._meta.concrete_fields:
        if getattr(field.related_model, "is_read_with_pages", False):
            label = getattr(page, field.name)
            texts = list_passages(label) if label is not None else []
            words = "\n".join(passage.text for passage in texts)
            if words:
                place = (field.name, _write_label(field), words, f"id_{field.name}")
                found.append(TextPassage(*place, marked=words))
    return found


def _read_tags(thing: models.Model) -> list[TextPassage]:
    found = []
    for field in thing._meta.get_fields():
        if isinstance(field, TaggableManager) and thing.pk:
            words = "\n".join(str(tag) for tag in getattr(thing, field.name).all())
            if words:
                place = (field.name, _write_label(field), words, f"id_{field.name}")
                found.append(TextPassage(*place, marked=words))
    return found


def _read_children(thing: models.Model) -> list[TextPassage]:
    found: list[TextPassage] = []
    if thing.pk is None and not hasattr(thing, "_cluster_related_objects"):
        return found
    for relation in get_all_child_relations(type(thing)):
        if relation.name in NO_CHILDREN:
            continue
        for number, row in enumerate(getattr(thing, relation.get_accessor_name()).all()):
            found += _of_row(row, relation.get_accessor_name(), number)
    return found


def _of_row(row: models.Model, name: str, number: int) -> list[TextPassage]:
    return [
        replace(
            passage, field=f"{name}.{passage.field}", anchor=f"id_{name}-{number}-{passage.field}"
        )
        for passage in list_passages(row)
    ]


def passages_in(form: Any) -> list[TextPassage]:
    """Return what a form is about to save: its instance, and the rows that were typed with it."""
    found = list_passages(form.instance, children=False)
    for name, formset in getattr(form, "formsets", {}).items():
        if name in NO_CHILDREN:
            continue
        for number, row in enumerate(formset.forms):
            if row.is_valid() and not row.cleaned_data.get("DELETE"):
                found += _of_row(row.instance, name, number)
    for name, value in form.cleaned_data.items():
        if name == "tags" and value:
            words = "\n".join(str(tag) for tag in value)
            found.append(TextPassage(name, "Tags", words, f"id_{name}", marked=words))
    return found


def _is_text(field: models.Field) -> bool:
    if field.name in NO_TEXT or field.choices or not field.editable:
        return False
    if isinstance(field, models.SlugField | models.URLField | models.EmailField):
        return False
    return isinstance(field, models.CharField | models.TextField)


def _write_label(field: models.Field) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def _read_stream(field: WagtailStreamField, value: Any) -> Iterator[TextPassage]:
    # A list that stands under a heading of its own ('Risks') is read with it.
    own = "" if HEADING in field.stream_block.child_blocks else _write_label(field)
    heading = own
    # What a piece shows is read block by block, as a reader does; its place is that of the piece.
    shown = ((child.id, inner) for child in value or () for inner in _open_piece(child))
    for place, child in shown:
        cited: list[bool] = []
        texts = [text for text in _read_words(child.block, child.value, cited) if text]
        if texts:
            marked = "\n".join(texts)
            yield TextPassage(
                field.name,
                f"{_write_label(field)}: {child.block.label}",
                "\n".join(" ".join(line.split()) for line in marked.replace(MARK, "").split("\n")),
                f"block-{place}-section" if place else f"{field.name}-root",
                bool(cited),
                child.block_type != OTHER_LANGUAGE,
                marked,
                heading,
                any(cited),
            )
        heading = texts[0] if child.block_type == HEADING and texts else own


def _open_piece(child: Any) -> Iterable[Any]:
    """Return the blocks of the piece that a block shows, published or not yet; else the block itself."""
    piece = child.value.get("piece") if child.block_type == PIECE and child.value else None
    return piece.body if isinstance(piece, Piece) else (child,)


def _read_words(block: blocks.Block, value: Any, cited: list[bool]) -> Iterator[str]:
    """Yield the texts of one block; note in `cited` where it names a source."""
    if value is None:
        return
    if isinstance(block, blocks.RichTextBlock):
        if _SOURCE_MARK.search(value.source):
            cited.append(False)  # in its own sentence, not for the whole block
        yield plain_lines(value.source, MARK)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.BlockQuoteBlock):
        yield str(value).strip()
    elif isinstance(block, ImageBlock):
        yield str(getattr(value, "contextual_alt_text", "") or "")
    elif isinstance(block, ImageChooserBlock):
        yield value.description
    elif isinstance(block, BaseTypedTableBlock):
        yield from _read_table(block, value, cited)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            if name != "anchor":  # an address, not a text
                yield from _read_words(child, value.get(name), cited)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from _read_words(block.child_block, item, cited)
    elif isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            yield from _read_words(child.block, child.value, cited)
    elif isinstance(value, Reference):
        cited.append(True)
    elif isinstance(value, FaqEntry):  # shown whole on the page
        yield value.question
        yield from _read_words(blocks.RichTextBlock(), RichText(value.answer), cited)


def _read_table(block: BaseTypedTableBlock, value: Any, cited: list[bool]) -> Iterator[str]:
    """Yield the texts of a table; an answer ('None') that makes a claim with its row or column comes once more behind it."""
    headings = [str(column.get("heading") or "").strip() for column in value.columns]
    yield from headings
    for row in value.rows:
        cells = [list(_read_words(cell.block, cell.value, cited)) for cell in row]
        first = " ".join(cells[0]) if cells else ""
        for heading, cell in zip(headings, cells, strict=False):
            yield from cell
            said = " ".join(cell)
            # In a column on esketamine a bare 'yes' may well be right.
            for before in () if _ESKETAMINE.search(heading) else (first, heading):
                if before != said and claim_of_answer(before, said):
                    yield from (before, said)


def cites_anything(page: Page, found: list[TextPassage]) -> bool:
    """Tell whether the page names a source anywhere: in its text, on a card, or below it."""
    further = getattr(page, "further_references", None) or ()
    return any(passage.cited for passage in found) or any(block.value for block in further)

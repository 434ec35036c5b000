"""A page that still asks its writer for something is not published.

A starter's prompts stand in the text itself, so that they are seen where something is to be written. No tick
and no role lets them pass: they are no wording, they are gaps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.blocks import (
    Block,
    ListBlock,
    ListBlockValidationError,
    StreamBlock,
    StreamBlockValidationError,
    StreamValue,
    StructBlock,
    StructBlockValidationError,
)
from wagtail.rich_text import RichText

from content.prompts import MARK, has_prompt
from pages.models import BasePage
from review.texts.page_text import TextPassage, list_passages, plain_lines


def list_prompts(thing: Model, found: Iterable[TextPassage] | None = None) -> list[TextPassage]:
    """Return the passages of a page that still hold a prompt; nothing for what is no page."""
    if not isinstance(thing, BasePage):
        return []
    passages = list_passages(thing) if found is None else found
    return [passage for passage in passages if has_prompt(passage.text)]


def describe_prompts(prompts: list[TextPassage]) -> str:
    """Return one sentence about prompts that were left, '' where there are none."""
    if not prompts:
        return ""
    return ngettext(
        "One prompt (‘%(mark)s’) still stands on the page: write your own words there, or delete it. Until then "
        "the page can't be published.",
        "Prompts (‘%(mark)s’) still stand in %(count)s places on the page: write your own words there, or delete "
        "them. Until then the page can't be published.",
        len(prompts),
    ) % {"count": len(prompts), "mark": MARK}


def refuse_prompts(form: Any, found: list[TextPassage]) -> None:
    """Add an error to each field of a page's form that still holds a prompt, within blocks to the very field."""
    streams: dict[str, dict[int, ValidationError]] = {}
    for passage in list_prompts(form.instance, found):
        if form.has_error(passage.field):
            continue  # what is typed there may not have reached the page
        value: Any = getattr(form.instance, passage.field, None)
        place = _find_block(value, passage.anchor)
        if place is None:
            name = passage.field if passage.field in form.fields else None
            form.add_error(name, _ask_for_words(passage.text))
        else:
            child = value[place]
            error = _find_errors(child.block, child.value) or _ask_for_words(passage.text)
            streams.setdefault(passage.field, {})[place] = error
    for name, errors in streams.items():
        form.add_error(name, StreamBlockValidationError(block_errors=errors))


def _find_errors(block: Block, value: Any) -> ValidationError | None:
    """Return an error for each part of a block that still holds a prompt, laid out as the block is; None for none."""
    if isinstance(block, StructBlock):
        named = block.child_blocks.items()
        parts = {name: _find_errors(child, value.get(name)) for name, child in named}
        return _gather_errors(StructBlockValidationError, parts)
    if isinstance(block, ListBlock):
        rows = {at: _find_errors(block.child_block, each) for at, each in enumerate(value or ())}
        return _gather_errors(ListBlockValidationError, rows)
    if isinstance(block, StreamBlock):
        inner = {at: _find_errors(each.block, each.value) for at, each in enumerate(value or ())}
        return _gather_errors(StreamBlockValidationError, inner)
    if not isinstance(value, (str, RichText)):
        return None
    text = plain_lines(value.source) if isinstance(value, RichText) else value
    return _ask_for_words(text) if has_prompt(text) else None


def _gather_errors(kind: type[ValidationError], errors: dict[Any, Any]) -> ValidationError | None:
    kept = {key: error for key, error in errors.items() if error is not None}
    return kind(block_errors=kept) if kept else None  # type: ignore[call-arg]


def _ask_for_words(text: str) -> ValidationError:
    """Return the error of a text with a prompt, which it quotes: the first, where there are several."""
    asked = next(line for line in text.split("\n") if has_prompt(line))
    asked = asked[asked.index(MARK) + len(MARK) :].strip()
    sentence = _("Write your own words here, or delete it. It still asks: “%(words)s”")
    words = asked if len(asked) <= 120 else f"{asked[:119]}…"
    return ValidationError(sentence, code="prompt", params={"words": words})


def _find_block(value: Any, anchor: str) -> int | None:
    """Return the place of a passage's block in its stream; None for a field that is no stream."""
    if not isinstance(value, StreamValue):
        return None
    for index, child in enumerate(value):
        if child.id and anchor == f"block-{child.id}-section":
            return index
    return None

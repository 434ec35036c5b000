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
from wagtail.blocks import StreamBlockValidationError, StreamValue

from content.prompts import MARK, has_prompt
from pages.models import BasePage
from review.texts.page_text import TextPassage, list_passages


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
    """Add an error to each field of a page's form that still holds a prompt."""
    streams: dict[str, dict[int, ValidationError]] = {}
    for passage in list_prompts(form.instance, found):
        if form.has_error(passage.field):
            continue  # what is typed there may not have reached the page
        error = ValidationError(_quote_prompt(passage), code="prompt")
        place = _find_block(getattr(form.instance, passage.field, None), passage.anchor)
        if place is None:
            form.add_error(passage.field if passage.field in form.fields else None, error)
        else:
            streams.setdefault(passage.field, {})[place] = error
    for name, errors in streams.items():
        form.add_error(name, StreamBlockValidationError(block_errors=errors))


def _quote_prompt(passage: TextPassage) -> str:
    asked = next(line for line in passage.text.split("\n") if has_prompt(line))
    asked = asked[asked.index(MARK) + len(MARK) :].strip()
    return _("Write your own words here, or delete it. It still asks: “%(words)s”") % {
        "words": asked if len(asked) <= 120 else f"{asked[:119]}…"
    }


def _find_block(value: Any, anchor: str) -> int | None:
    """Return the place of a passage's block in its stream; None for a field that is no stream."""
    if not isinstance(value, StreamValue):
        return None
    for index, child in enumerate(value):
        if child.id and anchor == f"block-{child.id}-section":
            return index
    return None

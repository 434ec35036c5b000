"""What a page shows of other tables may change while a reviewer has its editor open: then they have read something else."""

from __future__ import annotations

import json

from django.apps import apps
from django.utils.translation import gettext as _

from pages.models import BasePage
from review.texts.page_mark import WORDS_PART, list_part_marks

# The hidden field with the marks of what the editor showed.
SHOWN = "review-shown"


def write_shown(page: BasePage) -> str:
    """Return the marks of what `page` shows of other tables, for the hidden field of its editor."""
    return json.dumps(_marks_of_shown(page), sort_keys=True)


def what_changed_meanwhile(page: BasePage, written: str) -> str:
    """Return the name of something that `page` shows and that changed since `written`; '' where nothing did.

    What the reviewer has put on the page or taken off it in this form is their own doing.
    """
    try:
        before = json.loads(written or "{}")
    except ValueError:
        return ""
    if not isinstance(before, dict):
        return ""
    now = _marks_of_shown(page)
    changed = [name for name, mark in now.items() if before.get(name, mark) != mark]
    return _name_part(changed[0]) if changed else ""


def _marks_of_shown(page: BasePage) -> dict[str, str]:
    marks = list_part_marks(page)
    return {name: mark for name, mark in marks.items() if ":" in name or name == WORDS_PART}


def _name_part(name: str) -> str:
    if name == WORDS_PART:
        return _("The clinic’s words around pages")
    label, _colon, key = name.rpartition(":")
    return str(apps.get_model(label)._base_manager.filter(pk=key).first() or "–")

"""What the page editor says where something is missing or wrong: what to do, in place of what Django found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

EMPTY = _("Fill this in. A page can't be published without it; a draft can.")
# Where nothing is saved as a draft: snippets, settings, people, requests.
EMPTY_HERE = _("Fill this in: it can't be left empty.")
# Within blocks, which stand on pages that may be drafts and in settings that may not.
EMPTY_BLOCK = _("Fill this in, or take the part away: it can't be shown without it.")
EMPTY_STREAM = _("Add at least one part here: it can't be shown without any.")
EMPTY_BY_NAME = {
    "title": _("Give the page a title. It stands on top of the page and in every list."),
    "slug": _(
        "Give the page its place in the address bar, for example first-visit for /first-visit/."
    ),
    "headline": _("Write the promise: one sentence, the largest words on the page."),
    "off_label_notice": _(
        "Say whether the FDA has approved this use, for example ‘Approved as an anesthetic; off-label for depression.’"
    ),
    "evidence_summary": _("Say in two sentences what studies have found, and how sure that is."),
    "date": _("Give the date that readers see, for example Nov 24, 2026."),
}
ADDRESS = _("Write the whole address, beginning with https://, for example https://www.fda.gov/.")
SLUG_LETTERS = _(
    "Use small letters, numbers and hyphens only, without spaces, for example first-visit."
)
SLUG_TAKEN = _(
    "Another page in the same place already has the address ‘%(slug)s’. Add a word, for example ‘%(slug)s-2’."
)
DATE = _(
    "Choose a day from the calendar, or write it like ‘Nov 24, 2026’, with its year; ‘11/24/2026’, ‘today’ and ‘tomorrow’ "
    "work, too."
)
TIME = _(
    "Write the time with am or pm, for example ‘5 pm’ or ‘5:30 pm’; ‘noon’ and ‘17:00’ work, too."
)
MOMENT = _("Write a day and a time, for example ‘Nov 24, 2026 5 pm’ or ‘tomorrow 9 am’.")
EMAIL = _("Write an e-mail address with its @, for example desk@clinic.example.")
WHOLE_NUMBER = _("Write a whole number in digits, for example 6.")
NUMBER = _("Write a number in digits, for example 6 or 2.5.")
CHOICE = _("What was chosen here no longer exists. Choose again.")

# By kind of field: which of Django's sentences is replaced, and with what. The first that fits counts.
_INVALID = (
    (forms.URLField, "invalid", ADDRESS),
    (forms.EmailField, "invalid", EMAIL),
    (forms.SlugField, "invalid", SLUG_LETTERS),
    (forms.DateField, "invalid", DATE),
    (forms.TimeField, "invalid", TIME),
    (forms.DateTimeField, "invalid", MOMENT),
    (forms.IntegerField, "invalid", WHOLE_NUMBER),
    (forms.DecimalField, "invalid", NUMBER),
    (forms.ModelChoiceField, "invalid_choice", CHOICE),
    (forms.ChoiceField, "invalid_choice", CHOICE),
)


def speak_plainly(field: forms.Field, empty: Any = EMPTY) -> None:
    """Give a form field sentences that say what to do.

    Parameters: `field`, changed in place; `empty`, what to say where nothing was filled in.
    """
    field.error_messages["required"] = empty
    for kind, code, sentence in _INVALID:
        if isinstance(field, kind):
            field.error_messages[code] = sentence
            return


def teach_block(block: blocks.Block) -> None:
    """Do the same for every field inside a block."""
    if isinstance(block, blocks.FieldBlock):
        speak_plainly(block.field, EMPTY_BLOCK)
    for child in getattr(block, "child_blocks", {}).values():
        teach_block(child)
    if isinstance(block, blocks.ListBlock):
        teach_block(block.child_block)


def reword_empty(error: blocks.StreamBlockValidationError) -> blocks.StreamBlockValidationError:
    """Return the error of a stream with Wagtail's bare sentence for what is required put plainly."""
    required = gettext("This field is required.")
    errors = [
        ValidationError(EMPTY_STREAM) if str(each.message) == required else each
        for each in error.non_block_errors.as_data()
    ]
    return blocks.StreamBlockValidationError(
        block_errors=error.block_errors, non_block_errors=errors
    )

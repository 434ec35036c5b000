"""Form fields that check what visitors type, each with a sentence that says what to do."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..requests.questions import Question
from ..requests.written import suggest_email, to_ascii, understand_email, understand_phone
from .question_types import read_clinic_words

# A visit that is wanted or was: no grown person's birth lies within it.
MOST_DAYS_AWAY: Final = 3 * 366

# Tabs and line ends stay; every other control character would only harm whoever reads it. Nor do blanks without
# width stay, which come along when something is copied: with them two equal names differ.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


def drop_control_characters(text: str) -> str:
    """Return `text` without control characters."""
    return _CONTROL.sub("", text)


class Text(forms.CharField):
    """Plain text: control characters are dropped, line ends counted once."""

    def to_python(self, value: Any) -> str:
        """Return the text, cleaned."""
        text = drop_control_characters(str(value or "")).replace("\r\n", "\n")
        return super().to_python(text) or ""


class TextLine(Text):
    """Text on one line."""

    def to_python(self, value: Any) -> str:
        """Return the text with line ends made into spaces."""
        return " ".join(super().to_python(value).split())


class Phone(TextLine):
    """A telephone number among the words that people write with it; a US one unless it says otherwise."""

    def clean(self, value: Any) -> str:
        """Return '+17035550199', with ';ext=12' where there is an extension.

        Raises ValidationError with an example where no number can be dialled.
        """
        text = super().clean(value)
        if not text:
            return ""
        # The field is shared by all visitors: nothing of one may stay in it.
        number = understand_phone(text).value
        if not number:
            raise ValidationError(_phone_sentence(text), code="phone")
        return number

    def find_note(self, value: Any) -> str:
        """Return what was written beside the number: 'cell', 'after 5pm', a second number."""
        return understand_phone(self.to_python(value)).note


def _phone_sentence(text: str) -> Any:
    if understand_email(text).value:
        return _(
            "This reads like an e-mail address. Write a telephone number with its area code here, for example "
            "(703) 555-0199."
        )
    return _("Check the telephone number: write it with its area code, for example (703) 555-0199.")


class Email(TextLine):
    """An e-mail address, as it is among other words or in a list of contacts."""

    def clean(self, value: Any) -> str:
        """Return the address; raises ValidationError with a suggestion or an example where it is none."""
        text = super().clean(value)
        if not text:
            return ""
        address = understand_email(text).value
        if not address:
            raise ValidationError(_email_sentence(text), code="email")
        return address

    def find_note(self, value: Any) -> str:
        """Return what was written beside the address: a name, 'work', a second address."""
        return understand_email(self.to_python(value)).note


def _email_sentence(text: str) -> Any:
    if understand_phone(text).value:
        return _(
            "This reads like a telephone number. Write an e-mail address here, for example name@example.com."
        )
    if guess := suggest_email(text):
        return _("Check the e-mail address. Did you mean %(guess)s?") % {"guess": guess}
    return _("Check the e-mail address: it should look like name@example.com.")


class Number(TextLine):
    """A number as people write it: '3', '1,200', '2.5'."""

    def clean(self, value: Any) -> str:
        """Return the number as text. Raises ValidationError with an example where it is none."""
        text = super().clean(value)
        if not text:
            return ""
        plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", to_ascii(text)).strip(" +")
        if not re.fullmatch(r"-?(?:\d+(?:\.\d+)?|\.\d+)", plain):
            raise ValidationError(_("Write a number in digits, for example 12."), code="number")
        return plain


class Date(TextLine):
    """A day near today, as a browser's calendar writes it or as people type it. Birth dates are refused."""

    def clean(self, value: Any) -> str:
        """Return the day as '2026-05-31'. Raises ValidationError where it is none, or long ago or ahead."""
        text = super().clean(value)
        if not text:
            return ""
        day = _read_day(to_ascii(text))
        if day is None:
            raise ValidationError(
                _("Write the date as month, day and year, for example 5/31/2027."), code="date"
            )
        today = timezone.localdate()
        if abs((day - today).days) > MOST_DAYS_AWAY:
            raise ValidationError(
                _("Check the year: the date should lie within three years of today."), code="far"
            )
        return day.isoformat()


def _read_day(text: str) -> date | None:
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[,.]", " ", text, flags=re.IGNORECASE)
    plain = re.sub(r"\s*[/-]\s*", "/", plain)
    plain = re.sub(r"\bsept\b", "Sep", " ".join(plain.split()), flags=re.IGNORECASE)
    for pattern in (
        "%Y/%m/%d",
        "%m/%d/%Y",
        "%m/%d/%y",
        "%m %d %Y",  # '5.31.2027'
        "%B %d %Y",
        "%b %d %Y",
        "%d %B %Y",
        "%d %b %Y",
    ):
        with suppress(ValueError):
            return datetime.strptime(plain, pattern).date()
    return None


class Choice(forms.ChoiceField):
    """One of several answers."""

    default_error_messages = {"invalid_choice": _("Choose one of the answers shown.")}


class Choices(forms.MultipleChoiceField):
    """Any of several answers."""

    default_error_messages = {"invalid_choice": _("Choose from the answers shown.")}


def required_message(question: Question) -> Any:
    """Return the sentence for a question that was left empty."""
    if question.type == "age_confirm":
        return read_clinic_words("adults_only")
    if question.input == "consent":
        return _("Tick the box so that we may answer you. Or call us instead.")
    if question.input == "checkbox":
        return _("Tick the box to go on: ‘%(question)s’")
    if question.input == "checkboxes":
        return _("Choose at least one answer: ‘%(question)s’")
    if question.input in ("radio", "select"):
        return _("Choose an answer: ‘%(question)s’")
    return _("Answer this question: ‘%(question)s’")


def make_field(question: Question) -> forms.Field:
    """Return the form field that checks the answer to `question`."""
    message = str(required_message(question))
    if "%(question)s" in message:
        message = message % {"question": question.label}
    options: dict[str, Any] = {
        "label": question.label,
        "required": question.required,
        "error_messages": {"required": message},
    }
    if question.input == "checkboxes":
        return Choices(choices=question.options, **options)
    if question.input == "radio":
        return Choice(choices=question.options, **options)
    if question.input == "select":
        return Choice(choices=[("", ""), *question.options], **options)
    if question.input in ("checkbox", "consent"):
        return forms.BooleanField(**options)
    options["max_length"] = question.question_type.max_length
    options["error_messages"]["max_length"] = _(
        "Shorten this to %(limit_value)d characters or fewer. You have %(show_value)d."
    )
    typed = {"phone": Phone, "email": Email, "number": Number, "date": Date}
    usual = Text if question.input == "textarea" else TextLine
    return typed.get(question.type, usual)(**options)

"""Form fields for times and dates that staff type: what `infra.editing.typed_times` can't read is refused.

Django's own fields would take '5:30' for the morning and a day without a time for its midnight.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.admin.widgets import AdminDateInput

from infra.editing.messages import DATE, MOMENT, TIME
from infra.editing.typed_times import parse_date, parse_datetime, parse_time


def _read_typed(field: forms.Field, value: Any, parse: Callable[[str], Any]) -> Any:
    """Return typed text as a value, anything else as it is. Raises ValidationError."""
    if not isinstance(value, str) or not value.strip():
        return value
    try:
        return parse(value)
    except ValueError as error:
        raise ValidationError(field.error_messages["invalid"], code="invalid") from error


class TypedDateField(forms.DateField):
    """A day: 'Nov 24, 2026', '11/24/2026', 'today'."""

    default_error_messages = {"invalid": DATE}

    def to_python(self, value: Any) -> date | None:
        """Return the day that was typed."""
        return super().to_python(_read_typed(self, value, parse_date))


class TypedTimeField(forms.TimeField):
    """A time of day: '5 pm', '5:30 PM', 'noon', '17:00'."""

    default_error_messages = {"invalid": TIME}

    def to_python(self, value: Any) -> time | None:
        """Return the time that was typed."""
        return super().to_python(_read_typed(self, value, parse_time))


class TypedDateTimeField(forms.DateTimeField):
    """A day with a time: 'Nov 24, 2026 5 pm', 'tomorrow 9 am'."""

    default_error_messages = {"invalid": MOMENT}

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment that was typed."""
        return super().to_python(_read_typed(self, value, parse_datetime))


class DayBlock(blocks.DateBlock):
    """A day inside a block, typed as in every other form."""

    @cached_property
    def field(self) -> forms.Field:
        """The form field that reads what was typed."""
        return TypedDateField(widget=AdminDateInput(), **self.field_options)

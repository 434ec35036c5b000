"""Times and dates in every form of the admin: read and shown as Americans write them.

Wagtail puts its three widgets into pages, snippets, blocks, scheduled publishing, filters and reports,
and a setting gives them one fixed format only. So the widgets themselves learn to read and to write
here, once: whatever form they are in gets what was typed in the form that Django reads in every
language. What is not understood goes on as it was typed and is refused
by the form's field (`infra.editing.typed_fields`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import get_format
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from infra.editing import typed_times
from infra.editing.typed_fields import TypedDateField, TypedDateTimeField, TypedTimeField

# As the picker writes, in PHP's letters. It must leave alone what it does not understand: by itself
# it puts the present time in its place when the field is left.
PICKER = {"validateOnBlur": False, "scrollInput": False}
PICKER_DATE, PICKER_TIME = "M j, Y", "g:i a"


def _make_reader(parse: Callable[[str], Any], write: Callable[[Any], str]) -> Callable[..., Any]:
    """Return a `value_from_datadict` that turns what was typed into what Django reads."""

    def value_from_datadict(self: Any, data: Any, files: Any, name: str) -> Any:
        typed = data.get(name)
        if not isinstance(typed, str):
            return typed
        try:
            return write(parse(typed))
        except ValueError:
            return typed

    return value_from_datadict


def _make_writer(parse: Callable[[str], Any], say: Callable[[Any], str]) -> Callable[..., Any]:
    """Return a `format_value` that says a value, or what was typed where it is none."""

    def format_value(self: Any, value: Any) -> str | None:
        if value in (None, ""):
            return None
        if isinstance(value, datetime) and timezone.is_aware(value):
            value = timezone.localtime(value)
        if isinstance(value, date | time):
            return say(value)
        try:
            return say(parse(str(value)))
        except ValueError:
            return str(value)

    return format_value


def _make_picker_config(**options: Any) -> Callable[..., dict[str, Any]]:
    """Return a `get_config` of the picker."""

    def get_config(self: Any) -> dict[str, Any]:
        config = {**PICKER, **options}
        if isinstance(self, AdminDateInput | AdminDateTimeInput):
            config["dayOfWeekStart"] = get_format("FIRST_DAY_OF_WEEK")
        if isinstance(self, AdminDateTimeInput):
            config["parentID"] = self.js_overlay_parent_selector
        return config

    return get_config


def _write_moment(value: datetime) -> str:
    return value.isoformat(sep=" ")


_WIDGETS: tuple[tuple[Any, Any, Any, Any, dict[str, str]], ...] = (
    (AdminDateInput, typed_times.parse_date, typed_times.say_date, date.isoformat,
     {"format": PICKER_DATE}),
    (AdminTimeInput, typed_times.parse_time, typed_times.say_time, time.isoformat,
     {}),
    (AdminDateTimeInput, typed_times.parse_datetime, typed_times.say_datetime, _write_moment,
     {"format": f"{PICKER_DATE} {PICKER_TIME}", "formatTime": PICKER_TIME}),
)  # fmt: skip
_FIELDS = (
    (models.DateField, AdminDateInput, TypedDateField),
    (models.TimeField, AdminTimeInput, TypedTimeField),
    (models.DateTimeField, AdminDateTimeInput, TypedDateTimeField),
)


def teach_widgets() -> None:
    """Teach Wagtail's widgets, and have the fields of models refuse what can't be read."""
    for widget, parse, say, write, options in _WIDGETS:
        widget.value_from_datadict = _make_reader(parse, write)
        widget.format_value = _make_writer(parse, say)
        widget.get_config = _make_picker_config(**options)
    # No list of hours opens at a time: it marks 5 am where '5 pm' is.
    AdminTimeInput.template_name = "django/forms/widgets/time.html"
    for field, widget, form_field in _FIELDS:
        register_form_field_override(field, override={"widget": widget, "form_class": form_field})

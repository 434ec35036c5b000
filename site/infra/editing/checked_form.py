"""The admin's form of everything that visitors read and that is no page: apps above check it as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from wagtail.admin.forms.models import WagtailAdminModelForm

if TYPE_CHECKING:
    from django.forms import BaseModelForm

# A check looks at `form.instance`, as it would be saved, and adds its errors to the form.
FormCheck = Callable[["BaseModelForm"], None]
_checks: list[FormCheck] = []


def register_form_check(check: FormCheck) -> FormCheck:
    """Have `check` called with every form of a snippet, a setting, a picture or a document."""
    if check not in _checks:
        _checks.append(check)
    return check


class CheckedFormMixin:
    """Calls the checks once the instance holds what was typed."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        for check in _checks:
            check(self)  # type: ignore[arg-type]


class StartingWordsMixin:
    """Gives a text that was emptied the words back that it came with, where it can't do without any.

    They stand in the emptied field in grey, so whoever empties it sees what comes back.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starting_words = {
            name: words
            for name in self.fields  # type: ignore[attr-defined]
            if (words := _find_starting_words(self._meta.model, name))  # type: ignore[attr-defined]
        }
        for name, words in self.starting_words.items():
            field = self.fields[name]  # type: ignore[attr-defined]
            field.required = False
            field.widget.attrs["placeholder"] = words

    def clean(self) -> dict[str, Any]:
        """Put the words in the place of what is empty."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        for name, words in self.starting_words.items():
            if name in cleaned and not cleaned[name]:
                cleaned[name] = words
        return cleaned


def _find_starting_words(model: type[models.Model], name: str) -> str:
    """Return the text that a field of `model` begins with; '' where it has none, or may stay empty."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    if not isinstance(field, (models.CharField, models.TextField)) or field.blank or field.choices:
        return ""
    return field.default if isinstance(field.default, str) else ""


class CheckedModelForm(StartingWordsMixin, CheckedFormMixin, WagtailAdminModelForm):
    """The form of every snippet and setting of ours. One that needs more inherits from it."""

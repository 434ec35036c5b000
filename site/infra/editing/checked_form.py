"""The admin's form of everything that visitors read and that is no page: apps above check it as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

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


class CheckedModelForm(CheckedFormMixin, WagtailAdminModelForm):
    """The form of every snippet and setting of ours. One that needs more inherits from it."""

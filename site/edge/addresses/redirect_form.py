"""The form of an old address: it may lead to an address of this very site, as people and CSV files write it ('/costs/').

Wagtail's own form takes full addresses only ('Enter a valid URL'), so a list of old and new paths can't be brought in. Its
screens for one redirect and for a file use this form.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.forms import RedirectForm

_is_web_address = URLValidator(schemes=["http", "https"])


def check_target(text: str) -> None:
    """Raise ValidationError for what is neither a path of this site nor an address of the web."""
    inside = text.startswith("/") and not text.startswith(("//", "/\\"))
    if inside and not any(char.isspace() or char in "\\<>\"'" for char in text):
        return
    try:
        # A star stands for what followed in the old address.
        _is_web_address(text.replace("*", "x"))
    except ValidationError:
        raise ValidationError(
            _("Write a path of this site, for example /costs/, or a full address with https://.")
        ) from None


class OldAddressForm(RedirectForm):
    """Wagtail's form of a redirect, with paths as targets."""

    redirect_link = forms.CharField(
        label=_("or to this address"),
        required=False,
        max_length=255,
        validators=[check_target],
        help_text=_(
            "A path such as /costs/, or a full address. A * stands for what followed in the old address."
        ),
    )

    def _get_validation_exclusions(self) -> Any:
        # The model's own field knows full addresses only.
        return {*super()._get_validation_exclusions(), "redirect_link"}


def use_form() -> None:
    """Give Wagtail's screens the form."""
    views.CreateView.form_class = OldAddressForm
    views.EditView.form_class = OldAddressForm
    views.RedirectForm = OldAddressForm


use_form()

"""The form of an old address: it may lead to an address of this very site, as people and CSV files write it ('/costs/').

Wagtail's own form takes full addresses only ('Enter a valid URL'). Its screens for one redirect use this form; a list
(`bring_in.py`) is held to the same rules.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect

from infra.addresses.staff_paths import is_staff_path

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


def check_old_address(text: str) -> str:
    """Return an old address as the table holds it. Raises ValidationError for what can't be one."""
    text = text.strip()
    if not text or text[0] in "=+-@" or any(ord(char) < 32 for char in text):
        raise ValidationError(_("Write the old address: a path such as /old-page/."))
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("", "http", "https"):
        raise ValidationError(_("Write the old address: a path such as /old-page/."))
    path = Redirect.normalise_path(text)
    if path in ("/", "/?"):
        raise ValidationError(_("The address of the home page can't lead elsewhere."))
    if is_staff_path(f"{path}/"):
        raise ValidationError(_("Addresses of the staff's own screens lead nowhere else."))
    return str(path)


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

    def clean_old_path(self) -> str:
        """Return what was typed, once it is an address."""
        check_old_address(self.cleaned_data["old_path"])
        return str(self.cleaned_data["old_path"])

    def clean(self) -> None:
        """Ask for a page or an address: a redirect without either leads nowhere."""
        super().clean()
        given = self.cleaned_data
        if not given.get("redirect_page") and not given.get("redirect_link") and not self.errors:
            self.add_error(
                "redirect_page", _("Choose a page to lead to, or write an address below.")
            )

    def _get_validation_exclusions(self) -> Any:
        # The model's own field knows full addresses only.
        return {*super()._get_validation_exclusions(), "redirect_link"}

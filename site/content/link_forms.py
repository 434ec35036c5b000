"""What is typed as a link in a text: an address, an e-mail address, a telephone number, a place on the page.

Wagtail's own forms put what was typed behind `tel:`, `mailto:` and `#` as it is, so 'call us' becomes a link that dials
nothing, and take 'ann@clinic.example' for the address of a website.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers
from wagtail.admin.views import chooser

from infra.editing.messages import EMAIL
from infra.phone_numbers import make_dialable, validate_phone

NO_ADDRESS = _(
    "Write the whole address, for example https://www.fda.gov/, or the place of a page here, for example /costs/. "
    "An address has no spaces."
)
IS_EMAIL = _("This is an e-mail address: choose ‘Email link’ above and write it there.")
IS_PHONE = _("This is a telephone number: choose ‘Phone link’ above and write it there.")
IS_PLACE = _("This is a place on the page: choose ‘Anchor link’ above and write it there.")
NO_PLACE = _("Write the heading on this page that the link leads to, for example ‘What it is’.")
SHORTEST_NUMBER, LONGEST_SHORT_NUMBER = 3, 6  # 911, 988, the numbers of text services
_PHONE = re.compile(r"(?:tel:)?\+?[\d\s().-]{7,}")
_EMAIL = re.compile(r"(?:mailto:.*|[^\s/@]+@[^\s/@]+)", re.IGNORECASE)


class AddressField(choosers.URLOrAbsolutePathField):
    """An address elsewhere or a path here. What is another kind of link says where that is made."""

    def to_python(self, value: Any) -> Any:
        """Return the address. Raises ValidationError with the sentence that helps."""
        text = str(value or "").strip()
        for pattern, sentence in ((_EMAIL, IS_EMAIL), (_PHONE, IS_PHONE)):
            if pattern.fullmatch(text):
                raise ValidationError(sentence)
        if text.startswith("#"):
            raise ValidationError(IS_PLACE)
        if re.search(r"\s", text):
            raise ValidationError(NO_ADDRESS)
        return super().to_python(text)


class PhoneField(forms.CharField):
    """A number that can be dialled, written in any usual way; short ones as they are."""

    def to_python(self, value: Any) -> str:
        """Return the number as a `tel:` address needs it. Raises ValidationError."""
        text = re.sub(r"^tel:", "", super().to_python(value) or "", flags=re.IGNORECASE).strip()
        if not text:
            return ""
        short = text.isdigit() and SHORTEST_NUMBER <= len(text) <= LONGEST_SHORT_NUMBER
        if not short:
            validate_phone(text)
        return make_dialable(text)


class LinkEmailField(forms.EmailField):
    """An e-mail address, also one that was copied with its 'mailto:'."""

    def to_python(self, value: Any) -> str:
        """Return the address alone."""
        return re.sub(r"^mailto:", "", super().to_python(value) or "", flags=re.IGNORECASE)


class PlaceField(forms.CharField):
    """A heading of the page, in its words or as its address says it."""

    def to_python(self, value: Any) -> str:
        """Return the name that the heading has in the page. Raises ValidationError."""
        text = (super().to_python(value) or "").lstrip("#").strip()
        place = slugify(text)[:60].strip("-")
        if text and ("@" in text or not place):
            raise ValidationError(NO_PLACE)
        return place


class AddressForm(choosers.ExternalLinkChooserForm):
    """A link to another site, or to a place of this one."""

    url = AddressField(label=_("Address"), error_messages={"invalid": NO_ADDRESS})


class EmailForm(choosers.EmailLinkChooserForm):
    """A link that begins an e-mail."""

    email_address = LinkEmailField(label=_("E-mail address"), error_messages={"invalid": EMAIL})


class PhoneForm(choosers.PhoneLinkChooserForm):
    """A link that calls."""

    phone_number = PhoneField(label=_("Telephone number"))


class PlaceForm(choosers.AnchorLinkChooserForm):
    """A link to a heading of the same page."""

    url = PlaceField(label=_("Heading on this page"), help_text=NO_PLACE)


def read_typed_links() -> None:
    """Have the dialog for links in texts use these forms."""
    chooser.ExternalLinkView.form_class = AddressForm
    chooser.EmailLinkView.form_class = EmailForm
    chooser.PhoneLinkView.form_class = PhoneForm
    chooser.AnchorLinkView.form_class = PlaceForm


read_typed_links()

"""Checks on what people type, each with a sentence that says what to do."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

REGION = "US"
# Area code and exchange begin with 2 to 9, in the whole North American Numbering Plan
# (https://www.nanpa.com/numbering). Whether such a number is in use, no rule can tell.
_NORTH_AMERICAN = re.compile(r"[2-9]\d{2}[2-9]\d{6}")


def parse_phone(text: str) -> phonenumbers.PhoneNumber | None:
    """Return the number that `text` writes, read as a US number, or None if it is none."""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    national = phonenumbers.national_significant_number(number)
    # Without its area code a number can be dialled from its own town at most; 'possible' it is to the library.
    if number.country_code == 1 and not _NORTH_AMERICAN.fullmatch(national):
        return None
    return number


def validate_phone(text: str) -> None:
    """Raise ValidationError where `text` can't be dialled."""
    if parse_phone(text) is None:
        raise ValidationError(
            _("Write a telephone number with its area code, for example (703) 555-0199.")
        )


def format_phone(text: str) -> str:
    """Return the number as one writes it: (703) 555-0199, or +44 … for another country."""
    number = parse_phone(text)
    if number is None:
        return text
    kind = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == 1
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, kind)


def make_dialable(text: str) -> str:
    """Return the number for a `tel:` or `sms:` address: +17035550199; short numbers as they are."""
    digits = "".join(c for c in text if c.isdigit())
    if len(digits) <= 6:
        return digits
    number = parse_phone(text)
    if number is None:
        return digits
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

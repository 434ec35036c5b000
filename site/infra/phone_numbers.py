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
    return number if can_be_dialled(number) else None


def can_be_dialled(number: phonenumbers.PhoneNumber) -> bool:
    """Tell whether a number has the length that its country gives out, here with its area code."""
    if not phonenumbers.is_possible_number(number):
        return False
    # Without its area code a number can be dialled from its own town at most; 'possible' it is to the library.
    national = phonenumbers.national_significant_number(number)
    return number.country_code != 1 or bool(_NORTH_AMERICAN.fullmatch(national))


def store_phone(number: phonenumbers.PhoneNumber) -> str:
    """Return a number as it is stored ('+17035550199;ext=12'), or '' where nobody can dial it."""
    # A number without its area code counts as 'possible' for the library.
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE or not can_be_dialled(number):
        return ""
    dial = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{dial};ext={number.extension}" if number.extension else dial


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

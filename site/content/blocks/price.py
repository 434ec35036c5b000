"""An amount as staff type it: '450', '450 USD', '450-600'. Visitors read dollars."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from wagtail import blocks

_AMOUNT = r"(\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d{1,7}(?:\.\d{2})?)"
_MARK = r"(?:us ?\$|usd|\$)?"
_DOLLARS = re.compile(
    rf"{_MARK} ?{_AMOUNT}(?: ?(?:-|–|—|to) ?{_MARK} ?{_AMOUNT})? ?(?:usd|us ?\$|\$|dollars?)?",
    re.IGNORECASE | re.ASCII,
)


def write_price(text: str) -> str:
    """Return amounts that stand alone as dollars ('$1,200', '$450 to $600'); every other text as it is."""
    found = _DOLLARS.fullmatch(" ".join(text.split()))
    if not found:
        return text
    return " to ".join(_write_amount(amount) for amount in found.groups() if amount)


def _write_amount(amount: str) -> str:
    value = Decimal(amount.replace(",", ""))
    return f"${value:,.2f}".removesuffix(".00")


class PriceBlock(blocks.CharBlock):
    """A price: words ('free', 'from $450'), or an amount that is written in dollars."""

    def clean(self, value: Any) -> Any:
        """Return what visitors read. Raises ValidationError as a line of text does."""
        return write_price(super().clean(value))

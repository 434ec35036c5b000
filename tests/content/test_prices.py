"""A price that staff type is one that visitors understand."""

import pytest
from django.core.exceptions import ValidationError

from content.blocks.price import PriceBlock


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("$450", "$450"), ("450", "$450"), ("450 USD", "$450"), ("USD 450", "$450"), ("US$450", "$450"),
        ("450 dollars", "$450"), ("450$", "$450"), ("450.00", "$450"), ("1,200.50", "$1,200.50"),
        ("1200", "$1,200"), ("$1200", "$1,200"), ("450-600", "$450 to $600"), ("$450 – $600", "$450 to $600"),
        ("450 to 600", "$450 to $600"), (" 450 ", "$450"), ("0", "$0"),
        # Words, other money and what could mean two things stay as they were typed.
        ("free", "free"), ("from $450", "from $450"), ("$450 each", "$450 each"), ("€450", "€450"), ("450 EUR", "450 EUR"),
        ("1.200,50", "1.200,50"), ("45,0", "45,0"), ("Your price", "Your price"), ("703-555-0199", "703-555-0199"),
    ],
)  # fmt: skip
def test_an_amount_alone_is_written_in_dollars(typed, read):
    assert PriceBlock(max_length=60).clean(typed) == read


@pytest.mark.parametrize("typed", ["", "   ", "x" * 61])
def test_no_price_or_a_whole_text_is_refused(typed):
    block = PriceBlock(max_length=60)
    with pytest.raises(ValidationError):
        block.clean(block.value_from_datadict({"price": typed}, {}, "price"))

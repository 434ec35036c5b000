"""How the sample's files are read: markup, numbers, days, and mistakes that are named."""

from __future__ import annotations

from datetime import date

import pytest

from sample.loader_values import NEWEST_DAY, Known
from sample.markup import SampleTextError, parse_inline, rich_text
from sample.write import make_callout, make_comparison_table, make_evidence


def _find(kind: str, key: str) -> int:
    known = {("page", "costs"): 7, ("reference", "dean-2021"): 3, ("reference", "lii-2023"): 4}
    if (kind, key) not in known:
        raise SampleTextError(f"There is no {kind} with the key “{key}”.")
    return known[kind, key]


def test_markup_becomes_rich_text():
    made = rich_text(
        """
        ## Does it help?

        Some **do**, some *do not* [[dean-2021, lii-2023]]. See {{page:costs|costs}} & more.

        - one
          long item
        - two
        """,
        _find,
    )
    assert made == (
        "<h2>Does it help?</h2>"
        '<p>Some <b>do</b>, some <i>do not</i><a linktype="reference" id="3">[source]</a>'
        '<a linktype="reference" id="4">[source]</a>. '
        'See <a linktype="page" id="7">costs</a> &amp; more.</p>'
        "<ul><li>one long item</li><li>two</li></ul>"
    )


@pytest.mark.parametrize(
    "text",
    ["a [[nobody-1999]]", "{{page:nowhere|x}}", "{{url:http://a.example|x}}", "**left", "[[x"],
)
def test_a_mistake_in_a_text_is_named(text):
    with pytest.raises(SampleTextError):
        parse_inline(text, _find)


def test_a_number_can_be_dialled():
    assert parse_inline("{{tel:988|Call 988}} now", _find) == '<a href="tel:988">Call 988</a> now'


def test_markup_escapes_what_would_be_html():
    assert parse_inline("5 < 6 <script>", _find) == "5 &lt; 6 &lt;script&gt;"


def test_a_block_refuses_a_value_that_it_does_not_know():
    with pytest.raises(ValueError, match="emergency"):
        make_callout("alarm", "x", "y")
    with pytest.raises(ValueError, match="very-low"):
        make_evidence("x", "y", strength="sure", references=[])
    with pytest.raises(ValueError, match="cells"):
        make_comparison_table("x", ["", "a"], ("only one",))


def test_days_move_back_on_a_machine_whose_clock_is_behind():
    late, early = Known(date(2027, 5, 1)), Known(date(2026, 1, 1))
    assert late.day(date(2026, 11, 10)) == date(2026, 11, 10)
    assert early.day(NEWEST_DAY) == date(2026, 1, 1)

"""What people type about the clinic: checked, with a sentence that says what to do."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from wagtail.models import ReferenceIndex

from clinic.models import Notice, OpeningHours, Person, Reference
from infra.phone_numbers import format_phone, make_dialable, parse_phone, validate_phone
from tests.factories import (
    LocationFactory,
    NoticeFactory,
    ReferenceFactory,
    StandardPageFactory,
    stream,
)


# --- Telephone numbers -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "shown", "dialled"),
    [
        ("7035550199", "(703) 555-0199", "+17035550199"),
        ("(703) 555-0199", "(703) 555-0199", "+17035550199"),
        ("+1 703 555 0199", "(703) 555-0199", "+17035550199"),
        ("703.555.0199", "(703) 555-0199", "+17035550199"),
        ("+44 20 7946 0018", "+44 20 7946 0018", "+442079460018"),
        ("988", "988", "988"),
        ("911", "911", "911"),
    ],
)
def test_numbers_are_written_and_dialled(typed, shown, dialled):
    assert format_phone(typed) == shown
    assert make_dialable(typed) == dialled


@pytest.mark.parametrize(
    "typed",
    ["", "call us", "12", "555-01", "1" * 40, "+", "٠", "\x00", "(000) 000-0000", "703 055 0199"],
)
def test_what_is_no_number_is_refused_with_a_sentence(typed):
    assert parse_phone(typed) is None
    with pytest.raises(ValidationError, match="area code"):
        validate_phone(typed)
    assert format_phone(typed) == typed
    assert isinstance(make_dialable(typed), str)


# --- What templates use ----------------------------------------------------------------------
def _render(text, **context):
    return Template("{% load clinic %}" + text).render(Context(context))


def test_numbers_in_templates():
    assert _render("{{ n|phone }} {{ n|tel }} {{ n|sms }}", n="7035550199") == (
        "(703) 555-0199 tel:+17035550199 sms:+17035550199"
    )
    assert _render("{{ n|phone }}{{ n|tel }}{{ n|sms }}", n="") == ""


def test_plain_text_becomes_paragraphs_and_never_markup():
    assert _render("{{ t|paragraphs }}", t="a\n\n<b>c") == "<p>a</p>\n\n<p>&lt;b&gt;c</p>"
    assert _render("{{ t|paragraphs }}", t=None) == ""


def test_icons_are_decoration():
    html = _render("{% icon 'phone' %}")
    assert 'aria-hidden="true"' in html and "sprite.svg#phone" in html


def test_a_citation_of_nothing_is_nothing():
    assert _render("{% cite r %}", r=None) == ""
    assert _render("{% cite r %}", r=Reference()) == ""


def test_notices_outside_a_page_are_none():
    assert _render("{% notices_at 'prices' as n %}{{ n|length }}") == "0"


# --- Snippets --------------------------------------------------------------------------------
def test_a_source_needs_a_place_to_look_it_up():
    source = Reference(key="a", authors="A", title="T")
    with pytest.raises(ValidationError, match="DOI"):
        source.clean()
    source.pmid = "37224232"
    source.clean()


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"doi": "10.1/a", "pmid": "1", "url": "https://a.example"}, "https://doi.org/10.1/a"),
        ({"pmid": "1", "url": "https://a.example"}, "https://pubmed.ncbi.nlm.nih.gov/1/"),
        ({"url": "https://a.example"}, "https://a.example"),
        ({}, ""),
    ],
)
def test_the_best_address_of_a_source(fields, link):
    assert Reference(**fields).link == link


@pytest.mark.parametrize(
    ("field", "value"), [("doi", "doi:10.1"), ("doi", "10.1/x"), ("pmid", "PMID 1")]
)
def test_odd_numbers_of_a_source_are_refused(field, value):
    source = Reference(key="a", authors="A", title="T", **{field: value})
    with pytest.raises(ValidationError) as error:
        source.clean_fields()
    assert field in error.value.message_dict


@pytest.mark.django_db
def test_a_source_can_not_replace_itself():
    source = ReferenceFactory()
    source.superseded_by = source
    with pytest.raises(ValidationError, match="itself"):
        source.clean()


@pytest.mark.django_db
def test_where_a_source_is_used_is_known_from_texts_cards_and_lists():
    source = ReferenceFactory()
    item = [{"type": "item", "value": source.pk, "id": "1"}]
    text = f'<p>a<a linktype="reference" id="{source.pk}">[source]</a></p>'
    in_text = StandardPageFactory(body=stream(("text", text)))
    in_points = StandardPageFactory(
        body=stream(
            ("key_points", {"title": "", "points": [{"type": "item", "id": "1", "value": text}]})
        )
    )
    in_card = StandardPageFactory(
        body=stream(("evidence", {"title": "Q", "finding": "<p>F</p>", "references": item}))
    )
    in_list = StandardPageFactory(further_references=stream(("reference", source.pk)))
    StandardPageFactory()
    used = {int(row.object_id) for row in ReferenceIndex.get_references_to(source)}
    assert used == {in_text.pk, in_points.pk, in_card.pk, in_list.pk}


@pytest.mark.parametrize(
    ("starts", "ends", "active", "shows"),
    [
        (None, None, True, True), (None, None, False, False), (0, 0, True, True),
        (1, None, True, False), (None, -1, True, False), (-1, 1, True, True),
    ],
)  # fmt: skip
def test_a_notice_shows_from_its_first_to_its_last_day(starts, ends, active, shows):
    day = date(2026, 6, 1)
    notice = Notice(
        active=active,
        starts=None if starts is None else day + timedelta(days=starts),
        ends=None if ends is None else day + timedelta(days=ends),
    )
    assert notice.shows_on(day) is shows


def test_a_notice_can_not_end_before_it_starts():
    with pytest.raises(ValidationError, match="last day"):
        Notice(title="N", starts=date(2026, 6, 2), ends=date(2026, 6, 1)).clean()


def test_a_day_can_not_close_before_it_opens():
    with pytest.raises(ValidationError, match="closing time"):
        OpeningHours(day=0, opens=time(17), closes=time(9)).clean()


def test_a_person_is_named_as_licensed():
    assert (
        Person(name="Ada Sample", credentials="PhD, CRNA").display_name == "Ada Sample, PhD, CRNA"
    )
    assert Person(name="Ada Sample").display_name == "Ada Sample"


@pytest.mark.django_db
def test_an_address_is_written_as_on_an_envelope():
    place = LocationFactory(street_2="Suite 2")
    assert place.address_lines == ["100 Sample Street", "Suite 2", "Sampletown, VA 00000"]


@pytest.mark.django_db
def test_a_notice_block_shows_nothing_while_the_notice_is_off(client):
    notice = NoticeFactory(title="About prices", active=False)
    page = StandardPageFactory(body=stream(("notice", {"notice": notice.pk})))
    assert "About prices" not in client.get(page.url).content.decode()
    notice.active = True
    notice.save()
    assert "About prices" in client.get(page.url).content.decode()


@pytest.mark.django_db
def test_notices_on_prices_stand_beside_every_price_table(client):
    NoticeFactory(title="Your right to an estimate", place=Notice.Place.PRICES)
    row = {"name": "One infusion", "price": "$1", "includes": "<p>All</p>", "excludes": "<p>-</p>"}
    table = {"title": "Prices", "as_of": "2026-01-01",
             "rows": [{"type": "item", "id": "1", "value": row}]}  # fmt: skip
    page = StandardPageFactory(body=stream(("price_table", table)))
    html = client.get(page.url).content.decode()
    assert "Your right to an estimate" in html and "January 1, 2026" in html

"""Every word that readers see is read, and where a source is named is known."""

import json

import pytest
from bs4 import BeautifulSoup
from wagtail.blocks.stream_block import StreamValue

from content.blocks import body_blocks
from home.models import ServicePage, StandardPage
from review.publishing.page_check import check_page, claims_on
from review.texts.page_mark import mark_of
from review.texts.page_text import cites_anything, list_passages, plain_lines
from tests.factories import ServicePageFactory, StandardPageFactory
from tests.factories.clinic import (
    ClinicImageFactory,
    FaqEntryFactory,
    ReferenceFactory,
    stream,
)
from tests.review.writing import CLAIM

pytestmark = pytest.mark.django_db
MARK = '<a linktype="reference" id="1">[source]</a>'


def page_with(*blocks, **fields) -> StandardPage:
    """Return an unsaved health page with these blocks."""
    return StandardPage(title="Safety", purpose="health", body=stream(*blocks), **fields)


def words_of(page) -> str:
    return "\n".join(passage.text for passage in list_passages(page))


def test_rich_text_becomes_lines_without_tags_and_source_marks():
    rich = f"<h2>What it is</h2><p>One&nbsp;&amp; two {MARK}.</p><ul><li>a</li><li>b</li></ul>"
    assert plain_lines(rich) == "What it is\nOne & two .\na\nb"


@pytest.mark.parametrize("name", [name for name, _block in body_blocks()])
def test_every_kind_of_block_can_be_read(name):
    block = dict(body_blocks())[name]
    value = block.get_preview_value()
    page = StandardPage(
        title="x", body=StreamValue(StandardPage.body.field.stream_block, [(name, value)])
    )
    said = words_of(page)
    raw = block.get_prep_value(value)
    typed = [
        text for text in _strings(raw) if "<p>" in text and name not in ("latest_posts", "notice")
    ]
    for text in typed:
        assert BeautifulSoup(text, "html.parser").get_text().strip() in said


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


@pytest.mark.parametrize(
    "block",
    [
        ("text", f"<p>{CLAIM}</p>"),
        ("heading", {"text": CLAIM, "level": "h2", "anchor": "non-addictive-cure"}),
        ("key_points", {"title": "", "points": [f"<p>{CLAIM}</p>"]}),
        (
            "considerations",
            {"title": "", "introduction": "", "items": [{"title": "x", "text": CLAIM}]},
        ),
        (
            "comparison_table",
            {
                "caption": "",
                "table": {
                    "columns": [{"type": "text", "heading": CLAIM}],
                    "rows": [{"values": ["x"]}],
                    "caption": "",
                },
                "note": "",
            },
        ),
        (
            "picture",
            {"image": {"image": None, "alt_text": "", "decorative": True}, "caption": CLAIM},
        ),
    ],
    ids=lambda block: block[0],
)
def test_a_claim_is_found_in_every_corner_of_a_block_and_only_once(block):
    (found,) = claims_on(page_with(block))
    assert found.finding.words == "non-addictive"
    assert found.passage.where.startswith("Content: ")


def test_a_treatment_pages_own_parts_are_read():
    page = ServicePageFactory.build(
        parent=None,
        benefits=stream(("item", f"<p>{CLAIM}</p>")),
        off_label_notice="Ketamine is FDA-approved for depression.",
    )
    assert {at.passage.where for at in claims_on(page)} == {
        "Possible benefits: Item",
        "Off-label notice",
    }
    assert isinstance(page, ServicePage)


def test_a_question_of_the_library_is_read_where_it_is_shown():
    entry = FaqEntryFactory(question="Is it safe?", answer=f"<p>{CLAIM} {MARK}</p>")
    page = page_with(("faq", {"title": "", "entries": [entry.pk]}))
    assert CLAIM in words_of(page)
    assert cites_anything(page, list_passages(page))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hable con su médico. El tratamiento tiene riesgos y no ayuda a todos.", False),
        ("Es una cura garantizada para la depresión.", True),
    ],
)
def test_spanish_is_read_by_its_own_rules(text, found):
    block = ("other_language", {"language": "es", "title": "", "text": f"<p>{text}</p>"})
    assert bool(claims_on(page_with(block))) is found


def test_where_a_source_is_named_is_known():
    number = "<p>54% of people felt better.</p>"
    page = page_with(("text", number), ("text", f"<p>Another thing.{MARK}</p>"))
    assert [p.cited for p in list_passages(page) if p.field == "body"] == [False, True]
    assert [str(at.finding.severity) for at in claims_on(page)] == ["warn"]
    assert [str(at.finding.severity) for at in claims_on(page_with(("text", number)))] == ["stop"]
    source = stream(("reference", ReferenceFactory().pk))
    further = page_with(("text", number), further_references=source)
    assert [str(at.finding.severity) for at in claims_on(further)] == ["warn"]


def test_a_deleted_source_or_question_breaks_nothing():
    page = page_with(
        ("faq", {"title": "", "entries": [999999]}),
        ("evidence", {"title": "x", "finding": "<p>y</p>", "references": [999999]}),
        further_references=stream(("reference", 999999)),
    )
    assert not cites_anything(page, list_passages(page))
    assert check_page(page).stops == ()


@pytest.mark.parametrize("body", ["[]", "null", "not json", json.dumps([{"type": "text"}]), "{}"])
def test_whatever_is_stored_can_be_checked(body):
    page = StandardPage(title="x", purpose="health", body=body)
    assert check_page(page).stops == ()
    assert mark_of(page)


def test_the_mark_follows_the_words_and_not_their_looks():
    before = mark_of(page_with(("text", "<p>One two.</p>")))
    assert mark_of(page_with(("text", "<p>One  <b>two</b>.</p> "))) == before
    assert mark_of(page_with(("text", "<p>One two.</p>"), search_description="x")) != before
    assert mark_of(page_with(("text", "<p>One three.</p>"))) != before


def test_where_the_words_stand_can_be_reached_in_the_editor():
    page = StandardPageFactory(
        body=json.dumps([{"type": "text", "id": "abc", "value": f"<p>{CLAIM}</p>"}]),
        introduction=CLAIM,
    )
    anchors = {at.passage.anchor for at in claims_on(page)}
    assert anchors == {"id_introduction", "block-abc-section"}


def test_what_an_imported_picture_is_said_to_show_is_read_with_the_page():
    image = ClinicImageFactory(description=CLAIM)  # past every form, as an import makes it
    page = StandardPageFactory(purpose="health", picture=image, picture_alt="")
    assert [at.passage.anchor for at in claims_on(page)] == ["id_picture"]
    page.picture_alt = "A quiet room"
    assert claims_on(page) == []

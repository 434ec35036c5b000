"""A question and its answer are read together: a 'yes' or a 'no' alone says nothing, with its question it may be a claim."""

import pytest

from clinic.models import Notice
from forms.models import FormField
from review.claims.finding import find_claims
from review.publishing.page_check import claims_on
from tests.every_page import make_page
from tests.factories import StandardPageFactory
from tests.factories.clinic import stream

CLAIMS = [
    "Who should not have it? Nobody.",
    "Contraindications: none.",
    "Alternatives: none.",
    "Risks: nothing to worry about.",
    "May I drive home afterwards? Sure.",
    "Can I take the wheel after an hour? You bet.",
    "Do I need somebody to drive me? Not here.",
    "Is an escort required? No.",
    "Do I need a prescription? No.",
    "Will Medicare cover the infusions? Yes, always.",
    "Are the infusions covered by my plan? Absolutely.",
    "Does your clinic treat 16-year-olds? We do!",
    "Can my son get it? Of course.",
    "May I continue while breastfeeding? Yes.",
    "Can I stop my antidepressant? Yes, right away.",
    "Can I get it shipped to my home? Yes.",
    "May I inject it myself? Of course, we show you how.",
    "Will it work for everyone? It will.",
    "Does ketamine really help? Absolutely.",
    "Will I feel better? You will.",
    "Could it harm me? No way.",
    "What could go wrong? Nothing.",
    "What can go wrong? Not a thing.",
    "Downsides: we can't think of any.",
    "Is it addictive? Not in the slightest.",
    "Could I get hooked? No chance.",
    "Is ketamine safe? Totally.",
    "Who can have it? Everyone.",
    "Who is it for? Anyone.",
    "How long does it last? Forever.",
    "FDA-approved for depression? Yes.",
    "FDA status: approved",
    "Approved for: depression and anxiety",
    "Home use: allowed",
    "Insurance: covers everything",
    "Children: welcome",
    "Age limit: none",
    "Driving: right after",
    "Downtime: none",
    "Pregnancy: no problem",
    "Medicines: can be stopped",
    "Risks: virtually nil",
    "Side effects: hardly any",
    "Side effects: mild at most",
    "Bladder problems: never",
    "Dependence: does not happen",
    "Risks? Zilch.",
]

RIGHT = [
    "Can I drive the next day? Yes, after a night's sleep.",
    "Can I drive on the same day? No.",
    "Can I drive? Not until the next day.",
    "Does insurance cover it? Some plans do, most don't.",
    "Will my insurance pay for infusions? Usually no.",
    "Do I have to pay if my insurance does not cover it? Yes.",
    "Can my children wait here? No.",
    "Can my daughter come along? Yes, if she is over 18.",
    "Should I tell you that I am pregnant? Yes.",
    "Is pregnancy a reason not to have it? Yes.",
    "Can ketamine harm a pregnancy? It can.",
    "Can I stop at any time? Yes.",
    "Should I go on taking my medicines? Yes, unless your prescriber says otherwise.",
    "Should I stop my medicines first? No.",
    "Can the first talk be from home, by video? Yes.",
    "Can I fill in the form at home? Yes.",
    "Do I need a referral? No.",
    "Do I need a driver? Yes.",
    "Do I need somebody to take me home? Yes, always.",
    "Will it hurt? The needle may sting for a moment.",
    "Does it help everybody? No.",
    "Does it always work? No, for many people it does not.",
    "Is it safe for teens? We treat adults only.",
    "Do you treat veterans? Yes.",
    "Can I take my phone with me? Yes.",
    "Do I need a prescription? Yes, ketamine is prescription-only.",
    "Do I have to come in? Yes.",
    "Can I get a superbill for my insurance? Yes.",
    "Will you help me with my plan's papers? Yes, we will.",
    "Can I have a copy? Of course.",
    "Is the first call free? Yes.",
    "Can ketamine be dangerous? Yes.",
    "Is there a wheelchair ramp? There is.",
    "Can I use my HSA? Yes, in many cases.",
    "Can I stay with my wife while she gets the infusion? Yes.",
    "Do I need to bring a driver when I only come for a talk? No.",
    "Can I take my blood pressure pills that morning? Yes.",
    "Do you see patients who take lithium? Yes.",
    "Does Spravato need a prescription? Yes.",
    "Can I eat at home before I come? Yes, up to six hours before.",
    "Is it addictive? It can be, mostly with frequent use.",
    "What can go wrong? Blood pressure can rise.",
    "Does it last? For many people it fades.",
    "Who can come with me? Anyone.",
    "Who is it for? Adults with depression, after an examination.",
    "How long does the visit last? Two hours.",
    "How long does it last? Some weeks, for many.",
    "Is Spravato approved for depression? Yes.",
    "Is ketamine FDA-approved as an anesthetic? Yes.",
    "Is it FDA-approved for depression? No.",
    "FDA status: off-label",
    "Approved for: anesthesia",
    "Home use: not offered",
    "Insurance: ask your plan",
    "Insurance: accepted for the first visit only",
    "Children: please leave them at home",
    "Age limit: 18 and over",
    "Driving: the next day, after a night's sleep",
    "Downtime: the rest of the day",
    "Medicines: bring your list",
    "Side effects: nausea, dizziness and more",
    "Memory loss: it can happen with frequent use",
    "Parking: no problem",
]


@pytest.mark.parametrize("text", CLAIMS)
def test_an_answer_that_no_reader_may_be_given_is_stopped(text):
    assert any(finding.stops for finding in find_claims(text)), text


@pytest.mark.parametrize("text", CLAIMS)
def test_it_is_stopped_where_the_question_stands_in_a_field_of_its_own(text):
    question, mark, answer = text.partition("?" if "?" in text else ":")
    found = find_claims(answer.strip(), heading=question + mark)
    assert any(finding.stops for finding in found), text


@pytest.mark.parametrize("text", RIGHT)
def test_an_honest_answer_passes(text):
    assert not any(finding.stops for finding in find_claims(text)), text


@pytest.mark.parametrize(
    "text",
    [
        "Will I be able to drive? Call 911 if you feel unwell on the way.",
        "Can I get it at home? Yes, and call 911 if something goes wrong.",
    ],
)
def test_what_names_help_is_never_stopped(text):
    assert not any(finding.stops for finding in find_claims(text))


@pytest.mark.parametrize(
    ("field", "words"),
    [("risks", "None."), ("who_should_not", "Nobody."), ("alternatives", "There are none.")],
)
@pytest.mark.django_db
def test_a_list_is_read_with_the_heading_that_its_page_gives_it(field, words):
    page = make_page("ServicePage")
    setattr(page, field, stream(("item", f"<p>{words}</p>")))
    assert any(at.finding.stops and at.passage.field == field for at in claims_on(page))
    setattr(page, field, stream(("item", "<p>Headache and nausea.</p>")))
    assert not any(at.finding.stops and at.passage.field == field for at in claims_on(page))


def stops_in_table(headings, cells):
    """Return what stops a page with a table of one row under these headings."""
    columns = [{"type": "text", "heading": heading} for heading in headings]
    table = {"columns": columns, "rows": [{"values": list(cells)}], "caption": ""}
    page = make_page("StandardPage", purpose="health")
    page.body = stream(("comparison_table", {"caption": "Both", "table": table, "note": ""}))
    return [at for at in claims_on(page) if at.finding.stops]


@pytest.mark.django_db
def test_in_a_column_on_esketamine_a_bare_yes_may_be_right():
    cells = ["FDA status", "Off-label", "Approved"]
    assert stops_in_table(["", "IV ketamine", "Spravato"], cells) == []
    assert stops_in_table(["", "Spravato", "IV ketamine"], cells)


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (["", "Spravato", "Ketamine"], ["Side effects", "Many", "None"]),
        (["Medicine", "Year", "Side effects"], ["Ketamine", "1970", "None"]),
    ],
)
@pytest.mark.django_db
def test_a_cell_of_a_table_is_read_with_its_row_and_its_column(headings, cells):
    assert stops_in_table(headings, cells)
    assert not stops_in_table(headings, [cell if cell != "None" else "Headache" for cell in cells])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("title", "introduction", "Not at all."),
        ("introduction", "body", "No."),
        ("seo_title", "search_description", "No."),
    ],
)
def test_a_title_is_read_with_what_stands_under_it(before, after, said):
    body = f'[{{"type": "text", "value": "<p>{said}</p>"}}]'
    words = {before: "Is ketamine addictive?", after: body if after == "body" else said}
    page = StandardPageFactory.build(**{"title": "Safety", "introduction": "", **words})
    assert [str(at.finding.kind) for at in claims_on(page) if at.finding.stops] == ["Addiction"]
    calm = {**words, after: words[after].replace(said, "It can be.")}
    page = StandardPageFactory.build(**{"title": "Safety", "introduction": "", **calm})
    assert [at for at in claims_on(page) if at.finding.stops] == []


@pytest.mark.django_db
def test_a_notice_and_a_row_of_a_form_are_read_with_their_heads():
    notice = Notice(title="Are there side effects?", text="<p>None.</p>")
    row = FormField(label="Do you know of any risks?", help_text="There are none.")
    for thing in (notice, row):
        assert any(at.finding.stops for at in claims_on(thing))

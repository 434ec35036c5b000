"""Small corrections: a slip of the pen is one; another sense, a link, or many small steps are none."""

import re

import pytest
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from review.models import Correction
from tests.review.around import SMALL, publish_text, stored_body
from tests.review.reviewing import approved
from tests.review.writing import PUBLISH, edit_url, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def unread_page(page):
    """A live health page that no reviewer has approved."""
    publish_text(page, unread_page_text())
    return page


def spoil(word: str) -> str:
    """Return `word` with its last letter typed twice."""
    return re.sub(r"(\w)(\W*)$", r"\1\1\2", word)


def mend(word: str) -> str:
    return re.sub(r"(\w)\1(\W*)$", r"\1\2", word)


def unread_page_text() -> str:
    right = "People quietly arrive, people rest, people drink water, nurses visit them briefly, everybody talks together."
    return " ".join(spoil(word) for word in right.split())


def test_small_steps_make_no_large_one_on_a_page_without_approval_either(editor, unread_page):
    words = unread_page_text().split()
    for count in range(len(words)):
        words[count] = mend(words[count])
        editor.post(edit_url(unread_page), typed(" ".join(words), **SMALL, **PUBLISH))
    stored = stored_body(unread_page)
    assert "quietly" in stored and "togetherr" in stored


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Stay for two hours after the infusion, please.",
            "Stay for one hour after the infusion, please.",
        ),
        (
            "It raises the blood pressure for a short while.",
            "It lowers the blood pressure for a short while.",
        ),
        ("A rise in blood pressure is likely here.", "A rise in blood pressure is unlikely here."),
        ("Frequent use is harmful for the bladder.", "Frequent use is harmless for the bladder."),
        (
            "You rest with us for some hours afterwards.",
            "You rest with us for some minutes afterwards.",
        ),
        ("People who are pregnant wait with this.", "People who are pregnant start with this."),
        ("It is given by a nurse in the room.", "It is given by a helper in the room."),
        ("The effect often fades after some weeks.", "The effect rarely fades after some weeks."),
        ("You will get .5 mg a kilogram in the arm.", "You will get 5 mg a kilogram in the arm."),
        (
            "It changed by –3 points on the usual scale.",
            "It changed by 3 points on the usual scale.",
        ),
        ("Plan 2 – 4 visits to this clinic of ours.", "Plan 2 4 visits to this clinic of ours."),
        ("Ketamine is given in a room of its own.", "Esketamine is given in a room of its own."),
        ("It was tried in male patients so far.", "It was tried in female patients so far."),
        ("We treat women in the room to the left.", "We treat men in the room to the left."),
        ("Tell us of hydroxyzine before your visit.", "Tell us of hydralazine before your visit."),
        (
            "Sending it by mail is legal in this state.",
            "Sending it by mail is lethal in this state.",
        ),
        (
            "Who rests here? Is it quiet? Ask the nurse.",
            "Who rests here? It is quiet. Ask the nurse.",
        ),
        (
            "Talk with your therapist about this first.",
            "Talk with your the rapist about this first.",
        ),
        (
            "Come with somebody who drives you home.",
            "Come with somebody who drives you home. Sleep gets better as well and so does grief.",
        ),
    ],
)
def test_another_sense_is_no_small_correction(old, new, editor, page):
    publish_text(page, old)
    approved(page)
    response = editor.post(edit_url(page), typed(new, **SMALL, **PUBLISH))
    assert response.status_code == 200, new
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Your nurse stays in teh room with you.", "Your nurse stays in the room with you."),
        ("We cal you back , as a rule.", "We call you back, as a rule."),
        ("You you may bring a blanket of your own.", "You may bring a blanket of your own."),
        ("Your nurse stays in the ro om with you.", "Your nurse stays in the room with you."),
        ("Ask the the nurses for an blanket.", "Ask the nurses for a blanket."),
        (
            "It occured in some people who recieved it.",
            "It occurred in some people who received it.",
        ),
        (
            "The infussion is given thru a vein of the arm.",
            "The infusion is given through a vein of the arm.",
        ),
    ],
)
def test_a_slip_of_the_pen_is_one(old, new, editor, page):
    publish_text(page, old)
    approved(page)
    assert editor.post(edit_url(page), typed(new, **SMALL, **PUBLISH)).status_code == 302
    assert Correction.objects.exists()


def test_where_a_link_leads_is_no_slip_of_the_pen(editor, page):
    link = '<a href="https://{}.example/">Read more of it there.</a>'
    publish_text(page, link.format("old").replace('"', '\\"'))
    approved(page)
    body = streamfield([("text", rich_text(f"<p>{link.format('new')}</p>"))])
    data = {**typed(""), **nested_form_data({"body": body}), **SMALL, **PUBLISH}
    assert editor.post(edit_url(page), data).status_code == 200
    assert not Correction.objects.exists()

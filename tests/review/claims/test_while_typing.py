"""Findings while somebody types, and 'False alarm': kept with who, decided by a reviewer alone."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from review.claims.finding import find_claims
from review.models import FalseAlarm
from review.publishing.page_check import find_in_text
from staff import roles
from tests.review.writing import CALM, CLAIM, PUBLISH, edit_url, typed
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
URL = "/admin/review/check/"


def said(client, **values):
    return client.post(reverse("review_check"), values)


def test_each_sentence_is_answered_with_why_and_what_to_say_instead(editor):
    found = said(editor, text=f"{CALM} {CLAIM}").json()["findings"]
    assert [f["sentence"] for f in found] == [CLAIM]
    assert found[0]["stops"] and found[0]["words"] == "non-addictive"
    expected = find_claims(CLAIM)[0]
    assert (found[0]["why"], found[0]["instead"]) == (str(expected.why), str(expected.instead))
    assert said(editor, text=CALM).json() == {"findings": []}


def test_a_mark_of_a_source_is_one_and_an_address_is_no_text(editor):
    number = "In one trial 64% of people responded."
    assert not any(f["stops"] for f in said(editor, text=f"{number}[source]").json()["findings"])
    assert said(editor, text="guaranteed cure", field="slug").json() == {"findings": []}


def test_only_staff_ask_and_nothing_is_kept(client, editor):
    assert said(client, text=CLAIM).status_code == 302
    assert editor.get(URL).status_code == 405
    said(editor, text=CLAIM)
    assert not FalseAlarm.objects.exists()


def test_the_editor_carries_the_script_and_no_inline_one(editor, page):
    soup = BeautifulSoup(editor.get(edit_url(page)).content, "html.parser")
    assert soup.select('script[src*="admin/findings"]')
    assert soup.select_one("script#review-live")["type"] == "application/json"


def press(client, sentence=CLAIM):
    return client.post(
        reverse("review_false_alarm"), {"sentence": sentence, "words": "non-addictive"}
    )


def decide(client, **values):
    alarm = FalseAlarm.objects.get()
    return client.post(reverse("false_alarms:edit", args=(alarm.pk,)), values)


def test_a_false_alarm_is_kept_with_who_and_changes_nothing_by_itself(
    editor, page, published_at_once
):
    assert "Kept with your name" in press(editor).json()["said"]
    press(sign_in(roles.REVIEWER))
    alarm = FalseAlarm.objects.get()
    assert (alarm.account, alarm.times, alarm.state) == (editor.user, 2, "open")
    assert editor.post(edit_url(page), typed(CLAIM, **PUBLISH)).status_code == 200


@pytest.mark.parametrize("role", [roles.EDITOR, roles.ADMINISTRATOR])
def test_nobody_but_a_reviewer_decides(role, editor):
    press(editor)
    decide(sign_in(role), state="stands", reason="I say so.")
    assert FalseAlarm.objects.get().state == "open"


def test_a_reviewer_decides_with_a_reason_and_only_that_sentence_passes(
    editor, reviewer, page, published_at_once
):
    press(editor)
    assert decide(reviewer, state="stands", reason=" ").status_code == 200
    assert FalseAlarm.objects.get().state == "open"
    assert decide(reviewer, state="stands", reason="It quotes the label.").status_code == 302
    alarm = FalseAlarm.objects.get()
    assert (alarm.state, alarm.decided_by) == ("stands", reviewer.user)
    assert editor.post(edit_url(page), typed(CLAIM, **PUBLISH)).status_code == 302
    assert find_in_text("Our ketamine is non-addictive.")
    decide(reviewer, state="found", reason="Not after all.")
    assert find_in_text(CLAIM)

"""Working on a request: what each button does, what it refuses, and what goes on record."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms.models import Consent, Event, Submission
from forms.requests import workflow
from forms.requests.models import ConsentType
from staff import roles
from tests.factories.forms import (
    ConsentFactory,
    FormPageFactory,
    SubmissionFactory,
)
from tests.forms.requests.inbox.screens import actions, press, screen
from tests.staff.people import make_user

pytestmark = pytest.mark.django_db
Status, Verdict = Submission.Status, Submission.Verdict


# --- Reading -----------------------------------------------------------------------------------
@pytest.mark.parametrize("agreed", [True, False, "withdrawn"])
def test_text_messages_need_their_own_consent(desk, agreed):
    request = SubmissionFactory(how="text")
    if agreed:
        withdrawn = timezone.now() if agreed == "withdrawn" else None
        ConsentFactory(submission=request, kind=ConsentType.TEXT, withdrawn_at=withdrawn)
    reach = screen(desk, request).select_one(".inbox-reach")
    assert bool(reach.select("a[href^='sms:']")) == (agreed is True)
    assert ("Did not agree to text messages" in reach.text) == (agreed is not True)


def test_the_screen_shows_what_was_asked_and_answered(desk):
    request = SubmissionFactory(name="Ann", phone="+17035550142", email="ann@visitor.example")
    ConsentFactory(submission=request, wording="You may contact me about this.")
    soup = screen(desk, request)
    answers = {
        row.dt.get_text(strip=True): row.dd.get_text(strip=True)
        for row in soup.select(".inbox-answers dl > div")
    }
    assert answers["First name"] == "Ann"
    assert answers["How?"] == "Call me"
    assert soup.select_one(".inbox-call")["href"] == "tel:+17035550142"
    assert soup.select_one(".inbox-reach a[href^=mailto]")["href"] == "mailto:ann@visitor.example"
    assert "You may contact me about this." in soup.select_one(".inbox-consents").text


def test_answers_are_shown_under_the_labels_of_their_day(desk):
    page = FormPageFactory()
    request = SubmissionFactory(page=page)
    page.form_fields.all().delete()
    assert "Telephone" in screen(desk, request).select_one(".inbox-answers").text


def test_every_reading_goes_on_record_once(desk):
    request = SubmissionFactory(name="Zephyrine")
    screen(desk, request)
    entry = ModelLogEntry.objects.get(action="requests.view")
    assert (entry.user, entry.object_id, entry.label) == (
        desk.user,
        str(request.pk),
        f"Request #{request.pk}",
    )
    assert "Zephyrine" not in str(entry.data)


def test_what_visitors_typed_can_be_no_script(desk):
    request = SubmissionFactory(name="<script>alert(1)</script>", email='"><img src=x>@x.example')
    for address in (f"detail/{request.pk}", "list/all"):
        name, argument = address.split("/")
        content = desk.get(reverse(f"inbox:{name}", args=[argument])).content.decode()
        assert "&lt;script&gt;alert(1)" in content
        assert "<script>alert(1)" not in content and "<img src=x>" not in content


def test_discretion_is_said_plainly(desk):
    request = SubmissionFactory()
    request.schema += [
        {"key": "f_vm", "kind": "voicemail", "label": "Voicemail?", "options": [["no", "No"]]},
        {"key": "f_say", "kind": "say_clinic", "label": "Name?", "options": [["no", "No"]]},
    ]
    request.form_data |= {"f_vm": "no", "f_say": "no"}
    request.save()
    reach = screen(desk, request).select_one(".inbox-reach").text
    assert "No voicemail." in reach
    assert "Do not say the clinic’s name." in reach


# --- Working -----------------------------------------------------------------------------------
def test_an_outcome_is_one_click(desk):
    request = SubmissionFactory()
    response = press(desk, "call", request, outcome="voicemail")
    assert response["Location"] == reverse("inbox:detail", args=[request.pk])
    request.refresh_from_db()
    assert (request.status, request.attempts, request.owner) == (Status.ATTEMPTING, 1, desk.user)
    assert request.first_attempt_at and request.next_due > timezone.now()
    assert actions(action__startswith="requests.call") == ["requests.call"]


def test_every_outcome_has_its_button_and_there_is_no_room_for_notes(desk):
    soup = screen(desk, SubmissionFactory())
    buttons = soup.select("form.inbox-outcomes button[name=outcome]")
    assert [button["value"] for button in buttons] == Event.Outcome.values
    assert not soup.select(".inbox textarea")


@pytest.mark.parametrize("status", Status.values)
def test_only_allowed_moves_are_offered(desk, status):
    request = SubmissionFactory(
        status=status, attempts=1, closing_reason="declined" if status == "closed" else ""
    )
    offered = [option["value"] for option in screen(desk, request).select("select#status option")]
    assert offered == list(Submission.MOVES[status])


@pytest.mark.parametrize(
    ("now", "then", "sentence"),
    [
        ("booked", "attempting", "can&#x27;t become"),
        ("attempting", "new", "can&#x27;t become"),
        ("new", "nonsense", "Choose a status"),
        ("new", "closed", "Say why it is closed"),
    ],
)
def test_other_moves_are_refused_with_a_sentence(desk, now, then, sentence):
    request = SubmissionFactory(status=now)
    response = press(desk, "move", request, status=then)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    request.refresh_from_db()
    assert request.status == now


def test_closing_needs_a_reason_and_reopening_takes_it_back(desk):
    request = SubmissionFactory()
    press(desk, "move", request, status="closed", reason="declined")
    request.refresh_from_db()
    assert (request.status, request.closing_reason) == (Status.CLOSED, "declined")
    press(desk, "move", request, status="attempting")
    request.refresh_from_db()
    assert (request.status, request.closing_reason) == (Status.ATTEMPTING, "")


def test_taking_and_handing_over(desk):
    request = SubmissionFactory()
    colleague = make_user("finn", roles.FRONT_DESK, first_name="Finn", last_name="F")
    press(desk, "owner", request, owner=desk.user.pk)
    request.refresh_from_db()
    assert request.owner == desk.user
    press(desk, "owner", request, owner=colleague.pk)
    request.refresh_from_db()
    assert request.owner == colleague
    assert "Finn F" in screen(desk, request).select_one(".inbox-log").text
    press(desk, "owner", request, owner="")
    request.refresh_from_db()
    assert request.owner is None


def test_nobody_is_handed_a_request_that_they_may_not_read(desk):
    request = SubmissionFactory()
    editor = make_user("ella", roles.EDITOR)
    response = press(desk, "owner", request, owner=editor.pk)
    assert response.status_code == 400
    offered = screen(desk, request).select("select#owner option")
    assert str(editor.pk) not in [option["value"] for option in offered]


@pytest.mark.parametrize(
    ("typed", "hour"), [("2030-05-02T10:30", 10), ("2030-05-02", 17), ("2030-05-02T10:30:00", 10)]
)
def test_a_next_action_has_a_day_and_a_time(desk, typed, hour):
    request = SubmissionFactory()
    press(desk, "next", request, action="call", due=typed)
    request.refresh_from_db()
    assert request.next_action == "call"
    assert timezone.localtime(request.next_due).hour == hour


@pytest.mark.parametrize(
    "typed", ["", "soon", "2030-13-45", "0001-01-01", "9999-12-31T23:59", "🌊"]
)
def test_a_next_action_without_a_sensible_day_is_refused(desk, typed):
    request = SubmissionFactory()
    response = press(desk, "next", request, action="call", due=typed)
    assert response.status_code == 400
    assert "Say until when" in response.content.decode()


def test_an_estimate_that_was_sent_is_noted(desk):
    request = SubmissionFactory(wants_estimate=True, estimate_due=timezone.now())
    press(desk, "estimate", request)
    request.refresh_from_db()
    assert request.estimate_sent_at


def test_three_attempts_over_five_days_suggest_to_close(desk, monkeypatch):
    request = SubmissionFactory(
        status=Status.ATTEMPTING, attempts=3, first_attempt_at=timezone.now() - timedelta(days=10)
    )
    button = screen(desk, request).select_one("button[name=status][value=closed]")
    assert "unreachable" in button.text
    press(desk, "move", request, status="closed", reason="unreachable")
    request.refresh_from_db()
    assert request.closing_reason == "unreachable"


# --- Keeping and deleting ----------------------------------------------------------------------
def test_a_legal_hold_is_the_managers_and_stops_deletion(desk, manager):
    request = SubmissionFactory()
    assert press(desk, "hold", request, on="1").status_code == 302
    request.refresh_from_db()
    assert not request.legal_hold
    press(manager, "hold", request, on="1")
    request.refresh_from_db()
    assert request.legal_hold
    response = press(manager, "delete", request)
    assert response.status_code == 409
    assert "legal hold" in response.content.decode()
    assert Submission.objects.filter(pk=request.pk).exists()


def test_deleting_asks_first_keeps_the_consent_and_is_on_record(manager):
    request = SubmissionFactory(name="Zephyrine")
    ConsentFactory(submission=request)
    url = reverse("inbox:delete", args=[request.pk])
    assert manager.get(url).status_code == 200
    assert Submission.objects.count() == 1
    number = request.pk
    assert press(manager, "delete", request)["Location"] == reverse("inbox:index")
    assert Submission.objects.count() == 0
    assert Consent.objects.count() == 1
    entry = ModelLogEntry.objects.get(action="requests.delete")
    assert (entry.label, entry.object_id, entry.user) == (
        f"Request #{number}",
        str(number),
        manager.user,
    )


def test_the_log_of_a_whole_life_holds_nothing_personal(desk, manager):
    request = SubmissionFactory(name="Zephyrine", phone="+17035557777", email="z@visitor.example")
    for outcome in ("no_answer", "voicemail", "spoke", "booked"):
        press(desk, "call", request, outcome=outcome)
    press(desk, "next", request, action="book", due="2030-01-02")
    press(desk, "owner", request, owner="")
    press(manager, "hold", request, on="1")
    press(manager, "hold", request, on="0")
    press(desk, "move", request, status="closed", reason="patient")
    press(manager, "delete", request)
    assert ModelLogEntry.objects.count() > 15
    for entry in ModelLogEntry.objects.all():
        text = f"{entry.label} {entry.data}"
        for personal in ("Zephyrine", "7777", "visitor"):
            assert personal not in text


def test_the_events_read_like_sentences(desk):
    request = SubmissionFactory()
    press(desk, "call", request, outcome="no_answer")
    press(desk, "move", request, status="closed", reason="declined")
    lines = [
        line.get_text(" ", strip=True) for line in screen(desk, request).select(".inbox-log li")
    ]
    assert any("Attempt : No answer" in line or "Attempt: No answer" in line for line in lines)
    assert any("Attempting → Closed, Declined" in line for line in lines)
    assert all("Dana" in line for line in lines)


def test_the_way_through_a_list(desk):
    now = timezone.now()
    first = SubmissionFactory(due_at=now + timedelta(hours=1))
    second = SubmissionFactory(due_at=now + timedelta(hours=2))
    url = f"{reverse('inbox:detail', args=[first.pk])}?view=new"
    soup = BeautifulSoup(desk.get(url).content, "html.parser")
    assert soup.select_one("[data-inbox-next]")["href"] == (
        f"{reverse('inbox:detail', args=[second.pk])}?view=new"
    )
    assert soup.select_one("[data-inbox-back]")["href"] == reverse("inbox:list", args=["new"])
    response = press(desk, "call", first, outcome="booked", view="new")
    assert response["Location"].endswith("?view=new")
    worked = BeautifulSoup(desk.get(response["Location"]).content, "html.parser")
    assert str(second.pk) in worked.select_one("[data-inbox-next]")["href"]
    assert (
        desk.get(f"{reverse('inbox:detail', args=[first.pk])}?view=%3Cscript%3E").status_code == 200
    )


def test_moving_is_the_workflows_alone(desk, monkeypatch):
    """The inbox holds no second copy of the rules."""
    seen = []
    monkeypatch.setattr(workflow, "change_status", lambda *args, **more: seen.append(args[1]))
    request = SubmissionFactory()
    press(desk, "move", request, status="attempting")
    assert seen == ["attempting"]

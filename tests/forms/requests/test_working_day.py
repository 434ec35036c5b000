"""The working day: undo, correction, several at once, saved views, the call sheet, honest figures, 50,000 rows."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from cryptography.fernet import Fernet
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from clinic.layout import current_hours
from forms.models import Event, OutboxMessage, SavedView, Submission
from forms.requests import lists, workflow
from forms.requests.inbox.data import reports
from forms.requests.inbox.lists import lock
from forms.requests.inbox.lists.paging import read_page
from forms.requests.models import ConsentType, EventType
from forms.requests.privacy import consents
from forms.requests.workflow.undo import FIELDS
from staff import roles
from staff.models import AuditEntry
from staff.trail import chain
from tests.factories.clinic import LocationFactory
from tests.factories.forms import (
    ConsentFactory,
    FormPageFactory,
    SubmissionFactory,
    member_of,
    request_settings,
)
from tests.staff.people import sign_in

from .test_inbox_work import press, screen

pytestmark = pytest.mark.django_db
Status = Submission.Status


@pytest.fixture
def desk():
    return sign_in(roles.FRONT_DESK, first_name="Dana")


def state(request):
    request.refresh_from_db()
    return {name: getattr(request, name) for name in FIELDS}


def take_back(client, request):
    button = screen(client, request).select_one(".inbox-undo button[name=event]")
    return press(client, "undo", request, event=button["value"])


# --- Undo --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("action", "values"),
    [
        *[("call", {"outcome": outcome}) for outcome in Event.Outcome.values],
        ("move", {"status": "booked"}),
        ("move", {"status": "closed", "reason": "declined"}),
        ("owner", {"owner": ""}),
        ("next", {"action": "call", "due": "2030-05-02"}),
        ("estimate", {}),
        ("verdict", {"verdict": "suspect"}),
    ],
)
def test_one_press_puts_everything_back(desk, action, values):
    colleague = member_of(roles.FRONT_DESK)
    request = SubmissionFactory(
        page=FormPageFactory(), due_at=timezone.now(), wants_estimate=True, next_action="estimate",
        estimate_due=timezone.now(), owner=colleague, content_key="a" * 64,
    )  # fmt: skip
    notice = OutboxMessage.objects.create(submission=request, kind="notice", dedup_key="one")
    before = state(request)
    press(desk, action, request, **values)
    assert state(request) != before
    OutboxMessage.objects.filter(pk=notice.pk).update(state="skipped")
    assert take_back(desk, request).status_code == 302
    assert state(request) == before
    notice.refresh_from_db()
    assert notice.state == "waiting"
    assert ModelLogEntry.objects.filter(action="requests.undo", user=desk.user).count() == 1
    assert not screen(desk, request).select(".inbox-undo")


def test_what_was_mailed_is_said_and_a_new_notice_is_dropped(desk):
    request_settings()
    for sent in (False, True):
        request = SubmissionFactory(page=FormPageFactory(), verdict="suspect")
        press(desk, "verdict", request, verdict="passed")
        if sent:
            request.messages.update(state="sent")
        take_back(desk, request)
        assert request.messages.count() == sent
        said = screen(desk, request).find_all(string=lambda text: "can’t be taken back" in text)
        assert bool(said) == sent


def test_only_who_pressed_it_within_a_minute_and_only_once(desk):
    request = SubmissionFactory()
    press(desk, "call", request, outcome="booked")
    number = Event.objects.get(before__isnull=False).pk
    other = sign_in(roles.FRONT_DESK)
    assert not screen(other, request).select(".inbox-undo")
    assert press(other, "undo", request, event=number).status_code == 400
    Event.objects.update(at=timezone.now() - timedelta(seconds=70))
    answer = press(desk, "undo", request, event=number)
    assert "The minute is over" in answer.content.decode()
    request.refresh_from_db()
    assert request.status == Status.BOOKED


def test_nothing_that_came_later_is_overwritten(desk):
    request = SubmissionFactory()
    press(desk, "call", request, outcome="booked")
    number = Event.objects.get(before__isnull=False).pk
    Event.objects.create(submission=request, kind=EventType.RESENT)
    assert "Something else happened" in press(desk, "undo", request, event=number).content.decode()


# --- Correction --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("now", "then"),
    [(a, b) for n, a in enumerate(Status.values) for b in Status.values[:n]],
)
def test_every_status_can_be_set_back_with_a_reason(desk, now, then):
    request = SubmissionFactory(
        status=now, attempts=1, first_attempt_at=timezone.now(),
        closing_reason="declined" if now == "closed" else "",
    )  # fmt: skip
    assert press(desk, "correct", request, status=then).status_code == 400
    assert press(desk, "correct", request, status=then, reason="mistake").status_code == 302
    request.refresh_from_db()
    assert (request.status, request.closing_reason) == (then, "")
    assert (request.attempts == 0) == (then == "new")
    assert ModelLogEntry.objects.filter(action="requests.correct").count() == 1


def test_a_booking_that_was_none_counts_in_no_figure(desk):
    undone, corrected, cancelled = SubmissionFactory.create_batch(3)
    for request in (undone, corrected, cancelled):
        press(desk, "call", request, outcome="booked")
    take_back(desk, undone)
    press(desk, "correct", corrected, status="attempting", reason="mistake")
    press(desk, "correct", cancelled, status="contacted", reason="cancelled")
    assert reports.read_figures(4)[2].booked == 1


def test_a_withdrawal_entered_by_mistake_is_taken_back(desk):
    request = SubmissionFactory()
    ConsentFactory(submission=request, kind=ConsentType.TEXT)
    ConsentFactory(submission=request, kind=ConsentType.CONTACT)
    press(
        desk,
        "withdraw",
        request,
        kind="consent_contact",
        how="phone",
        day=str(timezone.localdate()),
    )
    assert not consents.read_standing(request).may_contact
    line = request.consents.get(kind=ConsentType.CONTACT, given=False)
    assert press(desk, "retract", request, line=line.pk).status_code == 302
    stands = consents.read_standing(request)
    assert stands.may_contact and stands.may_text
    assert press(desk, "retract", request, line=line.pk).status_code == 400
    assert ModelLogEntry.objects.filter(action="requests.retract").count() == 1


@pytest.mark.parametrize("taken_back", [ConsentType.CONTACT, ConsentType.TEXT])
@pytest.mark.parametrize("days_later", [0, 1])
def test_of_two_withdrawals_the_other_one_still_stands(desk, taken_back, days_later):
    """STOP by text, then 'leave me alone', on one day or on two: one was an error, the other was said."""
    request, now = SubmissionFactory(), timezone.now()
    kinds = (ConsentType.TEXT, ConsentType.CONTACT)
    for kind in kinds:
        ConsentFactory(submission=request, kind=kind, given_at=now - timedelta(days=5))
    for kind, day in zip(kinds, (3, 3 - days_later), strict=True):
        day = str(timezone.localdate() - timedelta(days=day))
        press(desk, "withdraw", request, kind=kind, how="text", day=day)
    line = request.consents.filter(given=False, kind=taken_back).earliest("pk")
    press(desk, "retract", request, line=line.pk)
    stands = consents.read_standing(request)
    assert stands.may_contact == (taken_back == ConsentType.CONTACT)
    assert not stands.may_text
    # What ended stays ended on the lines as well: exports and the person's file read those.
    agreed = request.consents.filter(given=True)
    assert agreed.get(kind=ConsentType.TEXT).withdrawn_at
    assert bool(agreed.get(kind=ConsentType.CONTACT).withdrawn_at) == (not stands.may_contact)


def test_all_can_be_done_with_answers_whose_key_is_gone(desk, settings):
    """The request is still somebody's: it can be called spam or none, moved, handed over, and all of it undone."""
    page, soon = FormPageFactory(), timezone.localdate() + timedelta(days=40)
    presses = [
        ("call", {"outcome": "spoke"}), ("move", {"status": "closed", "reason": "declined"}), ("owner", {"owner": ""}),
        ("next", {"action": "call", "due": f"{soon}"}), ("estimate", {}), ("verdict", {"verdict": "suspect"}),
        ("verdict", {"verdict": "passed"}), ("deletion", {"day": f"{soon}"}), ("merge", {}),
    ]  # fmt: skip
    home = {"page": page, "phone": "+17035550142", "how": "email", "email": "ann@visitor.example"}
    requests = [
        SubmissionFactory(
            **home, wants_estimate=True, owner=member_of(roles.FRONT_DESK),
            verdict="suspect" if values == {"verdict": "passed"} else "passed",
        )
        for _action, values in presses
    ]  # fmt: skip
    other = SubmissionFactory(**home)
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    undone = 0
    for (action, values), made in zip(presses, requests, strict=True):
        request = Submission.objects.without_answers().get(pk=made.pk)
        if action == "merge":
            values = {"other": other.pk}
        assert press(desk, action, request, **values).status_code == 302, (action, values)
        if screen(desk, request).select(".inbox-undo"):
            assert take_back(desk, request).status_code == 302
            undone += 1
    assert undone == len(presses) - 1  # a day of deletion is called off, not undone


# --- Several -----------------------------------------------------------------------------------
def several(client, requests, do, marks=None, view="all"):
    marks = marks or lock.mark_states(requests)
    data = {f"version-{number}": mark for number, mark in marks.items()}
    numbers = [request.pk for request in requests]
    return client.post(
        reverse("inbox:bulk"), {**data, "number": numbers, "do": do, "view": view}, follow=True
    )


def said(response):
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(tag.get_text(" ", strip=True) for tag in page.select(".messages, .inbox-undo"))


def test_several_at_once_says_what_was_done_and_what_was_not(desk):
    one, other, closed, held, gone = SubmissionFactory.create_batch(5)
    Submission.objects.filter(pk=closed.pk).update(status="closed", closing_reason="declined")
    Submission.objects.filter(pk=held.pk).update(verdict="suspect")
    requests = list(Submission.objects.all())
    marks = lock.mark_states(requests)
    workflow.change_status(other, "contacted", by=member_of(roles.FRONT_DESK))
    Submission.objects.filter(pk=gone.pk).delete()
    text = said(several(desk, requests, "outcome:voicemail", marks))
    assert f"1 request done: #{one.pk}." in text
    for request, why in (
        (other, "changed this request"), (closed, "Reopen it first"),
        (held, "Judge it first"), (gone, "deleted"),
    ):  # fmt: skip
        assert f"Not done: #{request.pk}." in text and why in text
    one.refresh_from_db()
    assert (one.attempts, one.owner) == (1, desk.user)
    assert ModelLogEntry.objects.filter(action="requests.call").count() == 1


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        ("close:declined", ("closed", "declined", "passed")),
        ("verdict:spam", ("closed", "spam", "suspect")),
        ("outcome:booked", ("booked", "", "passed")),
    ],
)
def test_each_thing_to_do_with_several(desk, do, expected):
    requests = SubmissionFactory.create_batch(3)
    several(desk, requests, do)
    rows = Submission.objects.values_list("status", "closing_reason", "verdict")
    assert set(rows) == {expected}
    take_back(desk, requests[0])
    assert Submission.objects.filter(status="new").count() == 1


def test_several_are_taken_back_by_one_press(desk):
    requests = SubmissionFactory.create_batch(4)
    before = [state(request) for request in requests]
    answer = several(desk, requests, "close:declined", view="new")
    button = BeautifulSoup(answer.content, "html.parser").select_one(".inbox-undo")
    assert button["action"] == reverse("inbox:bulk_undo")
    assert "4 requests done" in button.text
    # A colleague works on one of them meanwhile, and one is deleted.
    colleague = sign_in(roles.FRONT_DESK)
    assert not BeautifulSoup(
        colleague.get(reverse("inbox:list", args=["new"])).content, "html.parser"
    ).select(".inbox-undo")
    press(colleague, "move", requests[1], status="contacted")
    Submission.objects.filter(pk=requests[3].pk).delete()
    assert "nothing to undo" in said(colleague.post(reverse("inbox:bulk_undo"), follow=True))
    text = said(desk.post(reverse("inbox:bulk_undo"), {"view": "new"}, follow=True))
    assert f"Undone: #{requests[0].pk}, #{requests[2].pk} are as they were before." in text
    assert f"Not done: #{requests[1].pk}. Something else happened" in text
    assert [state(requests[n]) for n in (0, 2)] == [before[0], before[2]]
    requests[1].refresh_from_db()
    assert requests[1].status == "contacted"
    # Once, and for a minute.
    assert "nothing to undo" in said(desk.post(reverse("inbox:bulk_undo"), follow=True))
    several(desk, [requests[0]], "outcome:voicemail", view="new")
    Event.objects.update(at=timezone.now() - timedelta(seconds=61))
    assert "done" not in said(desk.get(reverse("inbox:list", args=["new"])))


def test_several_needs_ticks_a_choice_and_the_right(desk):
    request = SubmissionFactory()
    assert "Nothing is ticked" in said(several(desk, [], "close:declined"))
    assert "Choose what to do" in said(several(desk, [request], "close:spam"))
    several(sign_in(roles.EDITOR), [request], "close:declined")
    request.refresh_from_db()
    assert request.status == "new"


# --- Figures -----------------------------------------------------------------------------------
def test_in_time_counts_what_was_due():
    now = timezone.now()
    for _n in range(2):
        SubmissionFactory(
            first_attempt_at=now, due_at=now + timedelta(hours=1), status="attempting"
        )
    for _n in range(3):
        SubmissionFactory(due_at=now + timedelta(hours=1))
    assert reports.read_figures(4)[2].in_time_share == 100
    SubmissionFactory(due_at=now - timedelta(seconds=1))
    SubmissionFactory(due_at=now - timedelta(seconds=1), status="closed", closing_reason="spam")
    SubmissionFactory(
        due_at=now - timedelta(seconds=1), status="closed", closing_reason="duplicate"
    )
    SubmissionFactory(first_attempt_at=now, due_at=None)  # brought in from elsewhere
    whole = reports.read_figures(4)[2]
    assert (whole.received, whole.due, whole.in_time_share) == (7, 3, 67)


def test_figures_are_sums_of_the_database():
    """Against a count by hand, and with as many queries for sixty as for one."""
    now, pick = timezone.now(), random.Random(9)
    expected = {"received": 0, "booked": 0, "due": 0, "in_time": 0, "attempted": 0}
    asked = []
    for number in range(60):
        age = timedelta(hours=pick.randint(1, 600))
        tried = pick.choice([None, now - age + timedelta(hours=pick.randint(-2, 90))])
        due = pick.choice([None, now - age + timedelta(hours=48)])
        status = pick.choice(Status.values)
        closed = now - age / 2 if status == "closed" else None
        row = SubmissionFactory(
            status=status, first_attempt_at=tried, due_at=due, closed_at=closed,
            form_title=pick.choice(["one", "two"]),
        )  # fmt: skip
        Submission.objects.filter(pk=row.pk).update(submit_time=now - age)
        was_booked = pick.random() < 0.3
        if was_booked:
            for _twice in range(2):
                Event.objects.create(submission=row, kind=EventType.STATUS, detail={"to": "booked"})
        until = now if status in ("new", "attempting") else closed
        expected["received"] += 1
        expected["booked"] += was_booked or status == "booked"
        expected["due"] += bool(due and (tried or (until and due < until)))
        expected["in_time"] += bool(due and tried and tried <= due)
        expected["attempted"] += bool(tried and tried >= now - age)
        if number in (0, 59):
            with CaptureQueriesContext(connection) as queries:
                by_form, by_week, whole = reports.read_figures(12, now)
            asked.append(len(queries))
    assert asked[1] <= asked[0] + 3  # without a try, opening hours are not asked for
    for lines in ([whole], [line.figures for line in by_form], [line.figures for line in by_week]):
        assert {name: sum(getattr(f, name) for f in lines) for name in expected} == expected
    assert len(by_week) == 12
    assert [(line.week, line.form) for line in by_form] == sorted(
        {(line.week, line.form) for line in by_form}, reverse=True
    )


@pytest.mark.parametrize(
    ("zone", "arrived", "tried", "week", "minutes"),
    [
        # Sunday, 8 p.m. in Honolulu is Monday in Greenwich and in the server's own zone.
        ("Pacific/Honolulu", "2026-11-16T06:00Z", "2026-11-16T19:05Z", "2026-11-09", 5),
        ("America/New_York", "2026-11-16T04:30Z", "2026-11-16T14:05Z", "2026-11-09", 5),
        ("America/New_York", "2026-11-16T05:30Z", "2026-11-16T14:05Z", "2026-11-16", 5),
        # The clocks went back in the night between: opening is an hour later in Greenwich.
        ("America/New_York", "2026-10-30T20:50Z", "2026-11-02T14:10Z", "2026-10-26", 20),
    ],
)
def test_figures_are_in_the_clinics_time(zone, arrived, tried, week, minutes):
    LocationFactory(time_zone=zone)
    received = datetime.fromisoformat(arrived)
    request = SubmissionFactory(
        first_attempt_at=datetime.fromisoformat(tried),
        due_at=current_hours().add_business_minutes(received, 60),
        status="attempting",
    )
    Submission.objects.filter(pk=request.pk).update(submit_time=received)
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    by_form, by_week, whole = reports.read_figures(4, now)
    assert [line.week.isoformat() for line in by_form] == [week]
    assert [line.week.isoformat() for line in by_week if line.figures.received] == [week]
    assert (whole.typical, whole.in_time_share) == (minutes, 100)


@pytest.mark.parametrize("tried_one", ["earlier", "later"])
def test_figures_count_a_merged_pair_once_from_the_first_to_the_first(desk, tried_one):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    noon -= timedelta(days=noon.weekday() + 7)
    pair = {}
    for name, moment in (("earlier", noon), ("later", noon + timedelta(minutes=50))):
        pair[name] = SubmissionFactory(
            phone="+17035550123", due_at=moment + timedelta(hours=1), form_title=name
        )
        Submission.objects.filter(pk=pair[name].pk).update(submit_time=moment)
    # Somebody tried the one half an hour after the first came, booked it, and then saw that they are one.
    tried = pair[tried_one]
    Submission.objects.filter(pk=tried.pk).update(
        first_attempt_at=noon + timedelta(minutes=55), attempts=1
    )
    workflow.change_status(Submission.objects.get(pk=tried.pk), "booked", by=desk.user)
    workflow.merge_requests(
        Submission.objects.get(pk=pair["earlier"].pk),
        Submission.objects.get(pk=pair["later"].pk),
        by=desk.user,
    )
    by_form, _by_week, whole = reports.read_figures(4)
    assert [line.form for line in by_form] == ["later"]
    assert (whole.received, whole.attempted, whole.in_time_share) == (1, 1, 100)
    assert whole.typical == 55
    assert whole.booked == 1


# --- Saved views and the call sheet --------------------------------------------------------------
def test_a_view_is_named_renamed_shared_and_deleted(desk):
    manager = sign_in(roles.MANAGER)
    desk.post(
        reverse("inbox:save_view"),
        {"view": "new", "order": "newest", "name": "Mornings", "shared": "on"},
    )
    view = SavedView.objects.get()
    assert (view.shared, view.order) == (False, "newest")
    page = BeautifulSoup(desk.get(reverse("inbox:list", args=["new"])).content, "html.parser")
    assert page.select_one(".inbox-saved a")["href"].endswith("/view/new/?order=newest")
    change = reverse("inbox:change_view", args=[view.pk])
    assert manager.post(change, {"name": "Mine now"}).status_code == 404
    desk.post(change, {"name": "Early"})
    assert SavedView.objects.get().name == "Early"
    manager.post(reverse("inbox:save_view"), {"view": "open", "name": "Team", "shared": "on"})
    assert "Team" in desk.get(reverse("inbox:saved_views")).content.decode()
    desk.post(change, {"do": "delete"})
    assert SavedView.objects.get().name == "Team"


def test_a_view_may_be_called_anything_and_outlasts_what_it_names(desk):
    def save(client=desk, **values):
        data = {"view": "new", "name": "Mine", **values}
        return said(client.post(reverse("inbox:save_view"), data, follow=True))

    odd = [
        "<b>Ann & Co</b>",
        '"quoted" onclick=x',
        "Früh 🌅",
        "我的",
        "%s {name} {{ x }}",
        "../all",
        "0",
        "'",
        "a" * 60,
    ]
    for name in odd:
        assert name in save(name=name)
    # A name in other capitals or with more blanks is the same; without a name there is no view.
    assert "Choose another name" in save(name="  FRÜH   🌅 ")
    assert "Write how the view" in save(name=" \u00a0 ")
    assert "60" in save(name="b" * 61)
    assert list(SavedView.objects.values_list("name", flat=True)) == sorted(odd)
    shown = BeautifulSoup(desk.get(reverse("inbox:saved_views")).content, "html.parser")
    assert {link.text for link in shown.select("h3 a")} == set(odd)
    # Each to themselves: a colleague may have the same name, and sees nothing of these.
    colleague = sign_in(roles.FRONT_DESK)
    assert "0" in save(colleague, name="0")
    assert "Früh" not in colleague.get(reverse("inbox:saved_views")).content.decode()
    theirs = SavedView.objects.get(owner=colleague.user)
    change = reverse("inbox:change_view", args=[theirs.pk])
    assert desk.post(change, {"do": "delete"}).status_code == 404
    # Whoever left, and a form that is gone: the list says what it shows, and is not empty in silence.
    leaver = member_of(roles.FRONT_DESK)
    leaver.first_name, leaver.is_active = "Lea", False
    leaver.save()
    SubmissionFactory()
    for query, words in (
        (f"owner={leaver.pk}", "Lea (works no requests now)"),
        ("owner=99999", "account is gone"), ("form=99999", "a form that is gone"),
    ):  # fmt: skip
        answer = desk.get(reverse("inbox:list", args=["new"]) + f"?{query}")
        page = BeautifulSoup(answer.content, "html.parser")
        assert words in page.select_one(".inbox-filter").text
        empty = page.select_one(".inbox-empty")
        assert "Nothing here with this form or owner" in empty.text
        assert empty.a["href"] == reverse("inbox:list", args=["new"])


def test_the_call_sheet_says_what_is_needed_and_no_more(desk):
    request = SubmissionFactory(name="Ann", phone="+17035550142", email="ann@visitor.example")
    left_alone = SubmissionFactory(name="Bea", phone="+17035550143")
    ConsentFactory(submission=left_alone, given=False)
    response = desk.get(reverse("inbox:call_sheet", args=["new"]))
    text = BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)
    assert "(703) 555-0142" in text and "Ann" in text
    assert "visitor.example" not in text and "555-0143" not in text and "Do not call" in text
    assert "no-store" in response["Cache-Control"]
    read = ModelLogEntry.objects.filter(action="requests.view").values_list("object_id", flat=True)
    assert set(read) == {str(request.pk), str(left_alone.pk)}


def test_the_call_sheet_asks_the_same_however_long_it_is(desk):
    asked = []
    for count in (2, 38):
        SubmissionFactory.create_batch(count)
        chain.seal_entries()
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(reverse("inbox:call_sheet", args=["new"])).status_code == 200
            # (what follows its commit)
            chain.seal_entries()
        asked.append(len(queries))
    assert asked[1] <= asked[0]
    assert ModelLogEntry.objects.filter(action="requests.view").count() == 42
    assert AuditEntry.objects.filter(action="requests.view").count() == 42
    assert not chain.verify_chain()[2]


# --- Many ----------------------------------------------------------------------------------------
def many(count):
    base = timezone.now() - timedelta(days=400)
    rows = [
        SubmissionFactory.build(
            status="closed", closing_reason="declined", submit_time=base + timedelta(minutes=n),
            reference=f"R-{n}",
        )
        for n in range(count)
    ]  # fmt: skip
    Submission.objects.bulk_create(rows, batch_size=500)


@pytest.mark.parametrize("slug", [view.slug for view in lists.VIEWS])
def test_a_list_asks_the_same_however_many_there_are(desk, slug):
    SubmissionFactory.create_batch(2)
    url = reverse("inbox:list", args=[slug])
    desk.get(url)
    asked = []
    for count in (0, 400):
        many(count)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(url).status_code == 200
        asked.append(len(queries))
    assert asked[1] <= max(asked[0], 40)
    assert not any("OFFSET" in query["sql"] for query in queries if "OFFSET 0" not in query["sql"])


def test_leafing_shows_each_once_in_order():
    many(60)
    found, order = lists.filter_view("all", None), lists.view_order("all")
    page, seen, pages = read_page(found, order), [], []
    while True:
        seen += page.numbers
        pages.append(page)
        if not page.after:
            break
        page = read_page(found, order, after=page.after)
    assert seen == list(
        Submission.objects.order_by("-submit_time", "-pk").values_list("pk", flat=True)
    )
    assert read_page(found, order, before=pages[1].before).numbers == pages[0].numbers
    assert read_page(found, order, after="x.1").numbers == pages[0].numbers


def test_the_counts_look_at_unfinished_requests_alone():
    many(50)
    with CaptureQueriesContext(connection) as queries:
        lists.count_views(member_of(roles.FRONT_DESK))
    assert '"status" IN' in queries[-1]["sql"]
    plan = (
        lists.filter_view("closed", None)
        .order_by(*lists.view_order("closed"))
        .values("pk")
        .explain()
    )
    assert "request_status_time" in plan or "Index" in plan


@pytest.mark.parametrize("order", ["", "newest", "oldest"])
@pytest.mark.parametrize("slug", ["new", "open", "booked", "closed", "spam", "all"])
def test_no_list_reads_the_whole_table(slug, order):
    """Asked of the database's own plan; with 50,000 requests a page cost 5 ms at most on SQLite."""
    many(50)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A small table is read whole: whether an index could be used is the question.
            cursor.execute("SET LOCAL enable_seqscan = off")
        found = lists.filter_view(slug, None).order_by(*lists.view_order(slug, order))
        plan = found.values("pk")[:26].explain()
    lines = [line for line in plan.splitlines() if "clinic_forms_submission" in line]
    assert lines
    assert not [
        line for line in lines if "Seq Scan" in line or ("SCAN" in line and "USING" not in line)
    ]

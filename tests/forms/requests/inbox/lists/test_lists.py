"""The views of the inbox: what each holds, in which order, and what it costs."""

from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms.models import Submission
from forms.requests import lists
from staff import roles
from tests.factories.forms import FormPageFactory, SubmissionFactory
from tests.forms.requests.inbox.lists.views import list_view
from tests.staff.people import make_user, sign_in

pytestmark = pytest.mark.django_db
Status, Verdict = Submission.Status, Submission.Verdict
NOON = datetime(2026, 3, 4, 12, tzinfo=ZoneInfo("America/New_York"))
HOUR = timedelta(hours=1)


def numbers(slug, user=None, now=NOON):
    return {request.pk for request in list_view(slug, user, now)}


def test_each_view_holds_what_it_says():
    me = make_user("me", roles.FRONT_DESK)
    new = SubmissionFactory(due_at=NOON + 30 * HOUR)
    late = SubmissionFactory(due_at=NOON - HOUR)
    today = SubmissionFactory(due_at=NOON + 2 * HOUR)
    mine = SubmissionFactory(
        status=Status.CONTACTED, owner=me, first_attempt_at=NOON, next_due=NOON + 50 * HOUR
    )
    booked = SubmissionFactory(status=Status.BOOKED, first_attempt_at=NOON, due_at=NOON - HOUR)
    closed = SubmissionFactory(status=Status.CLOSED, owner=me, due_at=NOON - HOUR)
    spam = SubmissionFactory(verdict=Verdict.SUSPECT, due_at=NOON - HOUR)
    merged = SubmissionFactory(status=Status.CLOSED, merged_into=new)
    expected = {
        "new": {new.pk, late.pk, today.pk},
        "open": {new.pk, late.pk, today.pk, mine.pk},
        "overdue": {late.pk},
        "today": {today.pk},
        "mine": {mine.pk},
        "booked": {booked.pk},
        "closed": {closed.pk},
        "spam": {spam.pk},
    }
    assert {slug: numbers(slug, me) for slug in expected} == expected
    assert merged.pk not in numbers("all", me)
    assert numbers("all", me) == set.union(*expected.values())


def test_the_counts_are_those_of_the_views(django_assert_num_queries):
    me = make_user("me", roles.FRONT_DESK)
    for _n in range(3):
        SubmissionFactory(due_at=NOON - HOUR)
    SubmissionFactory(owner=me, due_at=NOON + HOUR)
    SubmissionFactory(verdict=Verdict.SUSPECT)
    with django_assert_num_queries(1):
        counted = lists.count_views(me, NOON)
    assert counted == {
        "new": 4, "open": 4, "overdue": 3, "today": 1, "mine": 1, "booked": 0, "spam": 1,
    }  # fmt: skip


@pytest.mark.parametrize("status", [s for s in Status.values if s != Status.CLOSED])
def test_no_unfinished_request_is_outside_a_counted_view(status):
    """Whoever owns it, whatever the defences said, however often somebody tried."""
    me, other = make_user("me", roles.FRONT_DESK), make_user("other", roles.FRONT_DESK)
    for owner, verdict, attempts, due in product(
        (None, me, other), Verdict.values, (0, 1), (None, NOON - HOUR, NOON + 99 * HOUR)
    ):
        SubmissionFactory(
            status=status,
            owner=owner,
            verdict=verdict,
            attempts=attempts,
            first_attempt_at=NOON - 2 * HOUR if attempts else None,
            due_at=due,
        )
    counted = lists.count_views(me, NOON)
    held = set.union(*(numbers(view.slug, me) for view in lists.VIEWS if counted.get(view.slug)))
    assert held == set(Submission.objects.values_list("pk", flat=True))


def test_what_was_closed_as_spam_stands_after_what_is_to_be_judged():
    """The count is what still has to be judged: a number that only grows says nothing."""
    to_judge = SubmissionFactory(verdict=Verdict.SUSPECT)
    by_status = SubmissionFactory(status=Status.CLOSED, closing_reason="spam")
    judged = SubmissionFactory(verdict=Verdict.SUSPECT, status=Status.CLOSED, closing_reason="spam")
    SubmissionFactory(status=Status.CLOSED, closing_reason="declined")
    order = [request.pk for request in list_view("spam", None, NOON)]
    assert order == [to_judge.pk, judged.pk, by_status.pk]
    assert lists.count_views(make_user("me", roles.FRONT_DESK), NOON)["spam"] == 1
    page = sign_in(roles.FRONT_DESK).get(reverse("inbox:list", args=["spam"]))
    rows = BeautifulSoup(page.content, "html.parser").select(".inbox-list tbody tr")
    status = [row.select_one("[data-label=Status]").get_text(" ", strip=True) for row in rows]
    assert status == ["New suspect", "Closed Spam suspect", "Closed Spam"]


def test_what_is_due_first_comes_first():
    later = SubmissionFactory(due_at=NOON + 3 * HOUR)
    sooner = SubmissionFactory(due_at=NOON + HOUR)
    whenever = SubmissionFactory(due_at=None)
    order = [request.pk for request in list_view("new", None, NOON)]
    assert order == [sooner.pk, later.pk, whenever.pk]


def test_due_is_the_nearest_of_attempt_next_action_and_estimate():
    request = SubmissionFactory(
        status=Status.CONTACTED,
        due_at=NOON - 9 * HOUR,
        first_attempt_at=NOON - 8 * HOUR,
        next_due=NOON + 5 * HOUR,
        wants_estimate=True,
        estimate_due=NOON + 2 * HOUR,
    )
    found = list_view("all", None, NOON).get(pk=request.pk)
    assert lists.read_due(found) == NOON + 2 * HOUR
    Submission.objects.update(estimate_sent_at=NOON)
    assert lists.read_due(list_view("all", None, NOON).get()) == NOON + 5 * HOUR
    Submission.objects.update(next_due=None)
    assert lists.read_due(list_view("all", None, NOON).get()) is None


def test_a_promised_estimate_stays_due_when_the_visit_is_booked():
    """45 CFR 149.610: booking does not answer the question of cost."""
    SubmissionFactory(
        status=Status.BOOKED,
        first_attempt_at=NOON,
        wants_estimate=True,
        estimate_due=NOON - HOUR,
    )
    assert len(numbers("overdue")) == 1
    Submission.objects.update(estimate_sent_at=NOON)
    assert numbers("overdue") == set()


def test_today_ends_at_the_clinics_midnight():
    evening = NOON.replace(hour=23, minute=30)
    before = SubmissionFactory(due_at=evening + timedelta(minutes=20))
    after = SubmissionFactory(due_at=evening + timedelta(minutes=40))
    assert numbers("today", now=evening) == {before.pk}
    assert numbers("today", now=evening + HOUR) == set()
    assert after.pk in numbers("overdue", now=evening + HOUR)


def test_a_line_shows_no_more_than_needed():
    request = SubmissionFactory(
        name="Ann", phone="+17035550199", email="ann@visitor.example", how="call"
    )
    page = sign_in(roles.FRONT_DESK).get(reverse("inbox:list", args=["all"]))
    soup = BeautifulSoup(page.content, "html.parser")
    row = soup.select_one(".inbox-list tbody tr")
    cells = {cell["data-label"]: cell.get_text(" ", strip=True) for cell in row.select("td")}
    assert set(cells) == {"First name", "Wants", "Reach by", "Due", "Owner", "Status"}
    assert row.select_one("th .inbox-reference").text == request.reference
    assert cells["First name"] == "Ann"
    assert cells["Reach by"] == "Call me"
    assert "010-0199" not in page.content.decode()
    assert "ann@visitor" not in page.content.decode()


def test_a_request_without_its_key_is_listed_and_says_so(settings):
    request = SubmissionFactory()
    settings.FIELD_ENCRYPTION_KEYS = ["bmV3LWtleS1vZi0zMi1ieXRlcy1sb25nLi4uLi4uLi4="]
    desk = sign_in(roles.FRONT_DESK)
    SubmissionFactory(name="Zoe")
    listed = desk.get(reverse("inbox:list", args=["all"]))
    assert "the key is missing" in listed.content.decode()
    assert "Zoe" in listed.content.decode()
    detail = desk.get(reverse("inbox:detail", args=[request.pk]))
    assert detail.status_code == 200
    assert "FIELD_ENCRYPTION_KEYS" in detail.content.decode()


def test_the_index_opens_what_needs_somebody():
    desk = sign_in(roles.FRONT_DESK)
    assert desk.get(reverse("inbox:index"))["Location"].endswith("/view/new/")
    SubmissionFactory(due_at=timezone.now() - HOUR)
    assert desk.get(reverse("inbox:index"))["Location"].endswith("/view/overdue/")


def test_an_empty_view_says_so_calmly():
    page = sign_in(roles.FRONT_DESK).get(reverse("inbox:list", args=["new"]))
    assert (
        "Nobody is waiting"
        in BeautifulSoup(page.content, "html.parser").select_one(".inbox-empty").text
    )


def test_pages_and_filters_cope_with_anything():
    form = FormPageFactory()
    SubmissionFactory.create_batch(27, page=form)
    SubmissionFactory(form_title="Another")
    desk = sign_in(roles.FRONT_DESK)
    url = reverse("inbox:list", args=["all"])
    first = BeautifulSoup(desk.get(url, {"form": form.pk}).content, "html.parser")
    onward = first.select_one(".inbox-pages a[rel=next]")["href"]
    second = BeautifulSoup(desk.get(url + onward).content, "html.parser")
    assert len(second.select(".inbox-list tbody tr")) == 2
    for query in (
        {"page": "x"},
        {"page": "-1"},
        {"page": "9" * 30},
        {"form": "²"},
        {"owner": "1;--"},
        {"form": "9" * 40},
    ):
        assert desk.get(url, query).status_code == 200


def test_a_page_of_the_list_costs_the_same_whatever_it_holds(django_assert_max_num_queries):
    SubmissionFactory.create_batch(25, owner=make_user("other", roles.FRONT_DESK))
    desk = sign_in(roles.FRONT_DESK)
    desk.get("/admin/")
    with django_assert_max_num_queries(40):
        desk.get(reverse("inbox:list", args=["all"]))


def test_opening_a_list_is_on_record_with_the_numbers_it_showed():
    request = SubmissionFactory(name="Zephyrine")
    desk = sign_in(roles.FRONT_DESK)
    desk.get(reverse("inbox:list", args=["all"]))
    entry = ModelLogEntry.objects.get(action="requests.list")
    assert entry.user == desk.user
    assert entry.data == {"view": "all", "count": 1, "numbers": [request.pk]}

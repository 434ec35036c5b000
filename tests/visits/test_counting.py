"""What a page tells is counted as a sum; nothing about anybody is, and who asks not to be is not."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories import StandardPageFactory, home_page
from tests.factories.forms import FormPageFactory, SubmissionFactory
from visits import tally
from visits.jobs import count_requests
from visits.models import DayCount, VisitEvent

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@pytest.fixture
def page():
    return StandardPageFactory(parent=home_page(), title="Costs", slug="costs")


def tell(told="view", page="", came_from="", *, client=None, **headers):
    headers = {"user-agent": PHONE, "sec-fetch-site": "same-origin", **headers}
    sent = {"kind": told, "page": str(page), "from": came_from}
    response = (client or Client(enforce_csrf_checks=True)).post("/_count/", sent, headers=headers)
    assert response.status_code == 204 and not response.content
    assert not response.cookies and "no-store" in response["Cache-Control"]


def sums():
    return {(row.kind, row.page, row.host): row.count for row in DayCount.objects.all()}


def test_views_and_taps_are_sums_of_the_day(page):
    for told in ("view", "view", "tel:", "sms:"):
        tell(told, page.pk)
    assert sums() == {
        (VisitEvent.VIEW, page.pk, ""): 2,
        (VisitEvent.CALL, page.pk, ""): 1,
        (VisitEvent.TEXT, page.pk, ""): 1,
    }
    assert {row.day for row in DayCount.objects.all()} == {timezone.localdate()}


def test_a_row_has_room_for_nothing_else():
    names = {field.name for field in DayCount._meta.get_fields()}
    assert names == {"id", "day", "kind", "page", "host", "count"}


@pytest.mark.parametrize(
    ("came_from", "host"),
    [
        ("www.google.com", "google.com"),
        ("Clinic-Finder.example", "clinic-finder.example"),
        ("mail.example?q=jane", None),
        ("jane@mail.example", None),
        ("localhost", None),
        ("undefined", None),
        ("x" * 300 + ".com", None),
    ],
)
def test_of_another_site_only_its_name_is_taken(page, came_from, host):
    tell("view", page.pk, came_from)
    hosts = [name for kind, _page, name in sums() if kind == VisitEvent.REFERRER]
    assert hosts == ([host] if host else [])


def test_the_page_from_which_a_form_was_opened_led_there(page):
    form = FormPageFactory(parent=home_page(), slug="request")
    tell("view", form.pk, "/costs/")
    tell("view", page.pk, "/request/")
    tell("view", form.pk, "/nowhere/jane-doe/")
    led = {key: count for key, count in sums().items() if key[0] == VisitEvent.LED}
    assert led == {(VisitEvent.LED, page.pk, ""): 1}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-gpc": "1"},
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"user-agent": ""},
        {"sec-fetch-site": "cross-site"},
    ],
    ids=["asks not to be", "a robot", "no browser", "another site's script"],
)
def test_some_are_not_counted(page, headers):
    tell("view", page.pk, **headers)
    assert not DayCount.objects.exists()


def test_staff_are_not_counted(page, admin_client):
    tell("view", page.pk, client=admin_client)
    assert not DayCount.objects.exists()


def test_only_public_pages_can_be_told(page):
    draft = StandardPageFactory(parent=page, live=False)
    private = StandardPageFactory(parent=page)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    for told in (draft.pk, private.pk, 10**8, 10**12, "x", "-1", "１", ""):
        tell("view", told)
    for kind in ("request", "led", "from", "", "view\x00"):
        tell(kind, page.pk)
    assert not DayCount.objects.exists()


def test_too_much_is_not_read(page):
    tell("view", page.pk, "a." * 400 + "com")
    assert not DayCount.objects.exists()


def test_counts_wait_while_the_database_is_away(page, settings, monkeypatch):
    key = (timezone.localdate(), VisitEvent.VIEW, page.pk, "")

    def fail(*_args, **_kwargs):
        raise OperationalError("away")

    with monkeypatch.context() as patch:
        patch.setattr(DayCount.objects, "bulk_create", fail)
        tally.add_count(key)
    assert not DayCount.objects.exists()
    tally.write_counts()
    assert sums() == {(VisitEvent.VIEW, page.pk, ""): 1}


def test_a_flood_is_not_kept_in_memory(page, settings, monkeypatch):
    settings.VISITS_WRITTEN_EVERY = 0
    monkeypatch.setattr(tally, "MOST_KEYS", 0)
    tell("view", page.pk)
    assert not DayCount.objects.exists()


def test_requests_are_counted_from_what_is_stored(page):
    form = FormPageFactory(parent=home_page(), slug="request")
    for _number in range(3):
        SubmissionFactory(page=form)
    SubmissionFactory(page=form, verdict="suspect")
    old = DayCount.objects.create(
        day=timezone.localdate() - timedelta(days=800), kind="view", page=1
    )
    count_requests()
    count_requests()
    assert sums() == {(VisitEvent.REQUEST, form.pk, ""): 3}
    assert not DayCount.objects.filter(pk=old.pk).exists()


def test_pages_say_what_they_are_and_screens_of_a_request_do_not(page, client):
    def counted(path):
        soup = BeautifulSoup(client.get(path, follow=True).content, "html.parser")
        return soup.body.get("data-counted")

    assert counted(page.url) == str(page.pk)
    assert counted("/search/?q=costs") == "search"
    assert not counted("/nowhere/")

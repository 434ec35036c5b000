"""The look-up, the live counts, and the inbox without scripts."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import ModelLogEntry

from forms.requests.inbox.lists.rows import make_row
from forms.requests.models.submissions import list_references
from staff import roles
from tests.factories.forms import SubmissionFactory
from tests.forms.requests.inbox.lists.views import list_view
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 12, tzinfo=ZoneInfo("America/New_York"))


@pytest.mark.parametrize(
    "typed",
    [
        "(703) 555-0142",
        "+1 703 555 0142",
        "703.555.0142",
        "ANN@visitor.example ",
        "#{pk}",
        "{reference}",
    ],
)
def test_a_request_is_found_by_telephone_mail_number_or_reference(typed):
    request = SubmissionFactory(phone="+17035550142", email="ann@visitor.example")
    SubmissionFactory(phone="+17035550143")
    typed = typed.format(pk=request.pk, reference=request.reference.lower())
    response = sign_in(roles.FRONT_DESK).post(reverse("inbox:find"), {"what": typed})
    assert response["Location"] == reverse("inbox:detail", args=[request.pk])


@pytest.mark.parametrize(
    "typed",
    [
        "R-8R84-FZ",
        "r8r84fz",
        " r-8r84fz ",
        "R 8R84 FZ",
        "r–8r84–fz",
        "8r84-fz",
        "8R84FZ",
        "#R-8R84-FZ",
    ],
)
def test_a_reference_is_found_however_it_is_typed(typed):
    request = SubmissionFactory(reference="R-8R84-FZ")
    SubmissionFactory(reference="R-8R84-FY")
    response = sign_in(roles.FRONT_DESK).post(reverse("inbox:find"), {"what": typed})
    assert response["Location"] == reverse("inbox:detail", args=[request.pk])


def test_a_code_that_begins_with_r_is_not_cut_short():
    assert list_references("RABC23") == ["R-RABC-23"]
    assert list_references("R-RABC-23") == ["R-RABC-23"]
    assert list_references("") == list_references("RR") == list_references("R-1234567") == []


def test_what_was_looked_up_stands_in_no_address_and_no_log():
    SubmissionFactory.create_batch(2, phone="+17035550142")
    desk = sign_in(roles.FRONT_DESK)
    response = desk.post(reverse("inbox:find"), {"what": "(703) 555-0142"})
    assert response.status_code == 200
    assert len(BeautifulSoup(response.content, "html.parser").select(".inbox-list tbody tr")) == 2
    for entry in ModelLogEntry.objects.all():
        assert "0142" not in f"{entry.label} {entry.data}"
    assert desk.get(reverse("inbox:find"), {"what": "(703) 555-0142"}).status_code == 200
    assert ModelLogEntry.objects.filter(action="requests.find").count() == 1


@pytest.mark.parametrize("typed", ["Ann", "%", "' or 1=1 --", "#", "@", "\x00", "9" * 110, "🌊"])
def test_a_look_up_of_nonsense_finds_nothing_and_breaks_nothing(typed):
    SubmissionFactory(name="Ann")
    response = sign_in(roles.FRONT_DESK).post(reverse("inbox:find"), {"what": typed})
    assert response.status_code == 200
    assert not BeautifulSoup(response.content, "html.parser").select(".inbox-list")


def test_counts_are_json_for_those_who_may_and_no_cache_keeps_them():
    SubmissionFactory()
    response = sign_in(roles.FRONT_DESK).get(reverse("inbox:counts"))
    assert response.json() == {
        "new": 1, "open": 1, "overdue": 0, "today": 0, "mine": 0, "booked": 0, "spam": 0,
    }  # fmt: skip
    assert "no-store" in response["Cache-Control"]
    refused = sign_in(roles.EDITOR).get(reverse("inbox:counts"))
    assert refused.status_code == 403
    assert refused.json() == {"error": "not allowed"}


def test_a_line_names_what_needs_care():
    SubmissionFactory(wants_estimate=True, legal_hold=True)
    row = make_row(list_view("all", None, NOON).get(), NOON)
    assert row.flags == ("estimate", "legal hold")


def test_the_inbox_works_without_scripts():
    SubmissionFactory()
    soup = BeautifulSoup(
        sign_in(roles.FRONT_DESK).get(reverse("inbox:list", args=["new"])).content, "html.parser"
    )
    inbox = soup.select_one(".inbox")
    assert not inbox.select("[onclick], [style], button[type=button]")
    for button in inbox.select("button"):
        assert button.find_parent("form")
    assert inbox.select_one(".inbox-tabs a")["href"] == "/admin/requests/view/new/"
    assert inbox.select_one(".inbox-tabs a[aria-current=page]").get_text().startswith("New")


def test_keys_are_shown_and_can_be_switched_off():
    desk = sign_in(roles.FRONT_DESK)
    SubmissionFactory()
    url = reverse("inbox:list", args=["new"])
    assert b"data-inbox-keyboard" in desk.get(url).content
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(desk.user)
    profile.keyboard_shortcuts = False
    profile.save()
    soup = BeautifulSoup(desk.get(url).content, "html.parser")
    assert not soup.select("[data-inbox-keyboard], .inbox kbd")

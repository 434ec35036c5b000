"""'Was this clear?': counted a page and day, with nothing about anybody; and the banner of an overdue review."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clinic.models import ClinicSettings, Person
from home import was_this_clear
from home.models import ClearCount, StandardPage
from review.models import Approval
from staff import roles
from tests.factories import StandardPageFactory
from tests.factories.clinic import ClinicSettingsFactory
from tests.review.reviewing import approved
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
URL = "/was-this-clear/"
BODY = '[{"type": "text", "value": "<p>Ketamine can be misused.</p>"}]'


@pytest.fixture
def page():
    return StandardPageFactory(purpose="health", slug="safety", body=BODY)


def form_on(client, page):
    html = client.get(page.url).content
    return BeautifulSoup(html, "html.parser").select_one(f"form[action='{URL}']")


def counts():
    return list(ClearCount.objects.values_list("page_id", "day", "yes", "no"))


def test_two_buttons_and_nothing_else_are_sent_and_counted(page):
    visitor = Client(enforce_csrf_checks=True)
    form = form_on(visitor, page)
    assert [b["value"] for b in form.select("button[name=answer]")] == ["yes", "no"]
    assert [f["name"] for f in form.select("input, textarea")] == ["page"]
    data = {"page": form.select_one("input")["value"]}
    for answer in ("yes", "no", "no"):
        response = visitor.post(
            URL, {**data, "answer": answer}, headers={"Origin": "http://testserver"}
        )
        assert response.status_code == 200 and not response.cookies
        assert response["Cache-Control"] == "no-store"
    link = BeautifulSoup(response.content, "html.parser").select_one("main a")
    assert link["href"] == page.url
    assert counts() == [(page.pk, timezone.localdate(), 1, 2)]


@pytest.mark.parametrize(
    ("values", "headers", "status"),
    [
        ({"answer": "maybe"}, {}, 404),
        ({"answer": "yes", "page": "x"}, {}, 404),
        ({"answer": "yes", "page": "99999999999"}, {}, 404),
        ({"answer": "yes", "page": "999999"}, {}, 404),
        ({"answer": "yes"}, {"Origin": "https://elsewhere.example"}, 403),
        ({"answer": "yes"}, {"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_what_no_form_of_ours_sends_counts_nothing(values, headers, status, page, client):
    assert client.post(URL, {"page": page.pk, **values}, headers=headers).status_code == status
    assert counts() == []
    assert client.get(URL).status_code == 405


def test_drafts_and_pages_without_health_are_not_asked_about(page, client):
    StandardPage.objects.filter(pk=page.pk).update(purpose="legal")
    assert client.post(URL, {"page": page.pk, "answer": "yes"}).status_code == 404
    StandardPage.objects.filter(pk=page.pk).update(purpose="health", live=False)
    assert client.post(URL, {"page": page.pk, "answer": "yes"}).status_code == 404
    assert counts() == []


def test_a_machine_spoils_one_day_at_most(page, client, monkeypatch):
    monkeypatch.setattr(was_this_clear, "MOST", 3)
    for _time in range(5):
        client.post(URL, {"page": page.pk, "answer": "no"})
    assert counts() == [(page.pk, timezone.localdate(), 0, 3)]


def test_a_clinic_switches_it_off(page, client):
    assert form_on(client, page)
    settings = ClinicSettings.objects.first() or ClinicSettingsFactory()
    settings.ask_whether_clear = False
    settings.save()
    assert form_on(client, page) is None


def test_the_report_names_what_most_people_found_unclear_first(page, client):
    other = StandardPageFactory(purpose="health", slug="other", title="Other page", body=BODY)
    ClearCount.objects.create(page=page, day=timezone.localdate(), yes=9, no=1)
    ClearCount.objects.create(page=other, day=timezone.localdate() - timedelta(days=2), no=4)
    ClearCount.objects.create(page=other, day=timezone.localdate(), no=2)
    html = sign_in(roles.EDITOR).get(reverse("was_this_clear")).content
    rows = BeautifulSoup(html, "html.parser").select("table.listing tbody tr")
    assert [[c.get_text(strip=True) for c in r.select("td")] for r in rows] == [
        ["Other page", "0", "6"],
        [page.title, "9", "1"],
    ]
    assert client.get(reverse("was_this_clear")).status_code == 302


def test_a_review_that_is_overdue_by_the_days_of_the_setting_is_said_on_a_calm_banner(page, client):
    approved(page)
    assert "has not read this page again" not in client.get(page.url).content.decode()
    today = timezone.localdate()
    Approval.objects.update(
        approved_at=timezone.now() - timedelta(days=400), next_review=today - timedelta(days=31)
    )
    from infra import content_version

    content_version.change_version()
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert "has not read this page again" in soup.select_one("[role=note]").get_text()


@pytest.mark.parametrize(
    ("credentials", "role", "ticked", "wrong"),
    [
        ("MD", "Physician", True, None),
        ("D.O., MPH", "Physician", True, None),
        ("PhD, CRNA", "Nurse", True, "is_physician"),
        ("DNP", "Lead physician", False, "role"),
        ("PA-C", "Physician assistant", False, None),
        ("MDiv", "Chaplain", True, "is_physician"),
    ],
)
def test_only_an_md_or_a_do_is_called_a_physician(credentials, role, ticked, wrong):
    person = Person(name="A", slug="a", credentials=credentials, role=role, is_physician=ticked)
    if wrong:
        with pytest.raises(ValidationError) as caught:
            person.full_clean()
        assert set(caught.value.message_dict) == {wrong}
        assert not person.is_licensed_physician
    else:
        person.full_clean()
        assert person.is_licensed_physician is ticked

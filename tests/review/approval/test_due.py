"""Who is told which pages have to be read again: the report, its file, the dashboard."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clinic.models import Person
from review import governance
from review.due import due_pages, reviewed_models
from review.models import Approval, ReviewedText
from review.screens.urgent import list_urgent
from staff import roles
from tests.factories import StandardPageFactory
from tests.factories.blog import BlogPostPageFactory
from tests.factories.clinic import PersonFactory
from tests.factories.home import home_page
from tests.review.reviewing import approved, licensed
from tests.staff.people import make_user, sign_in

pytestmark = pytest.mark.django_db
URL = "/admin/reports/reviews-due/"


def health_page(title: str, days: int | None = 300, ago: int = 60, **values):
    """Make an approved page that lacks nothing, with its next review in so many days; None: never reviewed."""
    fields = {"title": title, "purpose": "health", "author": PersonFactory()}
    page = StandardPageFactory(**{**fields, **values})
    if days is not None:
        today = timezone.localdate()
        user = get_user_model().objects.filter(username="rita").first() or licensed()
        approved(
            page,
            user,
            next_review=today + timedelta(days=days),
            approved_at=timezone.now() - timedelta(days=ago),
        )
    return page


def table(client, **query) -> dict[str, str]:
    """Return why each page of the report is due, by its title, in order."""
    soup = BeautifulSoup(client.get(URL, query).content, "html.parser")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in soup.select("tbody tr")
    ]
    return {row[0]: row[1] for row in rows}


def test_pages_are_due_that_somebody_has_to_read_again(editor):
    home_page().unpublish()
    health_page("Fine")
    health_page("Soon", 20)
    health_page("Past", -5)
    health_page("Never", None)
    health_page("Old", ago=400)
    changed = health_page("Changed")
    ReviewedText.objects.filter(page=changed).update(changed_at=timezone.now())
    health_page("Draft", -5, live=False)
    due = table(editor)
    assert set(due) == {"Soon", "Past", "Never", "Old", "Changed"}
    assert "due on" in due["Soon"] and "was due on" in due["Past"]
    assert "Nobody has reviewed it yet" in due["Never"]
    assert "every 12 months" in due["Old"]
    assert "Changed since its review" in due["Changed"]
    assert list(due)[:2] == ["Never", "Past"]


def test_prices_and_law_are_read_again_every_six_months(editor):
    home_page().unpublish()
    health_page("Law", purpose="legal", ago=215)
    health_page("Health", ago=215)
    due = table(editor)
    assert set(due) == {"Law"}
    assert "every 6 months" in due["Law"]


def test_pages_that_nobody_has_to_review_are_never_due(editor):
    home_page().unpublish()
    StandardPageFactory(title="Parking", purpose="general")
    assert table(editor) == {}
    assert "No page is due" in editor.get(URL).content.decode()


def test_the_report_can_be_narrowed_by_type_and_taken_along(editor):
    home_page().unpublish()
    health_page("=1+1", -5)
    BlogPostPageFactory(title="Post")
    post_type = BlogPostPageFactory._meta.model.objects.get(title="Post").content_type_id
    assert set(table(editor, content_type=post_type)) == {"Post"}
    response = editor.get(URL, {"export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert {row["Title"] for row in rows} == {"'=1+1", "Post"}
    assert "was due on" in next(row["Why"] for row in rows if row["Title"] == "'=1+1")
    assert rows[0].keys() >= {"Type", "Next review", "Last reviewed", "Clinical reviewer", "Why"}
    assert editor.get(URL, {"export": "xlsx"}).status_code == 200


def test_who_may_change_no_page_sees_neither_report_nor_panel():
    health_page("Past", -5)
    desk = sign_in(roles.FRONT_DESK)
    assert desk.get(URL).status_code in (302, 403)
    home = BeautifulSoup(desk.get("/admin/").content, "html.parser")
    assert not home.select("[aria-labelledby=reviews-heading]")
    assert "reviews-due" not in str(home)
    assert due_pages(make_user("dana", roles.FRONT_DESK)) == []


def test_the_report_stands_in_the_menu_of_editors_and_reviewers(editor, reviewer):
    home_page()
    for client in (editor, reviewer):
        assert reverse("reviews_due") in client.get("/admin/").content.decode()


def test_the_dashboard_shows_the_most_urgent_ones_and_the_way_to_the_rest(editor):
    home_page().unpublish()
    for number in range(10):
        health_page(f"Page {number}", number)
    health_page("Past", -5)
    panel = BeautifulSoup(editor.get("/admin/").content, "html.parser").select_one(
        "[aria-labelledby=reviews-heading]"
    )
    links = [link.text for link in panel.select("li a")]
    assert links[:2] == ["Past", "Page 0"] and len(links) == 8
    assert "11 pages are due" in panel.h2.text
    assert panel.select_one("p a")["href"] == URL


def test_the_dashboard_finds_the_same_pages_as_the_report_and_reads_no_other(monkeypatch):
    home_page().unpublish()
    user = make_user("ed", roles.EDITOR)
    health_page("Fine")
    health_page("Soon", 20)
    health_page("Past", -5)
    health_page("Old", ago=400)
    health_page("Law", purpose="legal", ago=215)
    health_page("Ends", true_until=timezone.localdate() + timedelta(days=3))
    StandardPageFactory(title="Parking", purpose="general")
    changed = health_page("Changed")
    ReviewedText.objects.filter(page=changed).update(changed_at=timezone.now())
    for number in range(4):
        BlogPostPageFactory(title=f"Post {number}")
    gone = health_page("Another reviewer")
    Approval.objects.filter(page=gone).update(person_name="Somebody else")
    looked_at = []
    real = governance.gaps_in_dates
    monkeypatch.setattr(
        "review.due.gaps_in_dates", lambda page: looked_at.append(page.title) or real(page)
    )
    for most in (2, 3, 8, 50):
        looked_at.clear()
        found, count = list_urgent(user, most)
        assert "Fine" not in looked_at
        assert sum(title.startswith("Post") for title in looked_at) <= most
        every = due_pages(user)
        assert [(due.page.pk, due.reasons) for due in found] == [
            (due.page.pk, due.reasons) for due in every[:most]
        ]
        assert count == len(every) >= 11
    Person.objects.update(licence="")
    assert list_urgent(user, 50)[1] == len(due_pages(user)) == count + 1


def test_the_cost_does_not_grow_with_the_number_of_pages(editor):
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            editor.get(address)
        return len(queries)

    for number in range(2):
        health_page(f"Page {number}", -number)
    for address in (URL, "/admin/"):
        cost(address)
    before = [cost(URL), cost("/admin/")]
    for number in range(12):
        health_page(f"More {number}", -number)
    for address in (URL, "/admin/"):
        cost(address)
    assert [cost(URL), cost("/admin/")] == before


def test_every_type_of_page_that_carries_dates_is_looked_at():
    names = {model.__name__ for model in reviewed_models()}
    assert names >= {"ServicePage", "BlogPostPage", "StandardPage", "AboutPage", "FormPage"}

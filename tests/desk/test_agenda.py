"""What comes up by itself, what was left open, and what visitors looked for in vain: on the dashboard, by role."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, Page

from desk.agenda import WEEKS, list_weeks
from edge.models import NotFoundAddress
from home.models import UnansweredSearch
from staff import roles
from tests import factories
from tests.every_page import soup_of
from tests.factories.blog import BlogPostPageFactory
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


def panel_of(client, name):
    return soup_of(client.get("/admin/")).select_one(f"[aria-labelledby={name}-heading]")


def in_days(number, hour=9):
    day = timezone.localdate() + timedelta(days=number)
    zone = timezone.get_current_timezone()
    assert isinstance(zone, ZoneInfo)
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone)


@pytest.fixture
def coming():
    """A post that goes live tomorrow, one that ends, a notice that starts, and one thing after the last week."""
    factories.home_page()
    post = BlogPostPageFactory(title="New rooms", live=False)
    post.go_live_at = in_days(1, 15)
    post.save_revision().publish()
    BlogPostPageFactory(title="Old offer", expire_at=in_days(2))
    BlogPostPageFactory(title="Far away", expire_at=in_days(7 * WEEKS + 1))
    today = timezone.localdate()
    factories.NoticeFactory(title="Closed", starts=today + timedelta(days=3), ends=None)
    factories.NoticeFactory(title="Off", active=False, starts=today + timedelta(days=3))
    return post


def test_the_calendar_shows_what_happens_by_itself_and_where_one_changes_it(coming):
    panel = panel_of(sign_in(roles.EDITOR), "coming")
    cells = {cell.time["datetime"]: cell for cell in panel.select("td")}
    assert len(cells) == 7 * WEEKS
    tomorrow = cells[(timezone.localdate() + timedelta(days=1)).isoformat()]
    assert tomorrow.a.text == "New rooms"
    assert tomorrow.a["href"] == reverse("wagtailadmin_pages:edit", args=[coming.pk])
    assert "goes live, 3 pm" in tomorrow.text
    assert "leaves the site" in cells[(timezone.localdate() + timedelta(days=2)).isoformat()].text
    assert "notice starts" in cells[(timezone.localdate() + timedelta(days=3)).isoformat()].text
    assert not {"Far away", "Off"} & {link.text for link in panel.select("a")}
    today = panel.select_one(".clinic-calendar__today")
    assert today.time["datetime"] == timezone.localdate().isoformat()


def test_nobody_sees_in_the_calendar_what_they_may_not_change(coming):
    assert panel_of(sign_in(roles.FRONT_DESK), "coming") is None
    assert list_weeks(sign_in(roles.FRONT_DESK).user, timezone.localdate()) == []


def test_a_calendar_of_nothing_is_not_shown():
    factories.home_page()
    assert panel_of(sign_in(roles.EDITOR), "coming") is None


def test_own_drafts_and_what_visitors_missed_are_left_open():
    factories.home_page()
    editor = sign_in(roles.EDITOR)
    mine = BlogPostPageFactory(title="Begun", live=False)
    mine.save_revision(user=editor.user)
    BlogPostPageFactory(title="Hers", live=False).save_revision(user=sign_in(roles.EDITOR).user)
    site = mine.get_site()
    today = timezone.localdate()
    NotFoundAddress.objects.create(
        site=site, digest="a", path="/old", asked=7, last_day=today - timedelta(days=1)
    )
    NotFoundAddress.objects.create(
        site=site, digest="b", path="/older", asked=9, last_day=today - timedelta(days=90)
    )
    UnansweredSearch.objects.create(digest="c", words="parking", asked=6, last_day=today)
    UnansweredSearch.objects.create(digest="d", words="", asked=6, last_day=today)
    factories.ReferenceFactory(link_state="gone")
    panel = panel_of(editor, "loose")
    links = {link.text.strip(): link["href"] for link in panel.select("a")}
    assert links.pop("Begun") == reverse("wagtailadmin_pages:edit", args=[mine.pk])
    assert "Hers" not in links
    assert [text.split(".")[0] for text in links] == [
        "1 address was asked for and is not here, 7 times in all",
        "1 search found nothing",
        "The address of 1 source does not open",
    ]
    for address in links.values():
        assert editor.get(address).status_code == 200
    assert panel_of(sign_in(roles.FRONT_DESK), "loose") is None


def test_what_is_finished_is_no_longer_left_open():
    factories.home_page()
    editor = sign_in(roles.EDITOR)
    page = BlogPostPageFactory(title="Begun", live=False)
    page.save_revision(user=editor.user).publish()
    assert panel_of(editor, "loose") is None


def test_the_calendar_reads_what_it_shows_and_no_other_page(coming, monkeypatch):
    """On a site of ten thousand posts it made an object of each, a third of a second of the dashboard."""
    read, real = [], Page.from_db.__func__

    def note(cls, db, names, values):
        page = real(cls, db, names, values)
        read.append(page.title)
        return page

    user = sign_in(roles.EDITOR).user
    list_weeks(user, timezone.localdate())  # whatever is read of this person's rights is read now
    monkeypatch.setattr(Page, "from_db", classmethod(note))
    assert list_weeks(user, timezone.localdate())
    assert sorted(set(read)) == ["New rooms", "Old offer"]


def test_a_colleagues_remark_stands_on_the_dashboard_until_it_is_settled():
    editor, other = sign_in(roles.EDITOR), sign_in(roles.EDITOR)
    page = factories.StandardPageFactory(title="Costs")
    page.save_revision(user=editor.user)
    remark = Comment.objects.create(
        page=page, user=other.user, text="Shorter?", contentpath="title"
    )
    # One's own remark, and one on a block that is gone, ask for nothing.
    Comment.objects.create(page=page, user=editor.user, text="Hm", contentpath="title")
    Comment.objects.create(page=page, user=other.user, text="Old", contentpath="body.gone")
    link = panel_of(editor, "loose").find(
        "a", string=re.compile("asks or suggests something on ‘Costs’")
    )
    assert link["href"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert panel_of(other, "loose") is None
    remark.resolved_at = timezone.now()
    remark.save()
    assert "suggests" not in panel_of(editor, "loose").text

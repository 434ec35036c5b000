"""The table of docs/caching.md: what shows a change is fresh at the next request; what can't show it stays."""

from datetime import date, timedelta

import pytest
from django.conf import settings as configured
from django.db.models.signals import post_save
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry
from wagtail.snippets.models import get_snippet_models

from clinic.models import Menu, Notice, OpeningHours
from infra import content_version
from review.approval.review_line import grace_days
from review.models import Approval
from tests import factories
from tests.edge.page_cache.fresh_rows import published, row
from tests.factories.blog import BlogCategoryFactory, BlogPostPageFactory, blog_index
from tests.review.reviewing import approved

pytestmark = pytest.mark.django_db
TABLE = (configured.ROOT / "docs" / "caching.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _cached(settings):
    settings.PAGE_CACHE = "process"


@row("publish")
def test_publish(shown, row_of_the_table):
    page = factories.StandardPageFactory(title="Before")
    assert "Before" in shown(page.url)
    published(page, title="After")
    assert "After" in shown(page.url)


@row("publish")
def test_a_new_post_stands_on_the_blog_and_in_the_feed(shown, row_of_the_table):
    blog = blog_index().url
    shown(blog), shown(f"{blog}feed/rss/"), shown("/sitemap.xml")
    post = BlogPostPageFactory(title="A new post", live=False)
    post.save_revision().publish()
    assert "A new post" in shown(blog)
    assert "A new post" in shown(f"{blog}feed/rss/")
    assert post.url in shown("/sitemap.xml")


@row("unpublish")
def test_unpublish(shown, row_of_the_table):
    page = factories.StandardPageFactory()
    shown(page.url)
    page.unpublish()
    assert Client().get(page.url).status_code == 404


@row("move")
def test_move(shown, row_of_the_table):
    page, other = factories.StandardPageFactory(), factories.StandardPageFactory()
    shown(page.url)
    page.move(other, pos="last-child")
    page.refresh_from_db()
    assert page.title in shown(page.url)
    assert Client().get(f"/{page.slug}/").status_code in (301, 404)


@row("delete")
def test_delete(shown, row_of_the_table):
    page = factories.StandardPageFactory()
    shown(page.url)
    page.delete()
    assert Client().get(page.url).status_code == 410


@row("slug")
def test_slug(shown, row_of_the_table, django_capture_on_commit_callbacks):
    page = factories.StandardPageFactory()
    old = page.url
    shown(old)
    with django_capture_on_commit_callbacks(execute=True):
        published(page, slug="new-address")
    assert Client().get(old).status_code == 301
    assert Client().get("/new-address/").status_code == 200


@row("schedule")
def test_schedule(shown, row_of_the_table):
    from django.core.management import call_command

    page = factories.StandardPageFactory(live=False)
    page.go_live_at = timezone.now() + timedelta(seconds=-5)
    page.save_revision(approved_go_live_at=page.go_live_at)
    assert Client().get(page.url).status_code == 404
    call_command("publish_scheduled", verbosity=0)
    assert Client().get(page.url).status_code == 200


@row("snippet")
def test_category(shown, row_of_the_table):
    category = BlogCategoryFactory(name="Before")
    post = BlogPostPageFactory(category=category)
    assert "Before" in shown(post.url)
    category.name = "After"
    category.save()
    assert "After" in shown(post.url)


@row("setting")
def test_setting(shown, row_of_the_table):
    shown()
    factories.ClinicSettingsFactory(name="Another Clinic")
    assert "Another Clinic" in shown()


@row("menu")
def test_menu(shown, row_of_the_table):
    menu = factories.MenuFactory(slot=Menu.Slot.FOOTER_1, heading="Before")
    menu.items = [("link", {"label": "Elsewhere", "url": "https://example.org/"})]
    menu.save_revision().publish()
    assert "Before" in shown()
    menu.heading = "After"
    menu.save_revision().publish()
    assert "After" in shown()


@row("picture")
def test_picture(shown, row_of_the_table):
    picture = factories.ClinicImageFactory()
    page = factories.StandardPageFactory(picture=picture)
    before = shown(page.url)
    picture.focal_point_x = picture.focal_point_y = 1
    picture.focal_point_width = picture.focal_point_height = 1
    picture.save()
    assert shown(page.url) != before


@row("document")
def test_document(shown, row_of_the_table):
    document = factories.ClinicDocumentFactory(title="Before")
    body = factories.stream(("document", {"document": document.pk, "text": ""}))
    page = factories.StandardPageFactory(body=body)
    published(page)
    assert "Before" in shown(page.url)
    document.title = "After"
    document.save()
    text = shown(page.url)
    assert "After" in text and "Before" not in text


@row("redirect")
def test_redirect(shown, row_of_the_table):
    page = factories.StandardPageFactory()
    assert Client().get("/old-address/").status_code == 404
    Redirect.add_redirect("/old-address", page)
    assert Client().get("/old-address/").status_code == 301


@row("FAQ")
def test_faq(shown, row_of_the_table):
    entry = factories.FaqEntryFactory(question="Before?")
    body = factories.stream(("faq", {"title": "Questions", "entries": [entry.pk]}))
    page = factories.StandardPageFactory(body=body)
    published(page)
    assert "Before?" in shown(page.url)
    entry.question = "After?"
    entry.save()
    assert "After?" in shown(page.url)


@row("person")
def test_person(shown, row_of_the_table):
    person = factories.PersonFactory(name="Dr. Before")
    post = BlogPostPageFactory(author=person)
    assert "Dr. Before" in shown(post.url)
    person.name = "Dr. After"
    person.save()
    assert "Dr. After" in shown(post.url)


@row("place")
def test_place(shown, row_of_the_table):
    place = factories.LocationFactory(name="Before Street")
    content_version.change_version()
    assert "Before Street" in shown()
    place.name = "After Street"
    place.save()
    assert "After Street" in shown()


@row("hours")
def test_hours(shown, row_of_the_table):
    place = factories.LocationFactory()
    before = shown()
    OpeningHours.objects.filter(location=place).delete()
    assert shown() != before


@row("midnight")
def test_midnight(shown, row_of_the_table, monkeypatch):
    today = timezone.localdate()
    Notice.objects.create(
        title="Only today", text="<p>x</p>", place=Notice.Place.SITE, starts=today, ends=today
    )
    assert "Only today" in shown()
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: today + timedelta(days=1))
    assert "Only today" not in shown()


@row("holiday")
def test_holiday(shown, row_of_the_table, monkeypatch):
    factories.LocationFactory()
    content_version.change_version()
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: date(2026, 12, 20))
    assert "2026-12-25" in shown()
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: date(2026, 12, 26))
    assert "2026-12-25" not in shown()


def test_everything_that_staff_edit_is_watched():
    """A snippet or a setting that nobody watches would be shown as it was until somebody publishes."""
    unseen = {"wagtailseo.SeoSettings"}  # no screen edits it, no page reads it
    watched = {entry[0][0] for entry in post_save.receivers if isinstance(entry[0][0], str)}
    edited = {model._meta.label for model in [*get_snippet_models(), *registry]}
    assert {m for m in edited - unseen if f"content version-{m}" not in watched} == set()


@row("overdue")
def test_a_review_that_falls_due_by_the_clock_is_said_on_that_day(
    shown, row_of_the_table, monkeypatch
):
    body = factories.stream(("text", "<p>Ketamine can be misused.</p>"))
    page = approved(factories.StandardPageFactory(purpose="health", body=body))
    due = timezone.localdate() + timedelta(days=10)
    Approval.objects.update(next_review=due)
    content_version.change_version()
    late = "has not read this page again"
    assert late not in shown(page.url)
    kept = content_version.read_now()
    real, first_late_day = timezone.localdate, due + timedelta(days=grace_days() + 1)
    for day, is_said in ((first_late_day - timedelta(days=1), False), (first_late_day, True)):
        monkeypatch.setattr(
            timezone,
            "localdate",
            lambda value=None, zone=None, d=day: real(value, zone) if value else d,
        )
        assert (late in shown(page.url)) is is_said, day
    assert content_version.read_now() == kept

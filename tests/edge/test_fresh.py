"""The table of docs/caching.md: what shows a change is fresh at the next request; what can't show it stays."""

from datetime import date, timedelta

import pytest
from django.conf import settings as configured
from django.db.models.signals import post_save
from django.test import Client
from django.utils import timezone
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry
from wagtail.images import get_image_model
from wagtail.models import Comment, PageViewRestriction
from wagtail.snippets.models import get_snippet_models

from clinic.models import ClinicSettings, Menu, Notice, OpeningHours
from edge.page_cache import counts
from forms.pages.form_field import FormField
from forms.pages.form_page import FormPage
from home.models import ClearCount, SearchWord
from infra import content_version
from review.approval.review_line import grace_days
from review.models import Approval, FalseAlarm, WordRule
from review.publishing.false_alarms import record_false_alarm
from review.publishing.watched_words import list_watched
from tests import factories
from tests.factories.blog import BlogCategoryFactory, BlogPostPageFactory, blog_index
from tests.review.reviewing import approved
from visits.models import DayCount, VisitEvent

pytestmark = pytest.mark.django_db
TABLE = (configured.ROOT / "docs" / "caching.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _cached(settings):
    settings.PAGE_CACHE = "process"


@pytest.fixture
def shown():
    """Return what a new visitor reads at an address."""
    factories.home_page()
    content_version.change_version()
    return lambda path="/", **more: Client().get(path, **more).content.decode()


def row(name):
    """Tie a test to its row of the table."""
    assert f"| {name} |" in TABLE, f"docs/caching.md has no row '{name}'."
    return pytest.mark.parametrize("row_of_the_table", [name])


def published(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


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


# --- What nobody can see throws nothing away -----------------------------------------------------
def nothing_happens(change):
    shown_before = content_version.read_now()
    change()
    return content_version.read_now() == shown_before


@row("draft")
def test_a_draft_of_anything_keeps_everything(shown, row_of_the_table):
    page, menu = factories.StandardPageFactory(), factories.MenuFactory()
    post = BlogPostPageFactory()

    def draft_of_a_post():
        post.tags.add("a new tag")
        post.save_revision()

    def draft_of_a_menu():
        menu.heading = "A draft"
        menu.save_revision()

    assert nothing_happens(page.save_revision)
    assert nothing_happens(draft_of_a_menu)
    assert nothing_happens(draft_of_a_post)
    assert nothing_happens(lambda: Tag.objects.create(name="typed", slug="typed"))
    draft = factories.StandardPageFactory(live=False)
    assert nothing_happens(lambda: draft.move(page, pos="last-child"))
    assert nothing_happens(
        lambda: PageViewRestriction.objects.create(page=draft, restriction_type="login")
    )
    assert nothing_happens(factories.StandardPageFactory(live=False).delete)


@row("draft")
def test_a_new_form_that_is_a_draft_keeps_everything(shown, row_of_the_table):
    form = FormPage(title="A form", slug="a-form", live=False, has_unpublished_changes=True)
    form.form_fields = [FormField(label="Your name", field_type="singleline")]
    assert nothing_happens(lambda: factories.home_page().add_child(instance=form))
    [question] = form.form_fields.all()
    assert nothing_happens(question.save)
    form.live = True
    form.save()
    assert not nothing_happens(FormField.objects.get().save)
    assert not nothing_happens(lambda: FormField.objects.get().delete())


@row("draft")
def test_a_draft_above_a_live_page_is_seen_by_its_moves_and_locks(shown, row_of_the_table):
    page, other = factories.StandardPageFactory(live=False), factories.StandardPageFactory()
    factories.StandardPageFactory(parent=page)
    assert not nothing_happens(
        lambda: PageViewRestriction.objects.create(page=page, restriction_type="login")
    )
    assert not nothing_happens(lambda: PageViewRestriction.objects.get().delete())
    page.refresh_from_db()
    assert not nothing_happens(lambda: page.move(other, pos="last-child"))


@row("draft")
def test_a_menu_that_was_never_published_goes_unseen(shown, row_of_the_table):
    menu = factories.MenuFactory()
    assert not nothing_happens(menu.delete)
    menu = factories.MenuFactory(live=False)
    assert nothing_happens(menu.delete)


@row("upload")
def test_an_upload_that_nobody_uses_keeps_everything(shown, row_of_the_table):
    assert nothing_happens(factories.ClinicImageFactory)
    assert nothing_happens(factories.ClinicDocumentFactory)
    assert nothing_happens(factories.ReferenceFactory)
    unused = get_image_model().objects.last()
    assert nothing_happens(unused.save)
    assert nothing_happens(unused.delete)
    used = factories.ClinicDocumentFactory()
    body = factories.stream(("document", {"document": used.pk, "text": ""}))
    published(factories.StandardPageFactory(), body=body)
    assert not nothing_happens(used.delete)


def test_one_clinic_setting_is_one_render_for_each_page(shown):
    shown()
    before = counts.read_totals()["render"]
    setting = ClinicSettings.objects.first() or factories.ClinicSettingsFactory()
    setting.tagline = "Another line"
    setting.save()
    for _visit in range(4):
        assert "Another line" in shown()
    assert counts.read_totals()["render"] - before == 1


# --- What has a token of its own, and what never counts ----------------------------------------------
@row("search word")
def test_a_word_for_the_search_is_heeded_at_once_and_keeps_every_page(shown, row_of_the_table):
    page = factories.StandardPageFactory(title="Numbats")
    content_version.change_version()
    assert "Numbats" not in shown("/search/?q=zyzzyva")
    word = SearchWord(typed="zyzzyva", page=page.page_ptr)
    assert nothing_happens(word.save)
    assert "Numbats" in shown("/search/?q=zyzzyva")
    assert nothing_happens(word.delete)
    assert "Numbats" not in shown("/search/?q=zyzzyva")


@row("watched word")
def test_what_reviewers_watch_is_heeded_at_once_and_keeps_every_page(
    shown, row_of_the_table, admin_user
):
    def watched():
        return [rule.words for _pattern, rule in list_watched()]

    assert watched() == []
    rule = WordRule(words="wonder drug", why="Nobody knows.", strength=WordRule.Strength.STOP)
    assert nothing_happens(rule.save)
    assert watched() == ["wonder drug"]
    assert nothing_happens(rule.delete)
    assert watched() == []
    assert nothing_happens(lambda: record_false_alarm(admin_user, "It may help.", "help", "claim"))
    assert FalseAlarm.objects.count() == 1


@row("note")
def test_what_staff_say_to_one_another_and_what_visitors_leave_keeps_every_page(
    shown, row_of_the_table, admin_user
):
    page = factories.StandardPageFactory()

    def lock():
        page.locked, page.locked_by, page.locked_at = True, admin_user, timezone.now()
        page.save(update_fields=["locked", "locked_by", "locked_at"])

    def remark():
        Comment.objects.create(page=page, user=admin_user, text="Really?", contentpath="title")

    def answer():
        ClearCount.objects.create(page=page, day=date(2026, 1, 5), yes=1)

    def visit():
        DayCount.objects.create(
            day=date(2026, 1, 5), kind=VisitEvent.VIEW, page=page.pk, host="", count=1
        )

    for happens in (lock, remark, answer, visit):
        assert nothing_happens(happens), happens.__name__


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

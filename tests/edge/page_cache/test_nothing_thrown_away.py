"""What nobody can see throws no kept page away: drafts, uploads, words of staff, the reviewers' list."""

from datetime import date

import pytest
from django.conf import settings as configured
from django.utils import timezone
from taggit.models import Tag
from wagtail.images import get_image_model
from wagtail.models import Comment, PageViewRestriction

from clinic.models import ClinicSettings
from edge.page_cache import counts
from forms.pages.form_field import FormField
from forms.pages.form_page import FormPage
from home.models import ClearCount, SearchWord
from infra import content_version
from review.models import FalseAlarm, WordRule
from review.publishing.false_alarms import record_false_alarm
from review.publishing.watched_words import list_watched
from tests import factories
from tests.edge.page_cache.fresh_rows import published, row
from tests.factories.blog import BlogPostPageFactory
from visits.models import DayCount, VisitEvent

pytestmark = pytest.mark.django_db
TABLE = (configured.ROOT / "docs" / "caching.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _cached(settings):
    settings.PAGE_CACHE = "process"


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

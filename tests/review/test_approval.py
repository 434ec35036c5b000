"""Editing the text after its approval invalidates the approval."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import Workflow
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.models import StandardPage
from review.models import ReviewedText
from review.page_text import mark_of
from staff import roles
from tests.staff.people import make_user, sign_in

from .writing import CALM, PUBLISH, edit_url, typed

pytestmark = pytest.mark.django_db


def dated(text: str = CALM, **values):
    """Return what an editor sends for a page with a date of review."""
    today = timezone.localdate()
    dates = {
        "last_reviewed": (today - timedelta(days=1)).isoformat(),
        "next_review": (today + timedelta(days=300)).isoformat(),
    }
    return typed(text, **{**dates, **values})


def record(page) -> ReviewedText:
    return ReviewedText.objects.get(page=page)


def editor_of(client, page) -> str:
    soup = BeautifulSoup(client.get(edit_url(page)).content, "html.parser")
    return soup.select_one(".review-check").text


def test_a_reviewer_who_publishes_approves_the_text(reviewer, page):
    reviewer.post(edit_url(page), dated(**PUBLISH))
    approved = record(page)
    assert approved.reviewed_by == reviewer.user
    assert approved.text_mark == mark_of(StandardPage.objects.get(pk=page.pk))
    assert approved.changed_at is None


def test_without_a_date_of_review_nothing_is_approved(reviewer, page):
    reviewer.post(edit_url(page), typed(**PUBLISH))
    assert not ReviewedText.objects.exists()


def test_a_change_after_the_approval_shows_in_the_editor_and_in_the_report(reviewer, editor, page):
    reviewer.post(edit_url(page), dated(**PUBLISH))
    editor.post(edit_url(page), dated("Another sentence.", **PUBLISH))
    assert record(page).changed_at is not None
    assert "changed since its review" in editor_of(editor, page)
    assert "Changed since its review" in editor.get("/admin/reports/reviews-due/").content.decode()


def test_a_new_date_alone_does_not_approve_a_changed_text(reviewer, editor, page):
    reviewer.post(edit_url(page), dated(**PUBLISH))
    today = timezone.localdate().isoformat()
    editor.post(edit_url(page), dated("Another sentence.", last_reviewed=today, **PUBLISH))
    assert record(page).changed_at is not None
    assert record(page).reviewed_by == reviewer.user


def test_the_old_words_or_a_new_approval_make_it_good_again(reviewer, editor, page):
    reviewer.post(edit_url(page), dated(**PUBLISH))
    editor.post(edit_url(page), dated("Another sentence.", **PUBLISH))
    editor.post(edit_url(page), dated(**PUBLISH))
    assert record(page).changed_at is None
    editor.post(edit_url(page), dated("Another sentence.", **PUBLISH))
    reviewer.post(edit_url(page), dated("Another sentence.", **PUBLISH))
    assert record(page).changed_at is None
    assert "changed since its review" not in editor_of(editor, page)


def test_a_draft_says_so_before_it_is_published(reviewer, editor, page):
    reviewer.post(edit_url(page), dated(**PUBLISH))
    editor.post(edit_url(page), dated("Another sentence."))
    assert "changed since its review" in editor_of(editor, page)
    assert record(page).changed_at is None


def test_what_is_no_text_for_readers_changes_nothing(reviewer, editor, page):
    reviewer.post(edit_url(page), dated(**PUBLISH))
    spaced = nested_form_data({"body": streamfield([("text", rich_text(f"<p>{CALM} </p>"))])})
    data = {**dated(search_description="For search engines.", slug="moved", **PUBLISH), **spaced}
    assert editor.post(edit_url(page), data).status_code == 302
    assert record(page).changed_at is None


def test_approving_in_the_workflow_counts_wherever_it_is_done(page):
    page.body = [("text", "<p>Handed in.</p>")]
    page.save_revision(user=make_user("writer", roles.EDITOR))
    workflow = Workflow.objects.get(name=roles.WORKFLOW)
    task = workflow.start(page, make_user("ed", roles.EDITOR)).current_task_state
    reviewer = make_user("rita", roles.REVIEWER)
    task.task.specific.on_action(task, reviewer, "approve")
    assert record(page).reviewed_by == reviewer
    live = StandardPage.objects.get(pk=page.pk)
    assert "Handed in." in str(live.body)
    assert record(page).text_mark == mark_of(live)


def test_a_superuser_is_no_clinician(page):
    root = sign_in(username="root", is_superuser=True, is_staff=True)
    root.post(edit_url(page), dated(**PUBLISH))
    assert record(page).reviewed_by is None


def test_a_page_that_arrives_with_a_date_counts_as_reviewed_until_it_changes(editor, page):
    page.save_revision().publish()
    assert record(page).changed_at is None
    editor.post(edit_url(page), dated("Another sentence.", **PUBLISH))
    assert record(page).changed_at is not None


def test_a_mark_that_was_made_in_another_way_accuses_nobody(editor, page):
    ReviewedText.objects.create(page=page, text_mark="0:old")
    assert "changed since its review" not in editor_of(editor, page)


def test_a_deleted_page_takes_its_record_along(page):
    page.save_revision().publish()
    page.delete()
    assert not ReviewedText.objects.exists()

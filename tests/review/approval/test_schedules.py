"""What goes live later was approved before: no edit, no schedule and no cancelled workflow puts other words there."""

from datetime import timedelta
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, Workflow
from wagtail.test.utils.form_data import nested_form_data, rich_text

from clinic.models import FaqEntry
from home.models import StandardPage
from infra.jobs import publish_scheduled
from tests.factories.clinic import FaqEntryFactory
from tests.review.around import NEWS, said_in, stored_body
from tests.review.reviewing import line_of
from tests.review.writing import CALM, PUBLISH, SUBMIT, edit_url, typed

pytestmark = pytest.mark.django_db

APPROVED = "Ketamine can be misused, and some people come to depend on it."
APPROVE = {"action-workflow-action": "approve", "workflow-action-name": "approve"}


def pass_time() -> None:
    """Let the hour come that was scheduled, and the worker publish what is due."""
    later = timezone.now() + timedelta(days=2)
    with mock.patch("django.utils.timezone.now", return_value=later):
        publish_scheduled()


def test_what_was_approved_for_later_goes_live_and_not_what_was_typed_since(
    editor, licensed_reviewer, client, page
):
    later = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    editor.post(edit_url(page), typed(APPROVED, go_live_at=later, **SUBMIT))
    licensed_reviewer.post(edit_url(page), typed(APPROVED, go_live_at=later, **APPROVE))
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 1
    editor.post(edit_url(page), typed(NEWS, go_live_at=later))
    refused = editor.post(edit_url(page), typed(NEWS, go_live_at=later, **PUBLISH))
    assert "Page locked" in said_in(refused), "until its hour nobody types in it"
    pass_time()
    assert "depend on it" in stored_body(page) and NEWS not in stored_body(page)
    assert "Reviewed by Ada Example" in line_of(client, page)


def test_a_schedule_without_an_approval_is_refused_also_for_an_answer(editor, page):
    later = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    editor.post(edit_url(page), typed(NEWS, go_live_at=later, **PUBLISH))
    entry = FaqEntryFactory(question="Does it help?", answer="<p>Some people.</p>")
    url = reverse("wagtailsnippets_clinic_faqentry:edit", args=(entry.pk,))
    fields = {"question": entry.question, "answer": rich_text(f"<p>{NEWS}</p>"), "topic": ""}
    data = nested_form_data({**fields, "go_live_at": later, "expire_at": ""})
    assert "approved before" in said_in(editor.post(url, data | PUBLISH))
    pass_time()
    assert NEWS not in stored_body(page)
    assert NEWS not in FaqEntry.objects.get(pk=entry.pk).answer


def test_a_cancelled_workflow_of_an_answer_publishes_nothing(editor):
    entry = FaqEntryFactory(question="Does it help?", answer="<p>Some people.</p>")
    entry.answer = f"<p>{NEWS}</p>"
    entry.save_revision(user=editor.user)
    Workflow.objects.get().start(entry, editor.user)
    url = reverse("wagtailsnippets_clinic_faqentry:edit", args=(entry.pk,))
    data = nested_form_data(
        {"question": entry.question, "answer": rich_text(entry.answer), "topic": ""}
    )
    editor.post(url, data | {"action-cancel-workflow": "True"})
    assert entry.current_workflow_state is None
    editor.post(url, data | PUBLISH)
    assert "Some people" in FaqEntry.objects.get(pk=entry.pk).answer


def test_unpublished_and_called_something_else_it_comes_back_by_a_reviewer_only(editor, page):
    page.save_revision().publish()
    page.unpublish()
    for purpose in ("general", "crisis", "health"):
        editor.post(edit_url(page), typed(NEWS, purpose=purpose, **PUBLISH))
        assert not StandardPage.objects.get(pk=page.pk).live, purpose
    editor.post(edit_url(page), typed(CALM, **PUBLISH))
    assert not StandardPage.objects.get(pk=page.pk).live

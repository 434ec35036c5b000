"""An editor hands a page in; a reviewer approves it; then it is on the site."""

import pytest
from django.urls import reverse
from wagtail.models import Workflow

from staff import roles
from tests.factories import StandardPageFactory
from tests.staff.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    """Return a live page whose changed text waits for the clinical review, and its waiting task."""
    page = StandardPageFactory(title="Safety", introduction="The old words.")
    page.introduction = "The new words."
    page.save_revision(user=make_user("writer", roles.EDITOR))
    state = Workflow.objects.get(name=roles.WORKFLOW).start(page, make_user("sender", roles.EDITOR))
    return page, state.current_task_state


def decide(client, page, task, action: str):
    address = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, action, task.pk))
    return client.post(address, {"comment": "Read and checked."})


def test_approving_puts_the_page_on_the_site(signed_in, waiting, client):
    page, task = waiting
    decide(signed_in(roles.REVIEWER), page, task, "approve")
    page.refresh_from_db()
    assert page.introduction == "The new words."
    assert "The new words." in client.get(page.url).content.decode()


def test_sending_back_changes_nothing_on_the_site(signed_in, waiting):
    page, task = waiting
    decide(signed_in(roles.REVIEWER), page, task, "reject")
    page.refresh_from_db()
    task.refresh_from_db()
    assert (page.introduction, task.status) == ("The old words.", "rejected")


def test_an_editor_cannot_approve_in_the_reviewers_place(signed_in, waiting):
    page, task = waiting
    decide(signed_in(roles.EDITOR), page, task, "approve")
    page.refresh_from_db()
    assert page.introduction == "The old words."

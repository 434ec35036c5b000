"""'Approve before publishing', small corrections, and every way round a reviewer that somebody might try."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.models import StandardPage
from staff import roles
from tests.factories import ServicePageFactory
from tests.factories.blog import BlogPostPageFactory
from tests.factories.clinic import ClinicSettingsFactory, ReferenceFactory, stream
from tests.factories.home import home_page
from tests.review.around import NEWS, said_in, stored_body
from tests.review.reviewing import approved, licensed, line_of
from tests.review.writing import CALM, PUBLISH, edit_url, typed, typed_in
from tests.staff.people import make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [roles.EDITOR, roles.ADMINISTRATOR])
def test_health_content_goes_live_only_when_a_reviewer_approved_it(role, page):
    client = sign_in(role)
    response = client.post(edit_url(page), typed(NEWS, **PUBLISH))
    assert "approved before they are published" in said_in(response)
    assert "Ketamine lifts" in response.content.decode(), "what was typed is lost"
    assert "lifts" not in stored_body(page)


def test_a_new_health_page_is_handed_in_not_published(editor):
    add = reverse("wagtailadmin_pages:add", args=("home", "standardpage", home_page().pk))
    assert editor.post(add, typed(slug="made", **PUBLISH)).status_code == 200
    assert not StandardPage.objects.filter(slug="made").exists()
    assert editor.post(add, typed(slug="made")).status_code == 302
    assert not StandardPage.objects.get(slug="made").live


def test_switched_off_it_goes_live_and_says_that_it_changed(
    editor, client, page, published_at_once
):
    approved(page)
    assert editor.post(edit_url(page), typed(NEWS, **PUBLISH)).status_code == 302
    assert "changed since, waiting for review" in line_of(client, page)


def saved(client, row, **values):
    """Change the clinic's settings on their screen."""
    url = reverse("wagtailsettings:edit", args=("clinic", "clinicsettings", row.site_id))
    streams = nested_form_data({"social": streamfield([]), "closed_days": streamfield([])})
    return client.post(url, {**typed_in(client, url), **streams, **values}, follow=True)


def test_the_switch_is_on_and_those_who_run_accounts_may_switch_it_off(administrator):
    row = ClinicSettingsFactory()
    assert row.approve_before_publishing
    data = {"approve_before_publishing": ""}
    saved(administrator, row, **data)
    row.refresh_from_db()
    assert not row.approve_before_publishing


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("crisis_text", rich_text("")),
        ("financial_interest", " "),
        ("financial_interest", "."),
        ("financial_interest", "n/a"),
    ],
)
def test_standing_texts_are_not_emptied_in_passing(name, value, administrator):
    row = ClinicSettingsFactory(crisis_text="<p>Call 988.</p>", financial_interest="We offer it.")
    assert "can’t be emptied" in said_in(saved(administrator, row, **{name: value}))
    row.refresh_from_db()
    assert len(getattr(row, name)) > 4


def test_the_clinics_own_crisis_line_keeps_the_number(administrator, reviewer):
    row = ClinicSettingsFactory(crisis_text="<p>Call 988.</p>")
    for who in (administrator, reviewer):
        response = saved(who, row, crisis_text=rich_text("<p>In a crisis, call us.</p>"))
        assert "People rely on these numbers here: 988" in said_in(response)
        row.refresh_from_db()
        assert "988" in row.crisis_text
    saved(administrator, row, crisis_text=rich_text("<p>In a crisis, call or text 988.</p>"))
    row.refresh_from_db()
    assert "or text" in row.crisis_text


def test_what_a_page_says_of_its_own_review_is_the_reviewers(administrator, reviewer):
    row = ClinicSettingsFactory()
    response = saved(administrator, row, overdue_text="All of this is up to date.")
    assert "the clinical reviewer’s to change" in said_in(response)
    row.refresh_from_db()
    assert "out of date" in row.overdue_text
    saved(reviewer, row, overdue_text="We are late with reading this again.")
    row.refresh_from_db()
    assert row.overdue_text == "We are late with reading this again."


def test_publishing_an_unchanged_or_an_approved_text_needs_nobody(editor, page):
    assert editor.post(edit_url(page), typed(CALM, **PUBLISH)).status_code == 302


def test_a_reviewer_publishes_without_asking_anybody(reviewer, page):
    assert reviewer.post(edit_url(page), typed(NEWS, **PUBLISH)).status_code == 302
    assert "lifts" in stored_body(page)


@pytest.mark.parametrize("scheduled", [True, False])
def test_no_way_of_publishing_is_another(scheduled, page):
    user = make_user("ed", roles.EDITOR)
    page.introduction = NEWS
    if scheduled:
        page.go_live_at = timezone.now() + timedelta(days=1)
    revision = page.save_revision(user=user)
    with pytest.raises(PermissionDenied, match="approved before"):
        revision.publish(user=user)
    assert not Page.objects.get(pk=page.pk).scheduled_revision


def test_an_administrator_approves_nothing_in_the_workflow(administrator, page):
    user = make_user("ed", roles.EDITOR)
    page.introduction = NEWS
    page.save_revision(user=user)
    page.get_workflow().start(page, user)
    task = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", task.pk))
    superuser = sign_in(roles.ADMINISTRATOR, is_superuser=True)
    for client in (administrator, superuser):
        client.post(url, {"comment": ""})
    assert StandardPage.objects.get(pk=page.pk).introduction != NEWS


def test_cancelling_the_workflow_is_no_way_round(editor, page):
    editor.post(edit_url(page), typed(NEWS, **{"action-submit": "1"}))
    editor.post(edit_url(page), typed(NEWS, **{"action-cancel-workflow": "1"}))
    assert editor.post(edit_url(page), typed(NEWS, **PUBLISH)).status_code == 200
    assert "lifts" not in stored_body(page)


def test_a_service_page_is_no_surer_than_its_cards():
    page = ServicePageFactory(evidence_strength="limited")
    page.evidence_strength = "strong"
    user = licensed()
    with pytest.raises(PermissionDenied, match="no evidence card"):
        page.save_revision(user=user).publish(user=user)
    source = ReferenceFactory()
    card = {"title": "Q", "finding": "<p>F.</p>", "strength": "limited", "references": [source.pk]}
    page.body = stream(("evidence", card))
    with pytest.raises(PermissionDenied, match="surer"):
        page.save_revision(user=user).publish(user=user)


def test_a_new_treatment_page_starts_with_no_evidence_given():
    from home.models import ServicePage

    assert ServicePage().evidence_strength == "not-given"


def test_a_post_is_approved_first_too():
    post = BlogPostPageFactory()
    post.introduction = NEWS
    user = make_user("ed", roles.EDITOR)
    with pytest.raises(PermissionDenied, match="approved before"):
        post.save_revision(user=user).publish(user=user)

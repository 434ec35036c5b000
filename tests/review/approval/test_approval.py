"""The line 'Reviewed by …' is the result of an approval: nothing else writes it, and it says when it no longer holds."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision, Workflow

from clinic.models import Person
from home.models import StandardPage
from review.approval.approving import months_later
from review.models import Approval, ReviewedText, Reviewer
from review.texts.page_mark import mark_of
from staff import roles
from tests.every_page import graph_of
from tests.factories import StandardPageFactory
from tests.factories.clinic import (
    PersonFactory,
)
from tests.factories.home import home_page
from tests.review.approval.lines import made, says_nothing_of_a_review
from tests.review.reviewing import approved, hidden_fields, licensed, line_of, link
from tests.review.writing import CLAIM, PUBLISH, edit_url, typed
from tests.staff.people import make_user, sign_in

pytestmark = pytest.mark.django_db
TICK = {"review-approve-text": "yes"}
TYPED_REVIEW = {
    "clinical_reviewer": "1",
    "clinical_reviewer_id": "1",
    "last_reviewed": "2026-01-02",
    "next_review": "2030-01-02",
    "review_line": "reviewed",
    "reviewed_text": "1",
    "text_approvals-TOTAL_FORMS": "1",
    "text_approvals-INITIAL_FORMS": "0",
    "text_approvals-0-person": "1",
    "text_approvals-0-person_name": "Ada",
}


# --- Who approves, and how ----------------------------------------------------------------------
def test_one_press_approves_the_published_page(licensed_reviewer, client, page):
    url = reverse("review_approve", args=(page.pk,))
    screen = BeautifulSoup(licensed_reviewer.get(url).content, "html.parser")
    assert "I read this today; next in 12 months" in screen.select_one("form button").text
    assert licensed_reviewer.post(url, hidden_fields(screen)).status_code == 302
    approval = Approval.objects.get(page=page)
    assert (approval.account, approval.person_name) == (licensed_reviewer.user, "Ada Example")
    assert approval.next_review == months_later(timezone.localdate(), 12)
    said = line_of(client, page)
    assert "Reviewed by Ada Example, MD" in said and "Last reviewed" in said
    nodes = graph_of(client.get(page.url))
    node = next(n for n in nodes.values() if n["@type"] == "MedicalWebPage")
    assert node["lastReviewed"] == timezone.localdate().isoformat()
    assert nodes[node["reviewedBy"]["@id"]]["name"] == "Ada Example"
    assert PageLogEntry.objects.filter(action="review.approve", page=page.pk).exists()


def test_several_pages_of_the_report_are_approved_at_once(licensed_reviewer, page):
    other = StandardPageFactory(purpose="legal", slug="law")
    bad = StandardPageFactory(purpose="health", slug="bad", introduction=CLAIM)
    soup = BeautifulSoup(licensed_reviewer.get(reverse("reviews_due")).content, "html.parser")
    ticks = {box["value"] for box in soup.select("[name=pages]")}
    assert {str(page.pk), str(other.pk), str(bad.pk)} <= ticks
    data = {**hidden_fields(soup), "pages": [page.pk, other.pk, bad.pk, "x", 999999]}
    licensed_reviewer.post(reverse("reviews_approve"), data)
    assert set(Approval.objects.values_list("page_id", flat=True)) == {page.pk, other.pk}
    law = Approval.objects.get(page=other)
    assert law.next_review == months_later(timezone.localdate(), 6)


@pytest.mark.parametrize("role", [roles.EDITOR, roles.ADMINISTRATOR, roles.REVIEWER])
def test_nobody_else_approves(role, client, page):
    who = sign_in(role)
    mark = mark_of(page)
    who.post(reverse("review_approve", args=(page.pk,)), {"mark": mark})
    who.post(reverse("reviews_approve"), {"pages": [page.pk], f"mark-{page.pk}": mark})
    who.post(edit_url(page), typed(**PUBLISH, **TICK))
    assert not Approval.objects.exists()
    assert says_nothing_of_a_review(client, page)


@pytest.mark.parametrize("lacks", [{"is_sample": True}, {"licence": " "}])
def test_a_sample_profile_or_one_without_licence_approves_nothing(lacks, client, page):
    who = sign_in(roles.REVIEWER)
    link(who.user, **lacks)
    who.post(reverse("review_approve", args=(page.pk,)), {"mark": mark_of(page)})
    assert not Approval.objects.exists()
    assert "sample" in who.get(edit_url(page)).content.decode() or lacks.get("licence")


def test_a_link_without_the_role_or_a_superuser_approves_nothing(page):
    for who in (sign_in(roles.EDITOR), sign_in(is_superuser=True, is_staff=True)):
        link(who.user)
        who.post(reverse("review_approve", args=(page.pk,)), {"mark": mark_of(page)})
        Reviewer.objects.all().delete()
    assert not Approval.objects.exists()


def test_only_administrators_link_accounts_to_people(editor, reviewer, administrator):
    real = PersonFactory(is_sample=False, licence="MD, VA, 1")
    add = reverse("reviewers:add")
    for who in (editor, reviewer):
        who.post(add, {"user": who.user.pk, "person": real.pk})
        assert not Reviewer.objects.exists()
    refused = administrator.post(add, {"user": reviewer.user.pk, "person": PersonFactory().pk})
    assert "sample profile approves nothing" in refused.content.decode()
    administrator.post(add, {"user": reviewer.user.pk, "person": real.pk})
    assert Reviewer.objects.get().user == reviewer.user


def test_publishing_by_a_reviewer_is_no_approval_unless_they_say_so(licensed_reviewer, page):
    licensed_reviewer.post(edit_url(page), typed("Another sentence.", **PUBLISH))
    assert not Approval.objects.exists()
    licensed_reviewer.post(edit_url(page), typed("Another sentence.", **PUBLISH, **TICK))
    assert ReviewedText.objects.get(page=page).changed_at is None


@pytest.mark.parametrize("is_licensed", [True, False])
def test_in_the_workflow_only_a_licensed_reviewer_approves(is_licensed, page):
    page.body = [("text", "<p>Handed in.</p>")]
    page.save_revision(user=make_user("writer", roles.EDITOR))
    task = Workflow.objects.get(name=roles.WORKFLOW).start(page, make_user("ed", roles.EDITOR))
    who = licensed() if is_licensed else make_user("rolf", roles.REVIEWER)
    state = task.current_task_state
    state.task.specific.on_action(state, who, "approve")
    assert "Handed in." in str(StandardPage.objects.get(pk=page.pk).body)
    assert Approval.objects.exists() is is_licensed
    if is_licensed:
        assert ReviewedText.objects.get(page=page).changed_at is None


# --- Ways round it -------------------------------------------------------------------------------
def test_no_form_writes_a_review_whatever_the_fields_are_called(editor, client, page):
    for data in (typed(**TYPED_REVIEW, **PUBLISH), typed(**TYPED_REVIEW)):
        assert editor.post(edit_url(page), data).status_code == 302
    assert says_nothing_of_a_review(client, page)
    names = [
        f["name"]
        for f in BeautifulSoup(editor.get(edit_url(page)).content, "html.parser").select("[name]")
    ]
    assert not {"clinical_reviewer", "last_reviewed", "next_review"} & set(names)


def test_a_copy_an_alias_and_a_move_carry_no_review(client, page):
    approved(page)
    copied = page.copy(update_attrs={"slug": "copied", "title": "Copied"})
    alias = page.create_alias(update_slug="alias")
    for other in (copied, alias):
        assert says_nothing_of_a_review(client, other)
    assert "Reviewed by" in line_of(client, page)


def test_an_older_version_with_a_review_in_it_brings_none_back(editor, client, page):
    person = PersonFactory(is_sample=False)
    revision = page.save_revision()
    review = {
        "clinical_reviewer": person.pk,
        "last_reviewed": "2026-01-02",
        "next_review": "2030-01-02",
    }
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, **review})
    Revision.objects.get(pk=revision.pk).publish()
    assert says_nothing_of_a_review(client, page)
    made = StandardPage.from_serializable_data({**page.serializable_data(), **review})
    assert made.last_reviewed is None and made.clinical_reviewer is None


def test_a_page_takes_no_review_from_code_either(page):
    with pytest.raises(AttributeError):
        page.last_reviewed = timezone.localdate()
    with pytest.raises((AttributeError, TypeError)):
        StandardPage(title="x", clinical_reviewer=PersonFactory())


def test_a_sample_profile_that_becomes_a_person_reviews_nothing(client, page):
    person = PersonFactory()
    page.author = person
    page.save()
    Person.objects.filter(pk=person.pk).update(is_sample=False, licence="MD, VA, 1", name="Real")
    assert says_nothing_of_a_review(client, page)


def test_only_a_reviewer_takes_a_page_out_of_review(editor, reviewer, client, page):
    response = editor.post(edit_url(page), typed(purpose="general", **PUBLISH))
    assert "Only a clinical reviewer" in response.content.decode()
    assert "Not yet reviewed" in line_of(client, page)
    assert reviewer.post(edit_url(page), typed(purpose="general", **PUBLISH)).status_code == 302
    assert "Not yet reviewed" not in client.get(page.url).content.decode()


# --- A new page has no way past the reviewer either ----------------------------------------------
GENERAL = {"purpose": "general", "slug": "made"}


def test_a_new_page_without_review_is_published_by_a_reviewer_only(editor, administrator, reviewer):
    add = reverse("wagtailadmin_pages:add", args=("home", "standardpage", home_page().pk))
    for client in (editor, administrator):
        response = client.post(add, typed(**GENERAL, **PUBLISH))
        said = " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())
        assert "has no clinical review" in said and "submit it to the reviewer" in said
        assert made() is None
    editor.post(add, typed(**GENERAL))
    assert reviewer.post(edit_url(made()), typed(**GENERAL, **PUBLISH)).status_code == 302
    assert made().live


def test_a_draft_without_review_is_saved_by_everybody(editor):
    add = reverse("wagtailadmin_pages:add", args=("home", "standardpage", home_page().pk))
    assert editor.post(add, typed(**GENERAL)).status_code == 302
    assert not made().live


def test_unpublishing_first_is_no_way_out_of_review(editor, page):
    page.unpublish()
    response = editor.post(edit_url(page), typed(purpose="general", **PUBLISH))
    assert response.status_code == 200
    page.refresh_from_db()
    assert not page.live


def test_no_way_beside_the_editor_publishes_a_page_without_review(editor, page):
    page.unpublish()
    editor.post(edit_url(page), typed(purpose="general"))
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    response = editor.post(f"{url}?id={page.pk}&next=/admin/", follow=True)
    assert "a clinical reviewer publishes them first" in response.content.decode()
    answer = editor.post(f"/admin/api/main/pages/{page.pk}/action/publish/", {})
    assert answer.status_code == 403
    page.refresh_from_db()
    assert not page.live


def test_a_page_that_is_read_without_review_is_still_an_editors(editor, page):
    page.purpose = "general"
    page.save_revision().publish()
    response = editor.post(edit_url(page), typed("Parking.", purpose="general", **PUBLISH))
    assert response.status_code == 302

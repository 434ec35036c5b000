"""'Approve before publishing', small corrections, and every way round a reviewer that somebody might try."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from clinic.models import FaqEntry
from home.models import StandardPage
from review.approval.approving import follow_all
from review.models import Correction
from staff import roles
from tests.factories import ServicePageFactory
from tests.factories.blog import BlogPostPageFactory
from tests.factories.clinic import ClinicSettingsFactory, FaqEntryFactory, ReferenceFactory, stream
from tests.factories.forms import FormPageFactory
from tests.factories.home import home_page
from tests.staff.people import make_user, sign_in

from .reviewing import approved, licensed, line_of, link
from .test_everything import typed_in
from .writing import CALM, PUBLISH, edit_url, typed

pytestmark = pytest.mark.django_db

NEWS = "Ketamine lifts a low mood within a few hours in many people."
LONG = "Ketamine can be missused. It can cause dependence in some people who take it often at home."
SMALL = {"review-small-correction": "yes", "review-small-reason": "A slip of the pen."}


def said_in(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def stored_body(page) -> str:
    return str(type(page).objects.get(pk=page.pk).body)


@pytest.fixture
def general(page):
    """A live page that a reviewer once made 'General'."""
    page.purpose = "general"
    page.body = '[{"type": "text", "value": "<p>Park behind the house.</p>"}]'
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


# --- Approve before publishing -------------------------------------------------------------------
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


# --- Pages without a review ----------------------------------------------------------------------
def test_a_general_page_takes_no_health_content_from_an_editor(editor, general):
    response = editor.post(edit_url(general), typed(NEWS, purpose="general", **PUBLISH))
    assert "something new about health" in said_in(response)
    assert "lifts" not in stored_body(general)
    calm = typed("Park in front of the house.", purpose="general", **PUBLISH)
    assert editor.post(edit_url(general), calm).status_code == 302


def test_a_general_page_takes_none_by_a_question_or_an_older_version(editor, general):
    entry = FaqEntryFactory(question="Does it help?", answer=f"<p>{NEWS}</p>")
    general.body = f'[{{"type": "faq", "value": {{"title": "", "entries": [{entry.pk}]}}}}]'
    with pytest.raises(PermissionDenied):
        general.save_revision(user=editor.user).publish(user=editor.user)


@pytest.mark.parametrize("factory", [FormPageFactory])
def test_a_page_type_without_review_tells_no_medicine_either(factory):
    form = factory()
    form.introduction = "Ketamine relieves depression within hours in most people who try it."
    user = make_user("ed", roles.EDITOR)
    with pytest.raises(PermissionDenied, match="something new about health"):
        form.save_revision(user=user).publish(user=user)


def test_a_question_about_health_is_approved_first(editor):
    entry = FaqEntryFactory(question="Where do I park?", answer="<p>Behind the house.</p>")
    url = reverse("wagtailsnippets_clinic_faqentry:edit", args=(entry.pk,))
    data = nested_form_data(
        {"question": "Does it help?", "answer": rich_text(f"<p>{NEWS}</p>"), "topic": ""}
    )
    response = editor.post(url, data | PUBLISH)
    assert "approved before" in said_in(response)
    assert FaqEntry.objects.get(pk=entry.pk).question == "Where do I park?"


@pytest.mark.parametrize(
    "answer",
    [
        "Yes, it can happen. The risk is greater for people with a history of misuse.",
        "Yes, it can happen. The label says so.",
        "No, it can happen. The label says so. The risk is greater for people with a history of misuse.",
    ],
)
def test_a_sentence_that_goes_from_an_answer_on_health_is_approved_first_too(
    answer, editor, reviewer
):
    whole = "Yes, it can happen. The label says so. The risk is greater for people with a history of misuse."
    entry = FaqEntryFactory(question="Can I become dependent?", answer=f"<p>{whole}</p>")
    url = reverse("wagtailsnippets_clinic_faqentry:edit", args=(entry.pk,))
    question = {"question": entry.question, "topic": ""}
    data = nested_form_data({**question, "answer": rich_text(f"<p>{answer}</p>")}) | PUBLISH
    assert "approved before" in said_in(editor.post(url, data))
    assert whole in FaqEntry.objects.get(pk=entry.pk).answer
    same = nested_form_data({**question, "answer": rich_text(f"<p>{whole} </p>")}) | PUBLISH
    assert editor.post(url, same).status_code == 302
    if not answer.startswith("No"):  # which the check itself stops
        assert reviewer.post(url, data).status_code == 302
        assert whole not in FaqEntry.objects.get(pk=entry.pk).answer


def test_an_answer_that_tells_nothing_of_health_is_the_editors(editor):
    entry = FaqEntryFactory(
        question="Where do I park?", answer="<p>Behind the house. It is free.</p>"
    )
    url = reverse("wagtailsnippets_clinic_faqentry:edit", args=(entry.pk,))
    answer = rich_text("<p>Behind the house.</p>")
    data = nested_form_data({"question": entry.question, "answer": answer, "topic": ""})
    assert editor.post(url, data | PUBLISH).status_code == 302
    assert "free" not in FaqEntry.objects.get(pk=entry.pk).answer


# --- Copies --------------------------------------------------------------------------------------
def copy(client, page, **values):
    data = {
        "new_title": "Copy",
        "new_slug": "copy",
        "new_parent_page": page.get_parent().pk,
        **values,
    }
    return client.post(reverse("wagtailadmin_pages:copy", args=(page.pk,)), data)


@pytest.mark.parametrize("purpose", ["health", "general", "costs"])
@pytest.mark.parametrize("way", ["publish_copies", "alias"])
def test_a_copy_or_an_alias_is_not_live_at_once(purpose, way, administrator, page):
    page.purpose = purpose
    page.save_revision().publish()
    response = copy(administrator, page, **{way: "on"})
    assert (
        "takes no approval along" in said_in(response)
        and 'value="copy"' in response.content.decode()
    )
    assert not Page.objects.filter(slug="copy").exists()
    assert copy(administrator, page).status_code == 302
    assert not Page.objects.get(slug="copy").live


@pytest.mark.parametrize("action", ["copy", "create_alias"])
def test_the_admins_api_makes_no_live_copy(action, page):
    superuser = sign_in(roles.ADMINISTRATOR, is_superuser=True)
    data = {
        "destination_page_id": page.get_parent().pk,
        "keep_live": True,
        "update_slug": "copy",
        "recursive": False,
    }
    answer = superuser.post(
        f"/admin/api/main/pages/{page.pk}/action/{action}/", data, content_type="application/json"
    )
    assert answer.status_code == 403, answer.content
    assert not Page.objects.filter(slug="copy", live=True).exists()


def test_a_reviewers_copy_may_be_live_and_code_is_trusted(page):
    client = sign_in(roles.REVIEWER, roles.ADMINISTRATOR)
    assert copy(client, page, publish_copies="on").status_code == 302
    assert Page.objects.get(slug="copy").live
    assert page.copy(update_attrs={"slug": "by-code"}).live


# --- Small corrections ---------------------------------------------------------------------------
@pytest.fixture
def long_page(page):
    page.body = f'[{{"type": "text", "value": "<p>{LONG}</p>"}}]'
    page.save_revision().publish()
    return approved(page)


def test_a_slip_is_mended_at_once_and_the_approval_stays(editor, client, long_page):
    mended = LONG.replace("missused", "misused")
    assert editor.post(edit_url(long_page), typed(mended, **SMALL, **PUBLISH)).status_code == 302
    assert "misused" in stored_body(long_page)
    assert "Reviewed by Ada Example" in line_of(client, long_page)
    row = Correction.objects.get()
    assert (row.reason, row.account) == ("A slip of the pen.", editor.user)


def test_without_a_reason_it_is_no_correction(editor, long_page):
    data = {**SMALL, "review-small-reason": "  "}
    response = editor.post(
        edit_url(long_page), typed(LONG.replace("missused", "misused"), **data, **PUBLISH)
    )
    assert "Say what you corrected" in said_in(response)


@pytest.mark.parametrize(
    "text",
    [
        LONG.replace("can be", "can not be"),
        LONG.replace("some people", "9 people"),
        LONG.replace("can cause", "may cause"),
        LONG + " " + NEWS,
        NEWS,
        LONG.replace("It can", "It is a miracle that can"),
    ],
)
def test_what_changes_the_meaning_is_no_small_correction(text, editor, long_page):
    response = editor.post(edit_url(long_page), typed(text, **SMALL, **PUBLISH))
    assert response.status_code == 200
    assert "missused" in stored_body(long_page) and not Correction.objects.exists()


def test_many_small_steps_make_no_large_one(editor, client, page):
    text = "People drink water with nurses here, their friends arrive, then everybody talks together quietly."
    right = text.split()
    words = [f"{word[0]}{word}" for word in right]  # each with its first letter typed twice
    page.body = f'[{{"type": "text", "value": "<p>{" ".join(words)}</p>"}}]'
    page.save_revision().publish()
    approved(page)
    for count in range(1, len(words)):
        changed = " ".join([*right[:count], *words[count:]])
        if editor.post(edit_url(page), typed(changed, **SMALL, **PUBLISH)).status_code != 302:
            break
    assert count == 9


def test_unseen_for_a_week_it_is_a_change_like_any_other(editor, client, long_page):
    editor.post(edit_url(long_page), typed(LONG.replace("missused", "misused"), **SMALL, **PUBLISH))
    Correction.objects.update(made_at=timezone.now() - timedelta(days=8))
    follow_all()
    assert "changed since, waiting for review" in line_of(client, long_page)


@pytest.mark.parametrize(
    ("verdict", "line"),
    [("seen", "Reviewed by Ada Example"), ("review", "changed since, waiting for review")],
)
def test_a_reviewer_sees_it_on_the_dashboard_and_decides(verdict, line, editor, client, long_page):
    editor.post(edit_url(long_page), typed(LONG.replace("missused", "misused"), **SMALL, **PUBLISH))
    reviewer = sign_in(roles.REVIEWER)
    link(reviewer.user, name="Bea Example")
    dashboard = said_in(reviewer.get("/admin/"))
    assert "small correction" in dashboard and "A slip of the pen." in dashboard
    assert "A slip of the pen." not in said_in(editor.get("/admin/"))
    soup = BeautifulSoup(reviewer.get("/admin/").content, "html.parser")
    form = soup.select_one("form[action*='review/correction']")
    assert form.select_one("[name=csrfmiddlewaretoken]")["value"]
    url = reverse("review_correction", args=(Correction.objects.get().pk,))
    assert editor.post(url, {"verdict": verdict}).status_code in (302, 403)
    assert Correction.objects.get().seen_at is None
    reviewer.post(url, {"verdict": verdict})
    Correction.objects.update(made_at=timezone.now() - timedelta(days=8))
    follow_all()
    assert line in line_of(client, long_page)
    assert "A slip of the pen." not in said_in(reviewer.get("/admin/"))


def test_a_reviewer_without_a_licence_lets_no_correction_stand(editor, reviewer, client, long_page):
    editor.post(edit_url(long_page), typed(LONG.replace("missused", "misused"), **SMALL, **PUBLISH))
    dashboard = reviewer.get("/admin/")
    assert "not linked to a person" in said_in(dashboard)
    buttons = BeautifulSoup(dashboard.content, "html.parser").select("[name=verdict]")
    assert [button["value"] for button in buttons] == ["review"]
    url = reverse("review_correction", args=(Correction.objects.get().pk,))
    reviewer.post(url, {"verdict": "seen"})
    assert Correction.objects.get().seen_at is None
    reviewer.post(url, {"verdict": "review"})
    assert "changed since, waiting for review" in line_of(client, long_page)


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

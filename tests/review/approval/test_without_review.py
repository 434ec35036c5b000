"""Pages without a review, answers and copies: what is medical in them goes past a reviewer, too."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text

from clinic.models import FaqEntry
from home.models import StandardPage
from staff import roles
from tests.factories.clinic import FaqEntryFactory
from tests.factories.forms import FormPageFactory
from tests.review.around import NEWS, said_in, stored_body
from tests.review.writing import PUBLISH, edit_url, typed
from tests.staff.people import make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def general(page):
    """A live page that a reviewer once made 'General'."""
    page.purpose = "general"
    page.body = '[{"type": "text", "value": "<p>Park behind the house.</p>"}]'
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


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


def test_a_copy_says_what_it_takes_along_and_has_a_free_name(administrator, page):
    """Pressed at once it is made: the original's own address, which stood there, was always refused."""
    address = reverse("wagtailadmin_pages:copy", args=(page.pk,))
    for number in (2, 3):
        screen = BeautifulSoup(administrator.get(address).content, "html.parser")
        assert "takes along" in screen.main.get_text() and "comments" in screen.main.get_text()
        typed = {name: screen.find(id=f"id_{name}")["value"] for name in ("new_title", "new_slug")}
        assert typed == {"new_title": f"{page.title} {number}", "new_slug": f"{page.slug}-{number}"}
        assert copy(administrator, page, **typed).status_code == 302
        assert not Page.objects.get(slug=typed["new_slug"]).live


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

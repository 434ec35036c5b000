"""A new page begins with a choice of starters, whose prompts never reach a visitor."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text, streamfield

from blog.models import BlogPostPage
from content.prompts import MARK, write_prompt
from home.models import ServiceIndexPage, ServicePage
from home.starters.texts import STARTERS, fill_page, list_starters
from review.publishing.page_check import check_page, claims_on
from review.publishing.prompts import refuse_prompts
from review.texts.page_text import list_passages
from staff import roles
from tests.factories import ServiceIndexPageFactory, StandardPageFactory, home_page
from tests.factories.blog import blog_index
from tests.factories.clinic import ClinicSettingsFactory
from tests.review.writing import PUBLISH, SUBMIT, edit_url, typed
from tests.staff.people import make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def published_at_once():
    """Switch 'approve before publishing' off: what follows is about prompts alone."""
    ClinicSettingsFactory(approve_before_publishing=False)


def parent_of(page_type):
    """Return where pages of a type live."""
    if page_type is ServicePage:
        return ServiceIndexPage.objects.first() or ServiceIndexPageFactory(parent=home_page())
    return blog_index() if page_type is BlogPostPage else home_page()


def add_address(page_type) -> str:
    name = page_type._meta.label_lower.split(".")
    return reverse("wagtailadmin_pages:add", args=[*name, parent_of(page_type).pk])


def read(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


@pytest.mark.parametrize("key", list(STARTERS))
def test_a_starter_opens_as_a_draft_reviewed_by_nobody(key):
    editor = sign_in(roles.EDITOR)
    starter = STARTERS[key]
    address = add_address(starter.page_type)
    offered = BeautifulSoup(editor.get(address).content, "html.parser").select(
        "button[name=starter]"
    )
    assert [each["value"] for each in offered] == list(list_starters(starter.page_type))

    response = editor.post(address, {"starter": key})
    page = starter.page_type.objects.get(live=False)
    assert (response.status_code, response["Location"]) == (302, edit_url(page))
    assert page.owner == editor.user
    assert page.clinical_reviewer is None
    assert page.title.startswith(MARK) and MARK not in page.slug
    opened = editor.get(edit_url(page))
    assert opened.status_code == 200
    assert "no visitor sees it" in read(opened)
    assert Client().get(page.url).status_code == 404


@pytest.mark.usefixtures("published_at_once")
def test_no_way_of_publishing_lets_a_prompt_pass():
    person = make_user("ann", roles.REVIEWER, roles.EDITOR)
    for starter in STARTERS.values():
        page = fill_page(starter)
        parent_of(starter.page_type).add_child(instance=page)
        with pytest.raises(PermissionDenied, match=r"Prompts .* still stand"):
            page.save_revision().publish(user=person)
        page.refresh_from_db()
        assert not page.live


@pytest.mark.parametrize("key", list(STARTERS))
def test_no_starter_says_what_the_check_would_stop(key):
    page = fill_page(STARTERS[key])
    assert [at.finding.words for at in claims_on(page)] == []
    assert check_page(page).gaps[0].sentence.startswith("Prompts")


@pytest.mark.usefixtures("published_at_once")
def test_the_refusal_leads_to_each_prompt_and_keeps_what_was_typed():
    editor = sign_in(roles.EDITOR)
    page = StandardPageFactory(live=False)
    page.save_revision()
    body = streamfield(
        [
            ("text", rich_text("<p>Mine.</p>")),
            ("text", rich_text(f"<p>{write_prompt('Name them.')}</p>")),
        ]
    )
    data = typed(body=body, introduction=write_prompt("Say what it is."), **PUBLISH)
    data["body-1-id"] = "0f0e5b3c-1111-4222-8333-444455556666"
    response = editor.post(edit_url(page), data)
    soup = BeautifulSoup(response.content, "html.parser")
    lines = {
        link["href"]: link.parent.get_text(" ", strip=True)
        for link in soup.select(".messages .clinic-missing a")
    }
    assert list(lines) == [
        "#id_introduction",
        "#block-0f0e5b3c-1111-4222-8333-444455556666-section",
    ]
    assert "Say what it is." in lines["#id_introduction"]
    page.refresh_from_db()
    assert not page.live

    # Handing in is no publishing: the reviewer's screen says what is left.
    data = {key: value for key, value in data.items() if key not in PUBLISH} | SUBMIT
    assert editor.post(edit_url(page), data).status_code == 302
    assert "Prompts" in read(editor.get("/admin/"))


@pytest.mark.parametrize("key", list(STARTERS))
def test_each_prompt_of_a_starter_is_told_at_its_own_field(key):
    """Whoever has written all that the list asks for is not sent back for the second prompt of a block."""
    page = fill_page(STARTERS[key])
    parent_of(STARTERS[key].page_type).add_child(instance=page)
    form = SimpleNamespace(instance=page, fields={}, has_error=lambda name: False, errors=[])
    form.add_error = lambda name, error: form.errors.append(error)
    refuse_prompts(form, list_passages(page))
    asked = [words for error in form.errors for words in list_quoted(error)]
    count = sum(count_prompts(page, field) for field in page._meta.concrete_fields)
    assert len(asked) == count


def count_prompts(page, field) -> int:
    """Return how many prompts a starter put into a field: it has one at most in each text."""
    if field.is_relation or field.name == "draft_title":
        return 0
    value = getattr(page, field.name)
    return str(value.get_prep_value() if isinstance(field, StreamField) else value).count(MARK)


def list_quoted(error) -> list[str]:
    """Return every sentence of an error, however deep it lies in blocks."""
    inner = getattr(error, "block_errors", None)
    if inner is None:
        return list(error.messages)
    return [words for each in inner.values() for words in list_quoted(each)]


@pytest.mark.usefixtures("published_at_once")
def test_own_words_are_published():
    editor = sign_in(roles.EDITOR)
    page = StandardPageFactory(live=False)
    page.save_revision()
    assert editor.post(edit_url(page), typed(**PUBLISH)).status_code == 302
    page.refresh_from_db()
    assert page.live


def test_an_empty_page_and_an_unknown_starter_open_no_draft():
    editor = sign_in(roles.EDITOR)
    address = add_address(STARTERS["general"].page_type)
    before = Page.objects.count()
    empty = BeautifulSoup(editor.get(f"{address}?empty").content, "html.parser")
    assert empty.find(id="page-edit-form")
    editor.post(address, {"starter": "surgery"})
    assert Page.objects.count() == before
    assert sign_in(roles.FRONT_DESK).post(address, {"starter": "general"})["Location"] == "/admin/"
    assert Page.objects.count() == before

"""A draft saves with anything missing; what is missing for publishing is one list that leads to the fields."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.fields import RichTextField
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from blog.models import BlogPostPage
from tests.every_page import PAGE_TYPES, make_page
from tests.factories import LocationFactory
from tests.factories.blog import BlogPostPageFactory, blog_index
from tests.pages.test_picture_words import fields_of

pytestmark = pytest.mark.django_db


def edit_address(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def missing_in(response) -> dict[str, str]:
    """Return what the message lists: where each line leads, by its whole text."""
    html = BeautifulSoup(response.content, "html.parser")
    lines = html.select(".messages .clinic-missing li")
    return {" ".join(line.text.split()): (line.a["href"] if line.a else "") for line in lines}


def _emptied(page, sent: dict[str, str]) -> dict[str, str]:
    """Return what a browser sends where somebody emptied every field; rich text has a word of its own for it."""
    rich = {f.name for f in page._meta.get_fields() if isinstance(f, RichTextField)}
    return {
        key: value
        if key.startswith("csrf") or key.endswith(("FORMS", "-count", "-id", "-ORDER"))
        else ("null" if key in rich else "")
        for key, value in sent.items()
    }


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_a_draft_of_any_type_saves_with_every_field_empty(admin_client, name):
    page = make_page(name)
    page.save_revision()
    empty = _emptied(page, fields_of(admin_client, page))
    answer = admin_client.post(edit_address(page), empty, headers={"accept": "application/json"})
    assert answer.status_code == 200, answer.content
    assert answer.json()["success"] is True
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == page.title


def test_a_new_draft_saves_with_nothing_at_all(admin_client):
    index = blog_index()
    address = reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", index.pk])
    empty = {"body-count": 0, "related-count": 0, "further_references-count": 0,
             "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}  # fmt: skip
    answer = admin_client.post(address, empty, headers={"accept": "application/json"})
    assert answer.status_code == 200, answer.content
    draft = BlogPostPage.objects.get(pk=json.loads(answer.content)["pk"])
    assert not draft.live
    assert draft.title == "Without a title yet"


@pytest.mark.parametrize("title", ["🌊", "漢字のタイトル", "?!"])
def test_drafts_whose_titles_have_no_letter_for_an_address_are_saved_one_beside_the_other(
    admin_client, title
):
    index = blog_index()
    address = reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", index.pk])
    sent = {"title": title, "slug": "", "body-count": 0, "related-count": 0, "further_references-count": 0,
            "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}  # fmt: skip
    json_too = {"accept": "application/json"}
    answers = [admin_client.post(address, sent, headers=json_too).json() for _ in range(3)]
    assert [a.get("error_message") for a in answers] == [None] * 3, answers
    made = [answer["pk"] for answer in answers]
    slugs = list(
        BlogPostPage.objects.filter(pk__in=made).order_by("pk").values_list("slug", flat=True)
    )
    assert slugs == ["new-page", "new-page-2", "new-page-3"]
    # Saved again, without an address in its field as before, it keeps the one that it has.
    page = BlogPostPage.objects.get(pk=made[1])
    data = {**fields_of(admin_client, page), "slug": ""}
    assert admin_client.post(edit_address(page), data, headers=json_too).json()["success"]
    assert page.get_latest_revision_as_object().slug == "new-page-2"


def test_a_draft_whose_address_is_taken_gets_a_free_one(admin_client):
    BlogPostPageFactory(slug="a-trial")
    page = BlogPostPageFactory(slug="other", live=False)
    page.save_revision()
    data = {**fields_of(admin_client, page), "slug": "a-trial"}
    answer = admin_client.post(edit_address(page), data, headers={"accept": "application/json"})
    assert answer.json()["success"] is True
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().slug == "a-trial-2"


def test_publishing_lists_what_is_missing_with_a_link_each(admin_client):
    page = BlogPostPageFactory(category=None)
    page.save_revision()
    data = {**fields_of(admin_client, page), "title": "", "category": "", "date": "soon"}
    answer = admin_client.post(edit_address(page), {**data, "action-publish": "1"})
    assert answer.status_code == 200
    said = BeautifulSoup(answer.content, "html.parser").select_one(".messages").text
    assert "validation errors" not in said
    assert "Not published yet: 3 things are left to do. What you typed is kept." in said
    found = missing_in(answer)
    assert set(found.values()) == {"#id_title", "#id_category", "#id_date"}
    html = BeautifulSoup(answer.content, "html.parser")
    for anchor in found.values():
        assert html.find(id=anchor.removeprefix("#")), anchor
    assert any(line.startswith("Category: Choose what the post is about.") for line in found)


def test_a_part_inside_the_text_is_named_and_linked(admin_client):
    page = BlogPostPageFactory()
    page.save_revision()
    data = fields_of(admin_client, page)
    body = streamfield(
        [
            ("text", rich_text("<p>Words.</p>")),
            ("heading", {"text": "", "level": "h2", "anchor": ""}),
        ]
    )
    data |= nested_form_data({"body": body})
    data["body-1-id"] = "11111111-2222-3333-4444-555555555555"
    answer = admin_client.post(edit_address(page), {**data, "action-publish": "1"})
    found = missing_in(answer)
    assert list(found.values()) == ["#block-11111111-2222-3333-4444-555555555555-section"]
    assert next(iter(found)).startswith("Content: Heading")


def test_a_row_is_named_by_its_number(admin_client):
    place = LocationFactory()
    address = reverse("wagtailsnippets_clinic_location:edit", args=[place.pk])
    html = BeautifulSoup(admin_client.get(address).content, "html.parser")
    form = html.select_one("form[method=POST]:has([name=name])") or html.find("form", method="POST")
    data = {f["name"]: f.get("value", f.text) for f in form.select("input[name], textarea[name]")}
    data |= {s["name"]: (s.select_one("option[selected]") or {"value": ""})["value"]
             for s in form.select("select[name]")}  # fmt: skip
    data["opening_hours-0-opens"] = "5"
    answer = admin_client.post(address, data)
    assert b"Not saved yet" in answer.content
    assert any("1: Opens" in line for line in missing_in(answer))

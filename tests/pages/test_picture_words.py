"""A picture's description follows the picture, wherever a picture is chosen."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.fields import StreamField

from tests import factories
from tests.every_page import soup_of
from tests.factories.blog import BlogPostPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lake():
    return factories.ClinicImageFactory(title="IMG_1", description="A still lake")


@pytest.fixture
def hill():
    return factories.ClinicImageFactory(title="IMG_2", description="A green hill")


def alts(client, page) -> list[str]:
    page.refresh_from_db()
    return [img["alt"] for img in soup_of(client.get(page.url)).select("main picture img[alt]")]


def fields_of(client, page) -> dict[str, str]:
    """Return what the editor's form of `page` would send, as the browser sends it."""
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    form = BeautifulSoup(shown.content, "html.parser").find(id="page-edit-form")
    data: dict[str, str] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            data[field["name"]] = chosen["value"] if chosen else ""
        elif field.get("type") not in ("checkbox", "radio") or field.has_attr("checked"):
            data[field["name"]] = field.get("value", field.text)
    streams = {
        f"{field.name}-count": "0"
        for field in page._meta.get_fields()
        if isinstance(field, StreamField)
    }
    return {**data, **{k: v for k, v in streams.items() if k not in data}}


def save(client, page, **changed: str):
    data = {**fields_of(client, page), **changed}
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert answer.status_code == 302
    page.refresh_from_db()
    return page.get_latest_revision_as_object()


def test_the_pictures_own_description_is_used_and_follows_it(client, lake):
    page = factories.StandardPageFactory(picture=lake)
    assert "A still lake" in alts(client, page)
    lake.description = "A lake at dawn"
    lake.save()
    assert "A lake at dawn" in alts(client, page)


def test_a_file_name_is_never_read_out(client):
    image = factories.ClinicImageFactory(title="IMG_2034", description="")
    assert image.default_alt_text == ""
    page = factories.StandardPageFactory(picture=image)
    assert "IMG_2034" not in alts(client, page)


def test_words_about_the_former_picture_go_with_it(admin_client, lake, hill):
    page = BlogPostPageFactory(picture=lake, picture_alt="The lake behind our house")
    page.save_revision()
    kept = save(admin_client, page, introduction="Another sentence.")
    assert kept.picture_alt == "The lake behind our house"
    changed = save(admin_client, page, picture=str(hill.pk))
    assert (changed.picture, changed.picture_alt) == (hill, "")
    assert changed.picture_description == "A green hill"


def test_words_typed_for_the_new_picture_stay(admin_client, lake, hill):
    page = BlogPostPageFactory(picture=lake, picture_alt="The lake behind our house")
    page.save_revision()
    words = {"picture": str(hill.pk), "picture_alt": "Our hill"}
    assert save(admin_client, page, **words).picture_alt == "Our hill"


def test_the_same_words_stay_where_somebody_put_them_back(admin_client, lake, hill):
    page = BlogPostPageFactory(picture=lake, picture_alt="Our garden")
    page.save_revision()
    marked = {"picture": str(hill.pk), "picture_alt-kept": "1"}
    assert save(admin_client, page, **marked).picture_alt == "Our garden"


def picture_block(image, **values) -> dict:
    stored = {"image": image.pk, "decorative": False, "alt_text": "", **values}
    return {"image": stored, "caption": "", "width": "text"}


def test_a_block_says_the_pictures_own_description(client, lake):
    page = factories.StandardPageFactory(body=factories.stream(("picture", picture_block(lake))))
    assert alts(client, page) == ["A still lake"]
    decorative = picture_block(lake, decorative=True)
    page.body = factories.stream(("picture", decorative))
    page.save_revision().publish()
    assert alts(client, page) == [""]


def test_a_block_forgets_words_about_the_former_picture(admin_client, lake, hill):
    said = picture_block(lake, alt_text="The lake behind our house")
    page = BlogPostPageFactory(body=factories.stream(("picture", said)))
    page.save_revision()
    block = page.body[0]
    data = {
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "picture",
        "body-0-id": str(block.id), "body-0-value-image-image": str(hill.pk),
        "body-0-value-image-alt_text": "The lake behind our house",
        "body-0-value-caption": "", "body-0-value-width": "text",
    }  # fmt: skip
    image = save(admin_client, page, **data).body[0].value["image"]
    assert (image.pk, image.contextual_alt_text) == (hill.pk, "A green hill")
    assert page.get_latest_revision_as_object().body.raw_data[0]["value"]["image"]["alt_text"] == ""

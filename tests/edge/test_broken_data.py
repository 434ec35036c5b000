"""What is broken in the database never breaks a page: streams, pictures, snippets, settings."""

import json

import pytest
from django.db import connection
from wagtail.fields import StreamField
from wagtail.models import Site

from clinic.models import ClinicSettings, Menu, Reference
from content.blocks import body_blocks
from tests.every_page import PAGE_TYPES, make_page
from tests.factories import (
    ClinicDocumentFactory,
    ClinicImageFactory,
    ClinicSettingsFactory,
    FaqEntryFactory,
    LocationFactory,
    MenuFactory,
    NoticeFactory,
    PersonFactory,
    ReferenceFactory,
    StandardPageFactory,
    home_page,
    stream,
)

pytestmark = pytest.mark.django_db
BLOCKS = dict(body_blocks())
# Values that an old version, an import or a slip of the hand may have left in a block.
WRONG = (None, "", "text", 5, [], {}, [None], [{}], {"title": None}, {"items": None, "x": 1})
# Streams that are none.
NO_STREAMS = ("", "not json", "null", "{}", "5", '"text"', "[5]", "[null]", '[{"type": "gone"}]')


def write_raw(page, field: str, text: str) -> None:
    """Put `text` into a row's column, past every check of ours; the database wants JSON, no more."""
    table = connection.ops.quote_name(page._meta.db_table)
    column = connection.ops.quote_name(page._meta.get_field(field).column)
    key = connection.ops.quote_name(page._meta.pk.column)
    value = text if _is_json(text) else json.dumps(text)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", [value, page.pk])


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def streams(page) -> list[str]:
    """Return the names of a page's streams."""
    return [f.name for f in page._meta.get_fields() if isinstance(f, StreamField)]


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_a_column_that_is_no_stream(client, name):
    page = make_page(name)
    for field in streams(page):
        for text in NO_STREAMS:
            write_raw(page, field, text)
            assert client.get(page.url).status_code == 200, (field, text)


@pytest.mark.parametrize("block", sorted(BLOCKS))
def test_a_block_with_a_wrong_value(client, block):
    page = StandardPageFactory()
    write_raw(page, "body", stream(*((block, value) for value in WRONG)))
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("block", sorted(BLOCKS))
def test_a_block_whose_parts_are_gone(client, block):
    """Each part of a block in turn is missing, empty, or points to something deleted."""
    page = StandardPageFactory()
    definition = BLOCKS[block]
    stored = definition.get_prep_value(definition.get_preview_value())
    parts = stored if isinstance(stored, dict) else {}
    gone = (None, "", [], {}, 999_999, "999999", [999_999], [{"value": 999_999}])
    variants = [{**parts, part: value} for part in parts for value in gone]
    broken = [{"type": block, "value": variant} for variant in variants]
    write_raw(page, "body", json.dumps(broken, default=str))
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_a_picture_whose_file_is_gone(client, name):
    picture = ClinicImageFactory()
    page = make_page(name, picture=picture, og_image=picture)
    picture.file.storage.delete(picture.file.name)
    picture.renditions.all().delete()
    assert client.get(page.url).status_code == 200


def test_pictures_in_blocks_and_on_people_whose_files_are_gone(client):
    picture = ClinicImageFactory()
    person = PersonFactory(photo=picture, show_on_team=True)
    LocationFactory(map_image=picture)
    ClinicSettingsFactory(site=home_site(), logo=picture, social_image=picture)
    pages = [
        make_page("AboutPage"),
        make_page("BlogPostPage", author=person, picture=picture),
        StandardPageFactory(
            body=stream(
                ("picture", {"image": {"image": picture.pk, "alt_text": "x"}, "width": "text"}),
                ("people", {"title": "Team", "people": [person.pk]}),
            )
        ),
    ]
    picture.file.storage.delete(picture.file.name)
    for page in pages:
        assert client.get(page.url).status_code == 200, page


def home_site() -> Site:
    """Return the default site with its home page."""
    home_page()
    return Site.objects.get(is_default_site=True)


def test_a_file_to_download_that_is_gone(client):
    document = ClinicDocumentFactory()
    page = StandardPageFactory(body=stream(("document", {"document": document.pk, "title": "Map"})))
    document.file.storage.delete(document.file.name)
    assert client.get(page.url).status_code == 200
    assert client.get(document.url).status_code == 404


def test_deleted_snippets_leave_pages_whole(client):
    site = home_site()
    person, reference, faq = PersonFactory(), ReferenceFactory(), FaqEntryFactory()
    location, notice = LocationFactory(), NoticeFactory()
    post = make_page(
        "BlogPostPage",
        author=person,
        further_references=stream(("reference", reference.pk)),
        body=stream(
            ("text", f'<p>A claim <a linktype="reference" id="{reference.pk}">1</a>.</p>'),
            ("faq", {"title": "Questions", "entries": [faq.pk]}),
            ("people", {"title": "Team", "people": [person.pk]}),
            ("locations", {"title": "Where", "locations": [location.pk]}),
            ("notice", {"notice": notice.pk}),
        ),
    )
    category = post.category
    assert client.get(post.url).status_code == 200
    for gone in (person, Reference.objects.get(pk=reference.pk), faq, location, notice, category):
        gone.delete()
        assert client.get(post.url).status_code == 200, gone
    ClinicSettings.objects.filter(site=site).delete()
    assert client.get(post.url).status_code == 200


def test_pages_that_menus_and_buttons_lead_to_may_go(client):
    site = home_site()
    target = StandardPageFactory()
    ClinicSettingsFactory(site=site, request_page=target, consultation_page=target)
    MenuFactory(items=stream(("page", {"page": target.pk, "label": ""})))
    page = StandardPageFactory()
    assert target.url.encode() in client.get(page.url).content
    target.unpublish()
    assert f'href="{target.url_path}"'.encode() not in client.get(page.url).content
    target.delete()
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_an_empty_settings_row_and_none_at_all(client, name):
    page = make_page(name)
    assert not ClinicSettings.objects.exists()
    assert client.get(page.url).status_code == 200
    assert not ClinicSettings.objects.exists()  # reading writes nothing
    ClinicSettings.objects.create(
        site=home_site(), text_label="", request_label="", consultation_label=""
    )
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("text", NO_STREAMS)
def test_broken_streams_of_the_frame(client, text):
    row = ClinicSettingsFactory(site=home_site())
    menu = MenuFactory()
    page = StandardPageFactory()
    for model, field in ((row, "social"), (row, "closed_days"), (menu, "items")):
        write_raw(model, field, text)
        for address in (page.url, "/nothing/", "/search/", "/llms.txt", "/site.webmanifest"):
            assert client.get(address).status_code in (200, 404), (field, address)


@pytest.mark.parametrize(
    "value", [None, {}, {"page": None}, {"page": 999_999}, {"label": "x"}, {"links": None}, 5]
)
@pytest.mark.parametrize("block", ["page", "group", "link", "gone"])
def test_broken_links_of_a_menu(client, block, value):
    home_page()
    menu = Menu.objects.create(slot="main")
    write_raw(menu, "items", stream((block, value)))
    assert client.get("/").status_code == 200


def test_a_site_without_any_site_record_answers(client):
    home_page()
    Site.objects.all().delete()
    for address in ("/", "/search/", "/robots.txt", "/llms.txt", "/site.webmanifest"):
        assert client.get(address).status_code in (200, 404), address

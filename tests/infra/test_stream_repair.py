"""Whatever lies in a stream, the page answers."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import reverse

from clinic.models import ClinicSettings, Menu
from content.blocks import body_blocks
from home.models import StandardPage
from infra.stream_repair import RepairingStreamBlock, as_key
from tests.factories import (
    ClinicDocumentFactory,
    ClinicImageFactory,
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

NAMES = [name for name, _block in body_blocks()]
WRONG = [None, True, 0, -1, 3.5, 10**40, "", "text", "\x00", [], [1, None, "x", {}, []],
         {}, {"title": 3}, {"": None}, {"value": {"value": []}}, [[[[]]]], {"id": "abc"}]  # fmt: skip


def put(page, field, raw):
    """Write `raw` into the column as it is, past every check."""
    text = json.dumps(raw)
    if connection.vendor == "postgresql":
        text = text.replace(r"\u0000", "")  # its JSON can't hold that: it never lies there
    table = page._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {field} = %s WHERE page_ptr_id = %s", [text, page.pk])


@pytest.mark.parametrize("name", NAMES)
def test_no_stored_value_of_a_block_breaks_the_page(client, name):
    page = StandardPageFactory()
    keys = (
        list(dict(body_blocks())[name].child_blocks)
        if hasattr(dict(body_blocks())[name], "child_blocks")
        else []
    )
    values = [*WRONG, *({key: wrong} for key in keys for wrong in WRONG)]
    values.append({key: [{"type": "item", "value": {"a": 1}}] for key in keys})
    put(page, "body", [{"type": name, "value": value} for value in values])
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize(
    "raw",
    [
        None, 7, "word", {}, {"type": "text"}, [None], [7, "x", []],
        [{"type": "gone", "value": {}}], [{"type": ["text"], "value": ""}], [{"value": "no type"}],
        [{"type": "text"}], [{"type": "text", "value": "<p>kept</p>", "id": 7}],
    ],
)  # fmt: skip
def test_no_stored_stream_breaks_the_page(client, raw):
    page = StandardPageFactory()
    put(page, "body", raw)
    put(page, "further_references", raw)
    assert client.get(page.url).status_code == 200


def test_what_is_sound_stays(client):
    page = StandardPageFactory()
    put(page, "body", [{"type": "gone", "value": 1}, {"type": "text", "value": "<p>Kept.</p>"}])
    assert "Kept." in client.get(page.url).content.decode()


def test_the_editor_opens_a_page_with_broken_values(admin_client):
    page = StandardPageFactory()
    put(page, "body", [{"type": name, "value": value} for name in NAMES for value in (7, {}, [])])
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200


@pytest.mark.parametrize(
    "html",
    [
        '<a linktype="page" id="x">a</a>', '<a linktype="page">a</a>', "<a linktype>a</a>",
        '<a linktype="page" id="99999999999999999999999999">a</a>',
        '<a linktype="document" id="x">a</a>', '<a linktype="document">a</a>',
        '<a linktype="reference" id="x">a</a>', '<a linktype="reference">a</a>',
        '<a linktype="reference" id="99999999999999999999999999">a</a>',
        '<a linktype="reference" id="-1">a</a>', '<embed embedtype="image" id="x">',
        "<p", "<a linktype=", "</p></p>", "<script>alert(1)</script>",
    ],
)  # fmt: skip
def test_no_rich_text_breaks_the_page_or_its_saving(client, html):
    page = StandardPageFactory(body=stream(("text", f"<p>{html} end</p>")))
    page.save()  # the reference index reads the links
    assert client.get(page.url).status_code == 200


def test_everything_chosen_may_be_deleted(client):
    home_page()
    target = StandardPageFactory(title="Target")
    image, document = ClinicImageFactory(), ClinicDocumentFactory()
    person, place, source = PersonFactory(), LocationFactory(), ReferenceFactory()
    entry, notice = FaqEntryFactory(), NoticeFactory()

    def items(*keys):
        return [{"type": "item", "value": key, "id": str(n)} for n, key in enumerate(keys)]

    card = {"page": target.pk, "title": "", "text": "", "picture": image.pk}
    page = StandardPageFactory(
        picture=image,
        author=person,
        further_references=stream(("reference", source.pk)),
        body=stream(
            ("text", f'<p>See<a linktype="reference" id="{source.pk}">[source]</a> and '
                     f'<a linktype="page" id="{target.pk}">this page</a> and '
                     f'<a linktype="document" id="{document.pk}">this file</a>.</p>'),
            ("picture", {"image": {"image": image.pk, "alt_text": "a", "decorative": False}}),
            ("document", {"document": document.pk}),
            ("people", {"people": items(person.pk)}),
            ("locations", {"locations": items(place.pk), "show_hours": True, "show_map": True}),
            ("evidence", {"title": "Q", "finding": "<p>F</p>", "references": items(source.pk)}),
            ("faq", {"title": "FAQ", "entries": items(entry.pk)}),
            ("notice", {"notice": notice.pk}),
            ("quote", {"text": "Words", "source": "Who", "reference": source.pk}),
            ("cards", {"title": "Cards", "cards": items(card)}),
            ("call_to_action", {"title": "Go", "kind": "page", "page": target.pk}),
            ("form_link", {"form": target.pk}),
            ("video", {"title": "V", "url": "https://vimeo.com/1", "poster": image.pk}),
            ("latest_posts", {"title": "Posts", "count": 3, "category": 99}),
        ),
    )  # fmt: skip
    before = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert (
        before.select_one("#ref-1") and before.find("a", string="this page")["href"] == target.url
    )
    for thing in (target, image, document, person, place, source, entry, notice):
        thing.delete()
    response = client.get(page.url)
    assert response.status_code == 200
    after = BeautifulSoup(response.content, "html.parser")
    assert not after.select("#ref-1, .cite, .block-cards, .block-notice, .block-faq")
    assert "href" not in after.find("a", string="this page").attrs


@pytest.mark.parametrize("raw", [7, "x", [{"type": "page", "value": 5}], [{"type": "group"}],
                                 [{"type": "link", "value": {"url": 5}}]])  # fmt: skip
def test_no_stored_menu_breaks_the_site(client, raw):
    home_page()
    menu = MenuFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Menu._meta.db_table} SET items = %s WHERE id = %s", [json.dumps(raw), menu.pk]
        )
    assert client.get("/").status_code == 200


def test_no_settings_row_is_needed_and_none_is_written(client):
    page = home_page()
    assert client.get(page.url).status_code == 200
    assert not ClinicSettings.objects.exists()


def test_keys():
    assert as_key("12") == 12
    assert [as_key(x) for x in (None, True, "x", "1.5", "²", 0, -1, 2**63, "9" * 30)] == [None] * 9


def test_a_stream_made_in_python_is_taken_as_it_is():
    block = RepairingStreamBlock(body_blocks())
    value = block.to_python([("heading", {"text": "Hello", "level": "h2", "anchor": ""})])
    assert value[0].value["text"] == "Hello"
    assert StandardPage(title="x", body=[("text", "<p>a</p>")]).body[0].block_type == "text"

"""Every block and every snippet can be seen before it is used."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import reverse
from wagtail.admin.panels import get_edit_handler
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock
from wagtail.models import Page, PreviewableMixin
from wagtail.snippets.models import get_snippet_models

from clinic.blocks.menu import menu_items
from clinic.models import ClinicSettings, Location, Menu, Notice, Person
from content.blocks import body_blocks
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
NAMES = sorted(BLOCKS)


def _main(response):
    return BeautifulSoup(response.content, "html.parser").find("main")


def _children(block: Block):
    if isinstance(block, (StructBlock, StreamBlock)):
        return list(block.child_blocks.values())
    return [block.child_block] if isinstance(block, ListBlock) else []


def _depth(block: Block) -> int:
    """Count the levels of blocks that an editor opens inside `block`."""
    inner = max((_depth(child) for child in _children(block)), default=0)
    return inner + isinstance(block, (ListBlock, StreamBlock))


@pytest.mark.parametrize("name", NAMES)
def test_each_block_says_what_it_is(name):
    block = BLOCKS[name]
    assert block.get_description(), f"{name} needs a description in its Meta"
    assert block.meta.icon not in ("", "placeholder"), f"{name} needs an icon in its Meta"
    assert str(block.meta.group), f"{name} needs a group in its Meta"
    assert block.is_previewable, f"{name} needs a preview_value in its Meta"
    assert block.meta.template == f"blocks/{name}.html"


@pytest.mark.parametrize("name", NAMES)
def test_no_block_is_nested_deeper_than_two_levels(name):
    assert _depth(BLOCKS[name]) <= 2


@pytest.mark.parametrize(("name", "block"), menu_items(), ids=lambda value: str(value)[:12])
def test_menu_items_say_what_they_are(name, block):
    assert block.get_description()
    assert block.meta.icon


@pytest.mark.parametrize("name", NAMES)
def test_each_block_has_a_preview_on_an_empty_site(admin_client, name):
    response = admin_client.get(
        reverse("wagtailadmin_block_preview"), {"id": BLOCKS[name].definition_prefix}
    )
    assert response.status_code == 200
    main = _main(response)
    assert main.get_text(strip=True), f"the preview of {name} is empty"
    assert "site.css" in response.content.decode()


@pytest.fixture
def full_site():
    """One of everything that a block can show."""
    home_page()
    ClinicImageFactory()
    ClinicDocumentFactory()
    PersonFactory(name="Ada Sample")
    LocationFactory(name="River clinic")
    ReferenceFactory()
    FaqEntryFactory(question="How long does it take?")
    NoticeFactory(title="About prices")
    StandardPageFactory(title="What it costs")
    ClinicSettingsFactory()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("people", "Ada Sample"),
        ("locations", "River clinic"),
        ("faq", "How long does it take?"),
        ("notice", "About prices"),
        ("cards", "What it costs"),
        ("evidence", "[1]"),
        ("document", "PDF"),
    ],
)
def test_previews_show_the_clinics_own_things(admin_client, full_site, name, words):
    response = admin_client.get(
        reverse("wagtailadmin_block_preview"), {"id": BLOCKS[name].definition_prefix}
    )
    assert words in _main(response).get_text()


def test_the_picture_preview_shows_a_picture(admin_client, full_site):
    response = admin_client.get(
        reverse("wagtailadmin_block_preview"), {"id": BLOCKS["picture"].definition_prefix}
    )
    assert _main(response).find("picture")


def test_every_snippet_and_every_setting_of_ours_can_be_previewed():
    ours = [m for m in get_snippet_models() if m._meta.app_label in ("clinic", "blog")]
    assert ours
    without = [m.__name__ for m in [*ours, ClinicSettings] if not issubclass(m, PreviewableMixin)]
    assert without == []
    assert all(m().preview_modes for m in ours)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (PersonFactory, "Looks after people"),
        (LocationFactory, "100 Sample Street"),
        (ReferenceFactory, "Journal of Samples"),
        (FaqEntryFactory, "we answer in plain words"),
        (NoticeFactory, "You may ask for an estimate."),
    ],
)
def test_snippets_show_as_pages_show_them(rf, make, words):
    thing = make()
    for mode, _label in thing.preview_modes:
        response = thing.make_preview_request(preview_mode=mode)
        assert response.status_code == 200
        assert words in _main(response).get_text()


def test_a_person_shows_on_the_team_page_and_under_an_article():
    person = PersonFactory(bio="Came here in 2019.", disclosures="None.")
    card = _main(person.make_preview_request(preview_mode="card"))
    author = _main(person.make_preview_request(preview_mode="author"))
    assert card.select_one(".c-person") and "Came here in 2019." in card.get_text()
    assert author.select_one(".c-author") and not author.select_one(".c-person")


def test_an_unsaved_snippet_can_be_previewed():
    for thing in (Person(name="New", role="Nurse"), Location(name="New"), Notice(title="New")):
        assert (
            thing.make_preview_request(preview_mode=thing.default_preview_mode).status_code == 200
        )


def test_a_menu_shows_on_the_home_page_before_it_is_published(client):
    home = home_page()
    page = StandardPageFactory(title="What it costs")
    menu = MenuFactory(items=stream(("page", {"page": page.pk, "label": "Costs"})))
    draft = Menu.objects.get(pk=menu.pk)
    draft.items = stream(("page", {"page": page.pk, "label": "Prices, new"}))
    shown = BeautifulSoup(draft.make_preview_request().content, "html.parser")
    assert "Prices, new" in shown.find("header").get_text()
    assert home.headline in shown.get_text()
    assert "Prices, new" not in client.get("/").content.decode()


def test_a_menu_can_be_previewed_without_a_home_page():
    assert Menu(slot=Menu.Slot.MAIN).make_preview_request().status_code == 200


def test_settings_are_previewed_before_they_are_saved():
    stored = ClinicSettingsFactory(tagline="Old line")
    draft = ClinicSettings.objects.get(pk=stored.pk)
    draft.tagline, draft.text_number = "New line", ""
    shown = BeautifulSoup(draft.make_preview_request().content, "html.parser")
    assert "New line" in shown.find("main").get_text()
    texts = {a["href"] for a in shown.select("a[href^='sms:']")}
    assert texts <= {"sms:988"}  # the crisis line is nobody's setting
    assert ClinicSettings.objects.get().tagline == "Old line"


def test_every_page_type_has_a_preview_and_panels():
    ours = [m for m in apps.get_models() if issubclass(m, Page) and m is not Page]
    for model in ours:
        assert model().preview_modes, model.__name__
        assert get_edit_handler(model)

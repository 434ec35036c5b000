"""The layout of every page: an edit shows on the next request, a rolled-back one never."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import transaction

from clinic import layout as frames
from clinic.layout import build_menu, page_urls
from clinic.models import Menu, Notice, OpeningHours
from content.cards import page_cards
from infra import content_version
from infra.memory import memoize
from infra.models import ContentVersion
from tests.factories import (
    ClinicSettingsFactory,
    FaqEntryFactory,
    LocationFactory,
    MenuFactory,
    NoticeFactory,
    PersonFactory,
    StandardPageFactory,
    home_page,
    stream,
)

pytestmark = pytest.mark.django_db


def _home(client):
    return BeautifulSoup(client.get("/").content, "html.parser")


@pytest.fixture
def site():
    return home_page()


# --- An edit shows on the next request -------------------------------------------------------
def test_settings_show_at_once(client, site):
    settings = ClinicSettingsFactory(phone="(703) 555-0100")
    assert "(703) 555-0100" in _home(client).get_text()
    settings.phone = "(703) 555-0199"
    settings.save()
    page = _home(client).get_text()
    assert "(703) 555-0199" in page and "(703) 555-0100" not in page


def test_a_menu_shows_at_once_when_it_is_published_and_not_before(client, site):
    target = StandardPageFactory(title="What it costs")
    menu = MenuFactory(items=stream(("page", {"page": target.pk, "label": "Costs"})))
    assert "Costs" in _home(client).find("header").get_text()
    menu.items = stream(("page", {"page": target.pk, "label": "Prices"}))
    revision = menu.save_revision()
    assert "Prices" not in _home(client).find("header").get_text()
    revision.publish()
    assert "Prices" in _home(client).find("header").get_text()


def test_hours_show_at_once(client, site):
    place = LocationFactory(hours=[])
    _home(client)
    OpeningHours.objects.create(location=place, day=5, opens="10:00", closes="12:00")
    assert "Saturday" in _home(client).find("footer").get_text()


def test_a_notice_shows_and_goes_at_once(client, site):
    notice = NoticeFactory(title="Closed by snow", place=Notice.Place.SITE)
    assert "Closed by snow" in _home(client).get_text()
    notice.active = False
    notice.save()
    assert "Closed by snow" not in _home(client).get_text()


def test_a_person_on_a_page_shows_at_once(client, site):
    person = PersonFactory(name="Ada Sample")
    page = StandardPageFactory(body=stream(("people", {"title": "Team", "people": []})))
    assert "Ada Sample" in client.get(page.url).content.decode()
    person.name = "Ada Example"
    person.save()
    assert "Ada Example" in client.get(page.url).content.decode()


@pytest.mark.parametrize(
    "make",
    [PersonFactory, LocationFactory, FaqEntryFactory, NoticeFactory,
     MenuFactory, ClinicSettingsFactory],
)  # fmt: skip
def test_every_thing_that_pages_show_makes_a_new_generation(make):
    before = content_version.read_version()
    thing = make()
    saved = content_version.read_version()
    thing.delete()
    assert len({before, saved, content_version.read_version()}) == 3


def test_pages_make_one_when_they_are_published_moved_or_deleted_but_not_as_drafts(site):
    page = StandardPageFactory()
    parent = StandardPageFactory()
    tokens = [content_version.read_version()]
    page.title = "Draft"
    revision = page.save_revision()
    assert content_version.read_version() == tokens[0]
    revision.publish()
    tokens.append(content_version.read_version())
    page.move(parent, "last-child")
    tokens.append(content_version.read_version())
    page.refresh_from_db()
    page.unpublish()
    tokens.append(content_version.read_version())
    page.delete()
    tokens.append(content_version.read_version())
    assert len(set(tokens)) == 5


def test_a_rolled_back_edit_never_shows(client, site):
    settings = ClinicSettingsFactory(phone="(703) 555-0100")
    _home(client)
    before = content_version.read_version()
    with pytest.raises(RuntimeError), transaction.atomic():
        settings.phone = "(703) 555-0199"
        settings.save()
        frames.layout_for(None)  # somebody looks while the edit is open
        raise RuntimeError
    assert content_version.read_version() == before
    page = _home(client).get_text()
    assert "(703) 555-0100" in page and "(703) 555-0199" not in page


def test_what_was_kept_while_an_edit_was_open_is_not_used_after_it_was_rolled_back():
    with pytest.raises(RuntimeError), transaction.atomic():
        content_version.change_version()
        assert memoize("x", lambda: "open") == "open"
        raise RuntimeError
    assert memoize("x", lambda: "after") == "after"
    content_version.change_version()
    assert memoize("x", lambda: "next") == "next"


def test_the_generation_is_one_row():
    content_version.change_version()
    content_version.change_version()
    assert ContentVersion.objects.count() == 1


def test_a_warm_frame_costs_one_query(rf, site, django_assert_num_queries):
    LocationFactory()
    MenuFactory()
    request = rf.get("/")
    frames.layout_for(request)
    with django_assert_num_queries(1):  # the content version
        frames.layout_for(request)


def test_the_frame_for_code_without_a_visitor_is_kept_as_well(site, django_assert_num_queries):
    LocationFactory()
    frames.default_layout()
    with django_assert_num_queries(1):
        frames.default_layout()
    ClinicSettingsFactory(name="River Clinic")
    assert frames.default_layout().site_name == "River Clinic"


# --- Addresses -------------------------------------------------------------------------------
def test_addresses_of_many_pages_cost_one_query(site, django_assert_num_queries):
    pages = StandardPageFactory.create_batch(5)
    page_urls([site.pk])
    with django_assert_num_queries(2):  # the content version, and all pages at once
        urls = page_urls([page.pk for page in pages])
    assert urls == {page.pk: page.url for page in pages}
    with django_assert_num_queries(1):
        assert page_urls([page.pk for page in pages]) == urls


def test_drafts_and_deleted_pages_have_no_address(site):
    draft, gone = StandardPageFactory(live=False), StandardPageFactory()
    key = gone.pk
    gone.delete()
    assert page_urls([draft.pk, key, 0, None, 10**15]) == {}


def test_a_page_that_is_published_later_gets_its_address(site):
    draft = StandardPageFactory(live=False)
    assert page_urls([draft.pk]) == {}
    draft.save_revision().publish()
    assert page_urls([draft.pk]) == {draft.pk: draft.url}


def test_cards_leave_out_what_visitors_may_not_see(site):
    shown = StandardPageFactory(introduction="About it")
    draft = StandardPageFactory(live=False)
    private = StandardPageFactory()
    private.view_restrictions.create(restriction_type="login")
    cards = page_cards([shown.pk, draft.pk, private.pk])
    assert list(cards) == [shown.pk]
    assert cards[shown.pk].introduction == "About it"


# --- Menus -----------------------------------------------------------------------------------
def test_a_menu_is_built_of_pages_groups_and_addresses(site):
    costs, safety = StandardPageFactory(title="Costs"), StandardPageFactory(title="Safety")
    menu = Menu(
        slot=Menu.Slot.MAIN,
        heading="Read",
        items=stream(
            ("page", {"page": costs.pk, "label": ""}),
            ("group", {"label": "More", "links": [
                {"type": "item", "id": "1", "value": {"page": safety.pk, "label": "Is it safe?"}},
            ]}),
            ("link", {"label": "988", "url": "https://988lifeline.org"}),
            ("link", {"label": "Page 2", "url": "/blog/?page=2"}),
        ),
    )  # fmt: skip
    view = build_menu(menu)
    assert view.heading == "Read"
    assert [(link.label, link.url, link.external) for link in view.links] == [
        ("Costs", costs.url, False),
        ("More", "", False),
        ("988", "https://988lifeline.org", True),
        ("Page 2", "/blog/?page=2", False),
    ]
    assert [(link.label, link.url) for link in view.links[1].links] == [("Is it safe?", safety.url)]


def test_a_menu_leaves_out_what_is_not_live(site):
    draft, gone = StandardPageFactory(live=False), StandardPageFactory()
    items = stream(
        ("page", {"page": draft.pk, "label": "Draft"}),
        ("page", {"page": gone.pk, "label": "Gone"}),
        ("group", {"label": "Empty", "links": [
            {"type": "item", "id": "1", "value": {"page": gone.pk, "label": "Gone"}},
        ]}),
    )  # fmt: skip
    gone.delete()
    assert build_menu(Menu(slot="main", items=items)).links == ()


@pytest.mark.parametrize(
    ("url", "accepted"),
    [
        ("https://988lifeline.org", True), ("/blog/", True), ("#top", True), ("tel:988", True),
        ("mailto:a@b.example", True), ("javascript:alert(1)", False), ("//evil.example", False),
        ("data:text/html,x", False), ("blog", False), (" javascript:alert(1)", False),
        ("/\\evil.example", False),
    ],
)  # fmt: skip
def test_a_menu_takes_only_addresses_that_lead_somewhere_safe(url, accepted):
    block = Menu._meta.get_field("items").stream_block.child_blocks["link"]
    value = block.to_python({"label": "Link", "url": url})
    if accepted:
        assert block.clean(value)["url"] == url
    else:
        with pytest.raises(ValidationError):
            block.clean(value)


# --- Settings --------------------------------------------------------------------------------
def test_buttons_lead_to_live_pages_only(client, site):
    form = StandardPageFactory(title="Form")
    settings = ClinicSettingsFactory(request_page=form)
    assert frames.default_layout().request_url == form.url
    form.unpublish()
    assert frames.default_layout().request_url == ""
    assert _home(client).find("a", href="tel:+17035550100")
    settings.delete()
    assert frames.default_layout().clinic.pk is None

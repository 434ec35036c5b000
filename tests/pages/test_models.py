"""What people type about the clinic: checked, with a sentence that says what to do."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.template import Context, Template
from wagtail.blocks import StructBlockValidationError
from wagtail.models import ReferenceIndex

from clinic.models import ClinicSettings, Notice, OpeningHours, Person, Reference
from content.blocks import body_blocks
from home.models import StandardPage
from infra.phone_numbers import format_phone, make_dialable, parse_phone, validate_phone
from pages.checks import check_page_types, page_types
from tests import factories
from tests.factories import (
    LocationFactory,
    NoticeFactory,
    PersonFactory,
    ReferenceFactory,
    StandardPageFactory,
    home_page,
    stream,
)

BLOCKS = dict(body_blocks())


# --- Telephone numbers -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "shown", "dialled"),
    [
        ("7035550199", "(703) 555-0199", "+17035550199"),
        ("(703) 555-0199", "(703) 555-0199", "+17035550199"),
        ("+1 703 555 0199", "(703) 555-0199", "+17035550199"),
        ("703.555.0199", "(703) 555-0199", "+17035550199"),
        ("+44 20 7946 0018", "+44 20 7946 0018", "+442079460018"),
        ("988", "988", "988"),
        ("911", "911", "911"),
    ],
)
def test_numbers_are_written_and_dialled(typed, shown, dialled):
    assert format_phone(typed) == shown
    assert make_dialable(typed) == dialled


@pytest.mark.parametrize(
    "typed",
    ["", "call us", "12", "555-01", "1" * 40, "+", "٠", "\x00", "(000) 000-0000", "703 055 0199"],
)
def test_what_is_no_number_is_refused_with_a_sentence(typed):
    assert parse_phone(typed) is None
    with pytest.raises(ValidationError, match="area code"):
        validate_phone(typed)
    assert format_phone(typed) == typed
    assert isinstance(make_dialable(typed), str)


# --- What templates use ----------------------------------------------------------------------
def _render(text, **context):
    return Template("{% load clinic %}" + text).render(Context(context))


def test_numbers_in_templates():
    assert _render("{{ n|phone }} {{ n|tel }} {{ n|sms }}", n="7035550199") == (
        "(703) 555-0199 tel:+17035550199 sms:+17035550199"
    )
    assert _render("{{ n|phone }}{{ n|tel }}{{ n|sms }}", n="") == ""


def test_plain_text_becomes_paragraphs_and_never_markup():
    assert _render("{{ t|paragraphs }}", t="a\n\n<b>c") == "<p>a</p>\n\n<p>&lt;b&gt;c</p>"
    assert _render("{{ t|paragraphs }}", t=None) == ""


def test_icons_are_decoration():
    html = _render("{% icon 'phone' %}")
    assert 'aria-hidden="true"' in html and "sprite.svg#phone" in html


def test_a_citation_of_nothing_is_nothing():
    assert _render("{% cite r %}", r=None) == ""
    assert _render("{% cite r %}", r=Reference()) == ""


def test_notices_outside_a_page_are_none():
    assert _render("{% notices_at 'prices' as n %}{{ n|length }}") == "0"


# --- Pages -----------------------------------------------------------------------------------
@pytest.mark.django_db
class TestPages:
    def _page(self, **dates):
        return StandardPage(title="T", slug="t", depth=3, path="000100010009", **dates)

    def test_breadcrumbs_lead_home_in_one_query(self, django_assert_num_queries):
        home = home_page()
        parent = StandardPageFactory(title="Parent")
        child = StandardPageFactory(title="Child", parent=parent)
        page = StandardPage.objects.get(pk=child.pk)
        _ = page.url
        with django_assert_num_queries(1):
            trail = page.breadcrumbs
        assert trail == [
            {"title": home.title, "url": home.url},
            {"title": "Parent", "url": parent.url},
            {"title": "Child", "url": child.url},
        ]

    def test_a_draft_on_the_way_is_left_out(self):
        parent = StandardPageFactory(title="Parent", live=False)
        child = StandardPageFactory(title="Child", parent=parent)
        assert "Parent" not in [step["title"] for step in child.breadcrumbs]

    def test_the_author_for_search_engines_is_never_the_editors_account(self, admin_user):
        page = StandardPageFactory(owner=admin_user)
        assert page.seo_author == ""
        page.author = PersonFactory(name="Ada Sample", credentials="MD")
        assert page.seo_author == "Ada Sample, MD"

    def test_every_page_type_keeps_the_rules_of_the_house(self):
        assert check_page_types(None) == []
        assert {model._meta.label for model in page_types()} >= {
            "home.HomePage", "home.ServiceIndexPage", "home.ServicePage", "home.AboutPage",
            "home.StandardPage", "blog.BlogIndexPage", "blog.BlogPostPage", "clinic_forms.FormPage",
        }  # fmt: skip

    def test_a_page_type_that_breaks_the_rules_is_named(self, monkeypatch):
        Loose = type("Loose", (), {})
        monkeypatch.setattr("pages.checks.page_types", lambda: [Loose])
        errors = check_page_types(None)
        assert [error.id for error in errors] == ["clinic.E001", "clinic.E002"] + [
            "clinic.E003"
        ] * 3

    def test_django_finds_nothing_wrong_and_no_migration_is_missing(self):
        call_command("check", fail_level="WARNING")
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def _all_factories():
    """Return every factory of the tests, by its model."""
    import importlib
    import pkgutil

    from factory.django import DjangoModelFactory

    found = {}
    for module in pkgutil.iter_modules(factories.__path__):
        content = vars(importlib.import_module(f"tests.factories.{module.name}"))
        for thing in content.values():
            if isinstance(thing, type) and issubclass(thing, DjangoModelFactory):
                model = thing._meta.get_model_class()
                if model:
                    found[model] = thing
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("model", page_types(), ids=lambda model: model._meta.label)
def test_each_page_type_has_a_factory_a_description_and_a_preview(model):
    assert model in _all_factories(), f"{model._meta.label} needs a factory in tests/factories/"
    assert str(model.page_description), f"{model._meta.label} needs a page_description"
    assert model().preview_modes, f"{model._meta.label} needs a preview mode"
    assert model.template.startswith("pages/"), f"{model._meta.label} needs a template of its own"


@pytest.mark.django_db
@pytest.mark.parametrize("model", page_types(), ids=lambda model: model._meta.label)
def test_each_page_type_answers_and_can_be_previewed(client, model):
    page = _all_factories()[model]()
    assert client.get(page.url).status_code == 200
    for mode, _label in page.preview_modes:
        assert page.make_preview_request(preview_mode=mode).status_code == 200, mode


# --- Blocks that refuse ----------------------------------------------------------------------
def _clean(name, **value):
    block = BLOCKS[name]
    return block.clean(
        block.to_python({**block.get_prep_value(block.get_preview_value()), **value})
    )


@pytest.mark.django_db
class TestBlocksRefuse:
    @pytest.mark.parametrize(
        "url",
        [
            "https://www.youtube.com/watch?v=abc_DEF-123", "https://youtu.be/abc123DEF-_",
            "https://m.youtube.com/watch?v=abc123DEF-_", "https://www.youtube.com/shorts/abc123DEF-_",
            "https://vimeo.com/123456", "https://player.vimeo.com/video/123456",
            "https://media.clinic.example/tour.mp4",
        ],
    )  # fmt: skip
    def test_videos_that_play_without_cookies_are_taken(self, url):
        provider, address = BLOCKS["video"].provider(_clean("video", url=url)["url"])
        assert address.startswith("https://")
        assert provider in ("YouTube", "Vimeo", "file")

    @pytest.mark.parametrize(
        "url",
        [
            "https://example.com/video", "https://youtube.com.evil.example/watch?v=a",
            "https://www.youtube.com/", "https://vimeo.com/about", "http://a.example/tour.mp4",
            "https://youtu.be/", "https://www.youtube.com/watch?v=a%22b",
        ],
    )  # fmt: skip
    def test_other_addresses_are_refused_with_a_sentence(self, url):
        with pytest.raises(StructBlockValidationError) as error:
            _clean("video", url=url)
        assert "YouTube" in str(error.value.block_errors["url"].messages[0])

    def test_a_stored_address_that_is_no_video_shows_nothing(self):
        block = BLOCKS["video"]
        value = block.to_python({"title": "T", "url": "javascript:alert(1)"})
        assert "javascript" not in block.bind(value).render()

    def test_a_button_to_a_page_needs_the_page(self):
        with pytest.raises(StructBlockValidationError) as error:
            _clean("call_to_action", kind="page", page=None)
        assert "Choose the page" in error.value.block_errors["page"].messages[0]

    @pytest.mark.parametrize("anchor", ["Who", "1st", "a b", "a#b", '"x'])
    def test_an_anchor_is_small_letters_digits_and_hyphens(self, anchor):
        with pytest.raises(StructBlockValidationError):
            _clean("heading", anchor=anchor)
        assert _clean("heading", anchor="who-should-not")["anchor"] == "who-should-not"

    def test_closed_days_must_end_after_they_begin(self):
        block = ClinicSettings._meta.get_field("closed_days").stream_block.child_blocks["closed"]
        with pytest.raises(StructBlockValidationError) as error:
            block.clean(block.to_python({"first": "2026-06-02", "last": "2026-06-01"}))
        assert "last day" in error.value.block_errors["last"].messages[0].lower()
        assert block.clean(block.to_python({"first": "2026-06-02"}))["last"] is None


# --- Snippets --------------------------------------------------------------------------------
def test_a_source_needs_a_place_to_look_it_up():
    source = Reference(key="a", authors="A", title="T")
    with pytest.raises(ValidationError, match="DOI"):
        source.clean()
    source.pmid = "37224232"
    source.clean()


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"doi": "10.1/a", "pmid": "1", "url": "https://a.example"}, "https://doi.org/10.1/a"),
        ({"pmid": "1", "url": "https://a.example"}, "https://pubmed.ncbi.nlm.nih.gov/1/"),
        ({"url": "https://a.example"}, "https://a.example"),
        ({}, ""),
    ],
)
def test_the_best_address_of_a_source(fields, link):
    assert Reference(**fields).link == link


@pytest.mark.parametrize(
    ("field", "value"), [("doi", "doi:10.1"), ("doi", "10.1/x"), ("pmid", "PMID 1")]
)
def test_odd_numbers_of_a_source_are_refused(field, value):
    source = Reference(key="a", authors="A", title="T", **{field: value})
    with pytest.raises(ValidationError) as error:
        source.clean_fields()
    assert field in error.value.message_dict


@pytest.mark.django_db
def test_a_source_can_not_replace_itself():
    source = ReferenceFactory()
    source.superseded_by = source
    with pytest.raises(ValidationError, match="itself"):
        source.clean()


@pytest.mark.django_db
def test_where_a_source_is_used_is_known_from_texts_cards_and_lists():
    source = ReferenceFactory()
    item = [{"type": "item", "value": source.pk, "id": "1"}]
    text = f'<p>a<a linktype="reference" id="{source.pk}">[source]</a></p>'
    in_text = StandardPageFactory(body=stream(("text", text)))
    in_points = StandardPageFactory(
        body=stream(
            ("key_points", {"title": "", "points": [{"type": "item", "id": "1", "value": text}]})
        )
    )
    in_card = StandardPageFactory(
        body=stream(("evidence", {"title": "Q", "finding": "<p>F</p>", "references": item}))
    )
    in_list = StandardPageFactory(further_references=stream(("reference", source.pk)))
    StandardPageFactory()
    used = {int(row.object_id) for row in ReferenceIndex.get_references_to(source)}
    assert used == {in_text.pk, in_points.pk, in_card.pk, in_list.pk}


@pytest.mark.parametrize(
    ("starts", "ends", "active", "shows"),
    [
        (None, None, True, True), (None, None, False, False), (0, 0, True, True),
        (1, None, True, False), (None, -1, True, False), (-1, 1, True, True),
    ],
)  # fmt: skip
def test_a_notice_shows_from_its_first_to_its_last_day(starts, ends, active, shows):
    day = date(2026, 6, 1)
    notice = Notice(
        active=active,
        starts=None if starts is None else day + timedelta(days=starts),
        ends=None if ends is None else day + timedelta(days=ends),
    )
    assert notice.shows_on(day) is shows


def test_a_notice_can_not_end_before_it_starts():
    with pytest.raises(ValidationError, match="last day"):
        Notice(title="N", starts=date(2026, 6, 2), ends=date(2026, 6, 1)).clean()


def test_a_day_can_not_close_before_it_opens():
    with pytest.raises(ValidationError, match="closing time"):
        OpeningHours(day=0, opens=time(17), closes=time(9)).clean()


def test_a_person_is_named_as_licensed():
    assert (
        Person(name="Ada Sample", credentials="PhD, CRNA").display_name == "Ada Sample, PhD, CRNA"
    )
    assert Person(name="Ada Sample").display_name == "Ada Sample"


@pytest.mark.django_db
def test_an_address_is_written_as_on_an_envelope():
    place = LocationFactory(street_2="Suite 2")
    assert place.address_lines == ["100 Sample Street", "Suite 2", "Sampletown, VA 00000"]


@pytest.mark.django_db
def test_a_notice_block_shows_nothing_while_the_notice_is_off(client):
    notice = NoticeFactory(title="About prices", active=False)
    page = StandardPageFactory(body=stream(("notice", {"notice": notice.pk})))
    assert "About prices" not in client.get(page.url).content.decode()
    notice.active = True
    notice.save()
    assert "About prices" in client.get(page.url).content.decode()


@pytest.mark.django_db
def test_notices_on_prices_stand_beside_every_price_table(client):
    NoticeFactory(title="Your right to an estimate", place=Notice.Place.PRICES)
    row = {"name": "One infusion", "price": "$1", "includes": "<p>All</p>", "excludes": "<p>-</p>"}
    table = {"title": "Prices", "as_of": "2026-01-01",
             "rows": [{"type": "item", "id": "1", "value": row}]}  # fmt: skip
    page = StandardPageFactory(body=stream(("price_table", table)))
    html = client.get(page.url).content.decode()
    assert "Your right to an estimate" in html and "January 1, 2026" in html

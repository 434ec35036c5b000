"""Blocks and page types refuse what can't be shown, with a sentence that says what to do."""

import pytest
from django.core.management import call_command
from wagtail.blocks import StructBlockValidationError

from clinic.models import ClinicSettings
from content.blocks import body_blocks
from home.models import StandardPage
from pages.checks import check_page_types, page_types
from tests import factories
from tests.factories import (
    PersonFactory,
    StandardPageFactory,
    home_page,
)

BLOCKS = dict(body_blocks())


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

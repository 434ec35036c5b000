"""`load_sample_site` makes a whole site, once, and never harms one that is there."""

from __future__ import annotations

import io
from collections import Counter
from unittest import mock

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision, Site

from blog.models import BlogPostPage
from clinic.models import ClinicSettings, Menu, Person, Reference
from forms.models import FormPage, RequestSettings, Submission
from home.models import HomePage, ServicePage, StandardPage
from media.models import ClinicImage
from sample import clinic
from sample.loader_values import NEWEST_DAY
from sample.references import REFERENCES
from tests.factories.forms import SubmissionFactory
from tests.sample.sample_database import kept_for_the_file

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def load(**options) -> str:
    """Run the command and return what it said."""
    out = io.StringIO()
    call_command("load_sample_site", stdout=out, warm_seconds=0, **options)
    return out.getvalue()


def counts() -> Counter:
    """Return how many of everything there are."""
    models = (
        Page,
        BlogPostPage,
        Person,
        Reference,
        ClinicImage,
        Menu,
        ClinicSettings,
        Revision,
        Site,
    )
    return Counter({model.__name__: model.objects.count() for model in models})


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker, tmp_path_factory):
    """The sample site, loaded once for this file; what the command said."""
    with kept_for_the_file(django_db_blocker, tmp_path_factory.mktemp("media")):
        yield load()


def test_everything_is_there(sample):
    assert HomePage.objects.live().count() == 1
    assert BlogPostPage.objects.live().count() >= 14
    assert Reference.objects.count() == len(REFERENCES)
    assert set(ServicePage.objects.live().values_list("slug", flat=True)) == {
        "ketamine-infusions", "depression", "ptsd", "anxiety", "ocd", "chronic-pain",
    }  # fmt: skip
    purposes = set(StandardPage.objects.live().values_list("purpose", flat=True))
    assert purposes >= {
        "costs", "health", "privacy-practices", "health-data", "accessibility",
        "non-discrimination", "good-faith-estimate",
    }  # fmt: skip
    assert set(Menu.objects.filter(live=True).values_list("slot", flat=True)) == {
        "main", "footer-1", "footer-2", "legal",
    }  # fmt: skip


def test_every_page_is_published_with_a_revision(sample):
    pages = list(Page.objects.filter(depth__gt=1))
    assert len(pages) >= 35
    for page in pages:
        assert page.live, page.slug
        assert page.live_revision_id, page.slug
        assert not page.has_unpublished_changes, page.slug


def test_the_site_starts_at_the_home_page_and_the_welcome_page_is_gone(sample):
    site = Site.objects.get(is_default_site=True)
    assert site.root_page.specific_class is HomePage
    assert site.root_page.slug == "home"
    assert site.site_name == clinic.NAME
    assert not Page.objects.filter(title__startswith="Welcome to your new Wagtail").exists()


def test_posts_keep_their_dates_and_none_lies_ahead(sample):
    posts = list(BlogPostPage.objects.all())
    assert len(posts) >= 5
    for post in posts:
        assert post.first_published_at.date() == post.date, post.slug
        assert post.word_count > 300, post.slug


def test_people_and_places_say_that_they_are_samples(sample):
    assert all(p.is_sample and p.name.startswith("Sample profile") for p in Person.objects.all())
    assert not any(p.licence for p in Person.objects.all())
    assert "sample" in ClinicSettings.objects.get().sample_note


def test_pictures_have_their_focal_point(sample):
    hero = ClinicImage.objects.get(title__iexact="Dawn over a still lake")
    assert hero.has_focal_point()
    assert hero.tags.count()
    assert default_storage.exists(hero.file.name)


def test_it_tells_what_it_made_and_what_comes_next(sample):
    assert f"{len(REFERENCES)} references" in sample
    assert "What comes next" in sample


def test_a_second_run_changes_nothing_and_says_so(sample):
    before = counts()
    said = load()
    assert "there already" in said
    assert "Nothing was changed" in said
    assert counts() == before


def test_a_second_run_leaves_what_staff_wrote(sample):
    page = StandardPage.objects.get(slug="costs")
    page.title = "Our fees"
    page.save_revision().publish()
    load()
    load(only_missing=True)
    assert StandardPage.objects.get(slug="costs").title == "Our fees"


def test_only_missing_brings_back_what_was_deleted(sample):
    StandardPage.objects.get(slug="safety").delete()
    Reference.objects.get(key="dean-2021").delete()
    before = counts()
    said = load(only_missing=True)
    page = StandardPage.objects.live().get(slug="safety")
    assert "Found and left as they are" in said
    assert len(page.body) > 5
    assert Reference.objects.filter(key="dean-2021").exists()
    assert counts()["Page"] == before["Page"] + 1
    assert counts()["ClinicImage"] == before["ClinicImage"]


def test_replace_asks_before_it_deletes(sample):
    before = counts()
    with (
        mock.patch("sys.stdin.isatty", return_value=False, create=True),
        pytest.raises(CommandError, match="--yes"),
    ):
        load(replace=True)
    with (
        mock.patch("sample.management.commands.load_sample_site.sys.stdin") as stdin,
        mock.patch("builtins.input", return_value="no"),
        pytest.raises(CommandError, match="Nothing was deleted"),
    ):
        stdin.isatty.return_value = True
        load(replace=True)
    assert counts() == before


def test_replace_never_deletes_a_request_that_somebody_sent(sample):
    SubmissionFactory(page=FormPage.objects.get(slug="request-an-appointment"))
    before = counts()
    with pytest.raises(CommandError, match="requests"):
        load(replace=True, yes=True)
    assert counts() == before
    assert Submission.objects.count() == 1


def test_the_forms_have_their_questions_and_somebody_is_told(sample):
    for form in FormPage.objects.all():
        assert form.form_fields.count() >= 8, form.slug
    assert RequestSettings.objects.get().notify


def test_replace_starts_afresh(sample):
    HomePage.objects.get().add_child(instance=StandardPage(title="Ours", slug="ours"))
    Person.objects.create(name="Somebody", slug="somebody", role="Guest")
    before_pages = counts()["Page"]
    load(replace=True, yes=True)
    assert not StandardPage.objects.filter(slug="ours").exists()
    assert not Person.objects.filter(slug="somebody").exists()
    assert counts()["Page"] == before_pages - 1
    assert Site.objects.get(is_default_site=True).root_page.specific_class is HomePage


def test_updated_is_the_day_of_the_text_and_not_of_the_loading(sample):
    posts = BlogPostPage.objects.live()
    assert posts.exists()
    assert [post.title for post in posts if post.last_published_at.date() > NEWEST_DAY] == []

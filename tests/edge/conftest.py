"""What the tests of this folder share."""

import pytest
from django.test import Client
from wagtail.models import Page

from edge.page_cache import counts
from infra import content_version
from tests import factories


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Give a page another slug, as an editor who publishes does."""

    def do(page: Page, slug: str) -> Page:
        fresh = type(page).objects.get(pk=page.pk)
        fresh.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            fresh.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return do


@pytest.fixture
def cached(settings):
    settings.PAGE_CACHE = "process"
    content_version.change_version()


@pytest.fixture
def renders():
    """Return how many answers were rendered since the test began."""
    before = counts.read_totals()["render"]
    return lambda: counts.read_totals()["render"] - before


@pytest.fixture
def shown():
    """Return what a new visitor reads at an address."""
    factories.home_page()
    content_version.change_version()
    return lambda path="/", **more: Client().get(path, **more).content.decode()

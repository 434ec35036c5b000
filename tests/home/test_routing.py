"""Routed pages are kept by bytes, whatever is asked for below them."""

import pytest
from wagtail.models import Page

from home.routing import find_deepest_page
from infra import content_version, memory
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    page = factories.home_page()
    content_version.change_version()
    memory.clear_memory()
    return page


def kept_values():
    return [value for value, _size in memory._memory.values()]


def test_what_lies_below_a_page_without_children_costs_one_query_and_one_place(
    home, django_assert_num_queries, django_assert_max_num_queries
):
    page = factories.StandardPageFactory(slug="costs")
    content_version.change_version()
    with django_assert_max_num_queries(6):
        found, rest = find_deepest_page(home, ["costs", "feed"])
    assert (found.pk, rest) == (page.pk, ["feed"])
    with django_assert_num_queries(3 * 2):  # the version alone, for each look into the memory
        for tail in (["amp"], ["feed", "rss"], ["x"] * 20):
            found, rest = find_deepest_page(home, ["costs", *tail])
            assert (found.pk, rest) == (page.pk, tail)
    assert sum(isinstance(value, Page) and value.pk == page.pk for value in kept_values()) == 1


def test_no_request_gets_the_shared_page(home):
    factories.StandardPageFactory(slug="costs")
    content_version.change_version()
    shared = [find_deepest_page(home, ["costs", "feed"])[0] for _visit in range(3)]
    assert len({id(page) for page in shared}) == 3
    shared[0].title = "Somebody's own"
    assert find_deepest_page(home, ["costs", "feed"])[0].title != "Somebody's own"
    assert find_deepest_page(home, ["costs"])[0].title != "Somebody's own"


def test_a_crawler_that_asks_below_every_page_fills_no_memory(home, settings):
    slugs = [f"page-{number}" for number in range(12)]
    for slug in slugs:
        factories.StandardPageFactory(
            slug=slug, body=factories.stream(("text", f"<p>{'Calm words. ' * 400}</p>"))
        )
    content_version.change_version()
    memory.clear_memory()
    settings.MEMORY_BYTES = 60_000
    for slug in slugs * 2:
        assert find_deepest_page(home, [slug, "feed"])[1] == ["feed"]
    assert memory._bytes <= 60_000
    held = [memory.measure(value) for value in kept_values()]
    assert sum(held) <= 60_000

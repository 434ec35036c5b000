"""The rules of lists, without a database."""

from functools import partial

import pytest
from django.core.paginator import Paginator

from blog.listing import (
    NOT_INDEXED,
    Facet,
    Facets,
    ListKind,
    build_filters,
    describe_list,
    page_number,
    page_url,
    paginate_results,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [(None, 1), ("1", 1), ("2", 2), ("999999", 999999)],
)
def test_page_numbers_that_count(text, number):
    assert page_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "-1",
        "+1",
        "01",
        "1.0",
        "1e9",
        "abc",
        " 1",
        "1 ",
        "1\n",
        "1000000",
        "²",
        "١",
        "\x00",
    ],
)
def test_anything_else_is_no_page_number(text):
    assert page_number(text) is None


def test_the_first_page_has_the_address_of_the_list():
    assert page_url("/blog/", 1) == "/blog/"
    assert page_url("/blog/", 2) == "/blog/?page=2"


def test_a_year_is_only_found_as_four_plain_digits():
    year = Facet(ListKind.YEAR, "2024", "2024", 3)
    odd = Facet(ListKind.YEAR, "0999", "0999", 3)
    facets = Facets(3, {ListKind.YEAR: {"2024": year, "0999": odd}})
    assert facets.find(ListKind.YEAR, "2024") is year
    assert facets.find(ListKind.YEAR, "0999") is None
    assert facets.find(ListKind.YEAR, "2024\n") is None
    assert facets.find(ListKind.TAG, "2024") is None


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        (ListKind.ALL, "Safety"),
        (ListKind.CATEGORY, "Posts about Safety"),
        (ListKind.TAG, "Posts tagged ‘Safety’"),
        (ListKind.YEAR, "Posts from Safety"),
        (ListKind.AUTHOR, "Posts by Safety"),
    ],
)
def test_headings_say_what_the_list_is(kind, heading):
    assert describe_list(Facet(kind, "safety", "Safety", 4), "/x/").heading == heading


def test_a_label_may_hold_a_percent_sign():
    assert (
        describe_list(Facet(ListKind.TAG, "x", "100% (s)", 2), "/x/").heading
        == "Posts tagged ‘100% (s)’"
    )


def test_the_sentence_counts_in_words():
    assert describe_list(Facet(ListKind.ALL, "", "Blog", 0), "/").sentence.startswith("Nothing")
    assert describe_list(Facet(ListKind.ALL, "", "Blog", 1), "/").sentence == "1 post."
    assert (
        describe_list(Facet(ListKind.ALL, "", "Blog", 7), "/").sentence == "7 posts, newest first."
    )


@pytest.mark.parametrize("kind", [ListKind.TAG, ListKind.YEAR, ListKind.AUTHOR])
def test_a_thin_list_stays_out_of_search_engines(kind):
    assert describe_list(Facet(kind, "x", "X", 1), "/x/").robots == NOT_INDEXED
    assert describe_list(Facet(kind, "x", "X", 2), "/x/").robots == ""


@pytest.mark.parametrize("kind", [ListKind.ALL, ListKind.CATEGORY])
def test_the_blog_and_its_categories_are_always_indexed(kind):
    assert describe_list(Facet(kind, "x", "X", 1), "/x/").robots == ""


def _pages(number: int, count: int = 95):
    return paginate_results(Paginator(range(count), 10).page(number), partial(page_url, "/blog/"))


def test_pagination_leads_to_every_neighbour_and_both_ends():
    pages = _pages(5)
    assert (pages.number, pages.total) == (5, 10)
    assert (pages.previous_url, pages.next_url) == ("/blog/?page=4", "/blog/?page=6")
    assert [link.number for link in pages.links] == [1, 0, 4, 5, 6, 0, 10]
    assert [link.number for link in pages.links if link.current] == [5]
    assert pages.links[0].url == "/blog/"


def test_pagination_ends_at_its_ends():
    assert _pages(1).previous_url == ""
    assert _pages(2).previous_url == "/blog/"
    assert _pages(10).next_url == ""


def _facets():
    tags = {f"t{n}": Facet(ListKind.TAG, f"t{n}", f"T{n}", 40 - n) for n in range(30)}
    categories = {
        "a": Facet(ListKind.CATEGORY, "a", "A", 2),
        "b": Facet(ListKind.CATEGORY, "b", "B", 1),
    }
    return Facets(50, {ListKind.TAG: tags, ListKind.CATEGORY: categories})


def _filters(kind: ListKind, value: str):
    facets = _facets()
    urls = {(ListKind.ALL, ""): "/blog/"}
    urls |= {(k, v): f"/blog/{k}/{v}/" for k, found in facets.by_kind.items() for v in found}
    facet = facets.find(kind, value) or Facet(ListKind.ALL, "", "Blog", 50)
    return build_filters(facets, describe_list(facet, "/x/"), urls)


def test_filters_mark_the_current_one_and_no_other():
    filters = _filters(ListKind.CATEGORY, "b")
    assert [(link.label, link.current) for link in filters.categories] == [
        ("A", False),
        ("B", True),
    ]
    assert not filters.all.current
    assert _filters(ListKind.ALL, "").all.current


def test_only_popular_tags_are_shown_and_the_current_one():
    assert len(_filters(ListKind.ALL, "").tags) == 12
    shown = _filters(ListKind.TAG, "t29").tags
    assert shown[-1].label == "T29" and shown[-1].current
    assert len(shown) == 13


def test_a_filter_without_an_address_is_not_shown():
    facets = Facets(1, {ListKind.TAG: {"🙂": Facet(ListKind.TAG, "🙂", "🙂", 1)}})
    urls = {(ListKind.ALL, ""): "/blog/", (ListKind.TAG, "🙂"): ""}
    listing = describe_list(Facet(ListKind.ALL, "", "Blog", 1), "/blog/")
    assert build_filters(facets, listing, urls).tags == ()

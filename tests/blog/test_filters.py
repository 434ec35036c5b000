"""The lists of the blog by category, tag, author and year: what exists, what does not, and what is told of each."""

from datetime import date

import pytest

from blog.models import BlogCategory
from infra import content_version
from tests.blog.listing import soup, titles
from tests.factories.blog import (
    BlogCategoryFactory,
    BlogPostPageFactory,
    blog_index,
)
from tests.factories.clinic import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/blog/category/safety/", ["B", "A"]),
        ("/blog/tag/iv/", ["B", "A"]),
        ("/blog/tag/driving/", ["A"]),
        ("/blog/year/2024/", ["C", "B"]),
        ("/blog/year/2023/", ["A"]),
        ("/blog/author/ana/", ["B", "A"]),
        ("/blog/author/ben/", ["C"]),
    ],
)
def test_each_filter_leaves_its_posts(client, posts, address, expected):
    response = client.get(address)
    assert response.status_code == 200
    assert titles(response) == expected
    listing = response.context["listing"]
    assert (listing.url, listing.count) == (address, len(expected))
    assert soup(response).h1.get_text(strip=True) == listing.heading


@pytest.mark.parametrize(
    "address",
    [
        "/blog/category/nope/",
        "/blog/category/%27%22%3E%3Cscript%3E/",
        "/blog/category/",
        "/blog/category/safety/more/",
        "/blog/tag/nope/",
        "/blog/tag/iv%27%20OR%201=1--/",
        "/blog/tag/" + "x" * 5000 + "/",
        "/blog/year/0/",
        "/blog/year/0000/",
        "/blog/year/2022/",
        "/blog/year/-2024/",
        "/blog/year/2024.0/",
        "/blog/year/99999999999/",
        "/blog/year/%D9%A2%D9%A0%D9%A2%D9%A4/",
        "/blog/year/20%0A24/",
        "/blog/author/nope/",
        "/blog/author/%F0%9F%99%82/",
        "/blog/feed/xml/",
        "/blog/" + "a/" * 2000,
    ],
)
def test_what_does_not_exist_is_a_404(client, posts, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/blog/category/%00/", "/blog/%00/", "/blog/?page=%00", "/blog/tag/iv%00/"]
)
def test_a_nul_is_refused_and_never_an_error(client, posts, address):
    assert client.get(address).status_code in (400, 404)


def test_a_category_tag_or_author_without_a_live_post_is_a_404(client):
    category, author = BlogCategoryFactory(slug="empty"), PersonFactory(slug="silent")
    post = BlogPostPageFactory(
        category=category, author=author, tag_names=["quiet"], date=date(2021, 1, 1)
    )
    addresses = ["category/empty", "author/silent", "tag/quiet", "year/2021"]
    assert {client.get(f"/blog/{a}/").status_code for a in addresses} == {200}
    post.unpublish()
    assert {client.get(f"/blog/{a}/").status_code for a in addresses} == {404}


def test_a_deleted_category_is_a_404_and_its_posts_stay(client, posts):
    BlogCategory.objects.get(slug="safety").delete()
    assert client.get("/blog/category/safety/").status_code == 404
    assert titles(client.get("/blog/")) == ["C", "B", "A"]


def test_filters_count_what_there_is(client, posts):
    filters = client.get("/blog/category/safety/").context["filters"]
    assert [(f.label, f.count, f.current) for f in filters.categories if f.value == "safety"] == [
        ("Safety", 2, True)
    ]
    assert [(f.value, f.count) for f in filters.years] == [("2024", 2), ("2023", 1)]
    assert [(f.value, f.count) for f in filters.tags] == [("iv", 2), ("driving", 1)]
    assert next((f.label, f.count) for f in filters.authors) == ("Ana, MD", 2)
    assert (filters.all.count, filters.all.current) == (3, False)


def test_every_filter_link_leads_to_a_list(client, posts):
    filters = client.get("/blog/").context["filters"]
    links = [*filters.categories, *filters.years, *filters.tags, *filters.authors]
    assert len(links) == 8
    for link in links:
        assert len(titles(client.get(link.url))) == link.count


def test_a_renamed_category_shows_at_once(client, posts):
    client.get("/blog/category/safety/")
    category = BlogCategory.objects.get(slug="safety")
    category.name = "Staying safe"
    category.save()
    assert client.get("/blog/category/safety/").context["listing"].heading.endswith("Staying safe")


def test_a_tag_of_emoji_breaks_nothing(client):
    post = BlogPostPageFactory(tag_names=["🙂"])
    tag = post.tags.get()
    type(tag).objects.filter(pk=tag.pk).update(slug="")
    content_version.change_version()
    assert client.get("/blog/").status_code == 200
    assert client.get(post.get_url()).context["tag_links"] == [{"label": "🙂", "url": ""}]


def test_hostile_names_are_escaped(client):
    bad = "</script><script>alert(1)</script>"
    category = BlogCategoryFactory(name=bad, slug="bad", description=f"{bad}{{{{ 7|add:7 }}}}")
    BlogPostPageFactory(title=bad, category=category, tag_names=["<b>x</b>"])
    page = soup(client.get("/blog/category/bad/"))
    assert bad in page.h1.get_text()
    scripts = [s for s in page.find_all("script") if s.get("type") != "application/ld+json"]
    assert all(s.get("src") and not s.string for s in scripts)


# --- The head ----------------------------------------------------------------------------------
def test_a_filtered_list_says_what_it_is(client, posts):
    context = client.get("/blog/category/safety/").context
    assert context["title"] == "Posts about Safety"
    assert context["description"] == "How we keep you safe."
    assert context["canonical_url"] == "/blog/category/safety/"
    assert [step["title"] for step in context["breadcrumbs"]][-2:] == ["Blog", "Posts about Safety"]
    assert "robots" not in context


def test_a_thin_list_is_not_indexed(client, posts):
    assert client.get("/blog/tag/driving/").context["robots"] == "noindex, follow"
    assert "robots" not in client.get("/blog/tag/iv/").context


def test_an_override_of_the_blogs_address_does_not_swallow_its_lists(client, posts):
    index = blog_index()
    index.canonical_url = "https://elsewhere.example/blog/"
    index.save_revision().publish()
    assert client.get("/blog/year/2024/").context["canonical_url"] == "/blog/year/2024/"
    assert "canonical_url" not in client.get("/blog/").context


def test_the_author_list_brings_the_person(client, posts):
    assert client.get("/blog/author/ana/").context["author"].name == "Ana"

"""What a page of the blog costs: the same at ten posts and at two thousand.

Measured on the whole answer through the client, the second time, with no page cache.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.models import BlogCategory, BlogPostPage
from tests.factories.blog import many_posts
from tests.factories.clinic import ClinicImageFactory, PersonFactory, ReferenceFactory, stream

pytestmark = pytest.mark.django_db
SIZES = [10, 500, pytest.param(2000, marks=pytest.mark.slow)]


def cost(client, url: str) -> int:
    """Return the number of queries of a warm page."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.fixture
def full_posts():
    """Return a function that makes posts with everything a post can carry, and one that cites."""

    def make(count: int) -> BlogPostPage:
        person, picture = PersonFactory(photo=ClinicImageFactory()), ClinicImageFactory()
        many_posts(count, author=person, picture=picture)
        post = BlogPostPage.objects.order_by("date", "pk")[count // 2]
        one, other = ReferenceFactory(), ReferenceFactory()
        post.body = stream(
            ("text", f'<h2>A</h2><p>x<a linktype="reference" id="{one.pk}"></a></p>'),
            ("key_points", {"title": "Key points", "points": ["<p>One.</p>", "<p>Two.</p>"]}),
            ("call_to_action", {"title": "Talk to us", "kind": "request"}),
            ("latest_posts", {"title": "Latest", "count": 3, "category": None}),
        )
        post.further_references = stream(("reference", other.pk))
        post.save_revision().publish()
        return post

    return make


@pytest.mark.parametrize("count", SIZES)
def test_a_post_costs_at_most_twelve_queries(client, full_posts, count):
    post = full_posts(count)
    assert cost(client, post.get_url()) <= 12


@pytest.mark.parametrize("count", SIZES)
def test_the_index_and_its_lists_cost_at_most_twelve(client, full_posts, count):
    full_posts(count)
    slug = BlogCategory.objects.order_by("pk").first().slug
    urls = ["/blog/", f"/blog/category/{slug}/", "/blog/tag/tag-1/", "/blog/year/2020/"]
    assert {url: n for url in urls if (n := cost(client, url)) > 12} == {}


def test_more_posts_cost_no_more_queries(client, full_posts):
    small = full_posts(10)
    urls = [small.get_url(), "/blog/", "/blog/year/2020/", "/blog/feed/rss/", "/blog/feed/atom/"]
    before = [cost(client, url) for url in urls]
    many_posts(490, author=small.author, picture=small.picture)
    assert [cost(client, url) for url in urls] == before


def test_a_cold_index_is_bounded_too(client, full_posts):
    full_posts(500)
    with CaptureQueriesContext(connection) as queries:
        client.get("/blog/")
    # Settings, menus, people, four groups of filters, pictures: read once, then kept.
    reads = [q for q in queries if q["sql"].startswith("SELECT")]
    assert len(reads) <= 60

"""What stands beside a post: related ones, the editor's choice, the previous, the next and the latest."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from blog.models import BlogPostPage
from tests.blog.listing import context_of
from tests.factories.blog import BlogCategoryFactory, BlogPostPageFactory, blog_index, many_posts
from tests.factories.clinic import stream
from tests.factories.home import ServicePageFactory

pytestmark = pytest.mark.django_db


# --- Related -----------------------------------------------------------------------------------
def related(client, post) -> list[str]:
    return [other.title for other in context_of(client, post)["related"]]


def test_tags_count_more_together_and_the_category_more_than_one(client):
    safety = BlogCategoryFactory()
    post = BlogPostPageFactory(category=safety, tag_names=["a", "b", "c"])
    BlogPostPageFactory(title="one tag", tag_names=["a"])
    BlogPostPageFactory(title="category", category=safety)
    BlogPostPageFactory(title="two tags", tag_names=["a", "b"])
    BlogPostPageFactory(title="nothing shared", tag_names=["z"])
    assert related(client, post) == ["two tags", "category", "one tag"]


def test_related_posts_are_equal_by_date_and_never_the_post_itself(client):
    safety = BlogCategoryFactory()
    day = date(2024, 1, 1)
    posts = [
        BlogPostPageFactory(title=str(n), category=safety, date=day + timedelta(days=n))
        for n in range(5)
    ]
    assert related(client, posts[4]) == ["3", "2", "1"]
    assert related(client, posts[0]) == ["4", "3", "2"]


def test_a_post_that_shares_nothing_has_no_related_posts(client):
    post = BlogPostPageFactory()
    BlogPostPageFactory()
    assert related(client, post) == []


def chosen(*posts) -> str:
    return stream(*(("post", post.pk) for post in posts))


def test_the_editors_choice_stands_first_in_its_order(client):
    safety = BlogCategoryFactory()
    first = BlogPostPageFactory(title="first", category=safety, tag_names=["a", "b"])
    second = BlogPostPageFactory(title="second")
    BlogPostPageFactory(title="closest", category=safety)
    post = BlogPostPageFactory(
        category=safety, tag_names=["a", "b"], related=chosen(second, first, second)
    )
    assert related(client, post) == ["second", "first", "closest"]


def test_a_choice_that_cannot_be_shown_is_left_out(client):
    safety = BlogCategoryFactory()
    draft, gone = BlogPostPageFactory(live=False), BlogPostPageFactory()
    private, good = BlogPostPageFactory(), BlogPostPageFactory(title="good")
    BlogPostPageFactory(title="closest", category=safety)
    PageViewRestriction.objects.create(page=private.page_ptr, restriction_type="login")
    post = BlogPostPageFactory(category=safety, related=chosen(draft, gone, private))
    gone.delete()
    assert related(client, post) == ["closest"]
    post.related = chosen(draft, good)
    post.save_revision().publish()
    assert related(client, post) == ["good", "closest"]


@pytest.mark.parametrize(
    "value", ['[{"type": "post", "value": null}]', '[{"type": "post"}]', '[{"type": "x"}]', "{", ""]
)
def test_a_broken_choice_breaks_no_page(client, value):
    post = BlogPostPageFactory()
    with_broken = BlogPostPage.objects.filter(pk=post.pk)
    with mock.patch.object(BlogPostPage._meta.get_field("related"), "get_prep_value", lambda v: v):
        with_broken.update(related=value)
    assert client.get(post.get_url()).status_code == 200


def test_a_choice_needs_neither_category_nor_tags(client):
    post = BlogPostPageFactory(category=None, related=chosen(BlogPostPageFactory(title="good")))
    assert related(client, post) == ["good"]


# --- Neighbours --------------------------------------------------------------------------------
def test_previous_and_next_follow_the_dates(client):
    day = date(2024, 6, 1)
    posts = [BlogPostPageFactory(title=t, date=day) for t in ("b", "c")]
    BlogPostPageFactory(title="a", date=day - timedelta(days=9))
    BlogPostPageFactory(title="d", date=day + timedelta(days=9))
    BlogPostPageFactory(title="draft", date=day, live=False)
    context = context_of(client, posts[0])
    assert (context["previous"].title, context["next"].title) == ("a", "c")
    context = context_of(client, posts[1])
    assert (context["previous"].title, context["next"].title) == ("b", "d")


def test_the_first_and_the_last_post_have_one_neighbour(client):
    old, new = (BlogPostPageFactory(date=date(year, 1, 1)) for year in (2020, 2021))
    assert not context_of(client, old)["previous"]
    assert context_of(client, old)["next"].pk == new.pk
    assert not context_of(client, new)["next"]


def test_walking_by_next_meets_every_post_once(client):
    ids = many_posts(9)
    seen, post = [], BlogPostPage.objects.order_by("date", "pk").first()
    while post:
        seen.append(post.pk)
        post = context_of(client, post)["next"]
    assert sorted(seen) == sorted(ids)


# --- Latest ------------------------------------------------------------------------------------
def test_latest_posts_leave_out_the_post_itself(client):
    many_posts(5)
    newest = BlogPostPage.objects.order_by("-date", "-pk").first()
    latest = context_of(client, newest)["latest"]
    assert len(latest) == 3
    assert newest.pk not in [post.pk for post in latest]


def test_latest_posts_prefer_what_is_not_shown_as_related(client):
    safety, day = BlogCategoryFactory(), date(2024, 1, 1)
    post = BlogPostPageFactory(category=safety, date=day)
    for n in range(2):
        BlogPostPageFactory(title=f"related {n}", category=safety, date=day + timedelta(9 + n))
    for n in range(2):
        BlogPostPageFactory(title=f"other {n}", date=day + timedelta(1 + n))
    context = context_of(client, post)
    assert [p.title for p in context["related"]] == ["related 1", "related 0"]
    # The others come first; one related post fills the row, and dates order it.
    assert [p.title for p in context["latest"]] == ["related 1", "other 1", "other 0"]


def test_a_published_post_is_among_the_latest_at_once(client):
    post = BlogPostPageFactory(date=date(2020, 1, 1))
    assert context_of(client, post)["latest"] == []
    other = BlogPostPage(title="New", slug="new", date=date(2021, 1, 1), live=False)
    blog_index().add_child(instance=other)
    assert context_of(client, post)["latest"] == []
    other.save_revision().publish()
    assert [p.title for p in context_of(client, post)["latest"]] == ["New"]


def test_service_pages_show_the_latest_posts(client):
    BlogPostPageFactory(title="Newest of all")
    page = ServicePageFactory()
    assert "Newest of all" in client.get(page.get_url()).content.decode()


def test_a_post_carries_no_draft_of_its_neighbours(client):
    post = BlogPostPageFactory(title="Public")
    other = BlogPostPageFactory(title="Public too", category=post.category)
    other.title = "Secret draft title"
    other.save_revision()
    content = client.get(post.get_url()).content.decode()
    assert "Public too" in content
    assert "Secret draft title" not in content


def test_a_post_needs_no_request_to_find_its_neighbours():
    post = BlogPostPageFactory()
    request = RequestFactory().get("/")
    assert not post.get_context(request)["previous"]

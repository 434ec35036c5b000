"""One post: what stands around it, and what happens when it is saved."""

import json
from datetime import date, timedelta
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import BlogCategory, BlogPostPage
from infra.jobs import publish_scheduled
from tests.factories.blog import BlogCategoryFactory, BlogPostPageFactory, blog_index, many_posts
from tests.factories.clinic import PersonFactory, stream
from tests.factories.home import ServicePageFactory

pytestmark = pytest.mark.django_db


def context_of(client, post) -> dict:
    response = client.get(post.get_url())
    assert response.status_code == 200
    return response.context


# --- Links out of a post -----------------------------------------------------------------------
def test_a_post_links_to_its_lists(client):
    post = BlogPostPageFactory(
        category__slug="safety",
        author=PersonFactory(slug="ana"),
        date=date(2024, 5, 5),
        tag_names=["zeta", "Alpha"],
    )
    context = context_of(client, post)
    assert context["category_url"] == "/blog/category/safety/"
    assert context["author_url"] == "/blog/author/ana/"
    assert context["year_url"] == "/blog/year/2024/"
    assert [t["label"] for t in context["tag_links"]] == ["Alpha", "zeta"]
    urls = [context["category_url"], context["author_url"], context["year_url"]]
    urls += [t["url"] for t in context["tag_links"]]
    assert {client.get(url).status_code for url in urls} == {200}


def test_a_post_without_category_author_or_tags_is_shown(client):
    post = BlogPostPageFactory(category=None)
    context = context_of(client, post)
    assert (context["category_url"], context["author_url"], context["tag_links"]) == ("", "", [])


def test_feeds_are_told_of_on_posts(client):
    post = BlogPostPageFactory()
    links = BeautifulSoup(client.get(post.get_url()).content, "html.parser").select(
        "head link[rel=alternate]"
    )
    assert {link["href"] for link in links} >= {"/blog/feed/rss/", "/blog/feed/atom/"}


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


# --- Words and contents ------------------------------------------------------------------------
def text(words: int) -> str:
    return stream(("text", f"<p>{'word ' * words}</p>"))


def test_source_marks_are_no_words():
    body = stream(("text", '<p>Two words<a linktype="reference" id="1">[source]</a>.</p>'))
    post = BlogPostPageFactory(body=body)
    assert post.word_count == 2
    assert "source" not in post.searchable_text()


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (40, 1), (400, 2), (1000, 5), (1090, 5)])
def test_reading_time_comes_from_the_words(words, minutes):
    post = BlogPostPageFactory(body=text(words))
    assert (post.word_count, post.reading_minutes) == (words, minutes)


def test_publishing_a_draft_counts_its_words_and_saving_it_does_not_touch_the_live_post():
    post = BlogPostPageFactory(body=text(10))
    post.body = text(500)
    revision = post.save_revision()
    assert BlogPostPage.objects.get(pk=post.pk).word_count == 10
    assert revision.as_object().word_count == 500
    revision.publish()
    assert BlogPostPage.objects.get(pk=post.pk).word_count == 500


def test_contents_come_from_the_headings_with_an_address_each(client):
    body = stream(
        ("text", "<h2>What it is</h2><p>x</p><h3>In detail</h3><p>y</p><h2>What it is</h2>"),
        ("heading", {"text": "After <all>", "level": "h2", "anchor": "after"}),
    )
    response = client.get(BlogPostPageFactory(body=body).get_url())
    contents = response.context["article"].contents
    assert [(h.text, h.anchor) for h in contents] == [
        ("What it is", "what-it-is"),
        ("What it is", "what-it-is-2"),
        ("After <all>", "after"),
    ]
    page = BeautifulSoup(response.content, "html.parser")
    assert all(page.find(id=h.anchor).name == "h2" for h in contents)


# --- The category ------------------------------------------------------------------------------
def test_deleting_a_category_breaks_neither_page_nor_publishing(client):
    category = BlogCategoryFactory()
    shown, post = BlogPostPageFactory(category=category), BlogPostPageFactory(category=category)
    post.go_live_at = timezone.now() + timedelta(hours=1)
    post.save_revision().publish()
    category.delete()
    assert context_of(client, shown)["category_url"] == ""
    later = timezone.now() + timedelta(hours=2)
    with mock.patch("django.utils.timezone.now", return_value=later):
        publish_scheduled()
    post.refresh_from_db()
    assert post.live and post.category is None
    assert client.get("/blog/").status_code == 200


# --- Addresses ---------------------------------------------------------------------------------
@pytest.mark.parametrize("slug", ["category", "tag", "year", "author", "feed", "page"])
@pytest.mark.parametrize("live", [True, False])
def test_a_post_cannot_take_an_address_that_the_blog_needs(slug, live):
    with pytest.raises(ValidationError) as caught:
        blog_index().add_child(instance=BlogPostPage(title="x", slug=slug, live=live))
    assert "Add a word" in caught.value.message_dict["slug"][0]


# --- Previews ----------------------------------------------------------------------------------
def test_a_new_post_can_be_previewed():
    index = blog_index()
    post = BlogPostPage(title="Not saved yet", slug="x", date=date(2024, 1, 1), body=text(3))
    post.depth, post.path = index.depth + 1, f"{index.path}0001"
    post.set_url_path(index)
    response = post.make_preview_request()
    assert response.status_code == 200
    assert "Not saved yet" in response.rendered_content


def test_the_blog_can_be_previewed():
    BlogPostPageFactory(title="Listed")
    response = blog_index().make_preview_request()
    assert response.status_code == 200
    assert "Listed" in response.rendered_content


def test_a_category_preview_shows_what_is_typed():
    category = BlogCategoryFactory(name="Old name")
    category.name, category.description = "New <name>", "What it is about."
    page = BeautifulSoup(category.make_preview_request().rendered_content, "html.parser")
    assert "New <name>" in page.h1.get_text()
    assert "What it is about." in page.get_text()
    assert BlogCategory(name="Empty", slug="").make_preview_request().status_code == 200


# --- What search engines read ------------------------------------------------------------------
def test_the_graph_tells_category_tags_and_words(client):
    post = BlogPostPageFactory(category__name="Safety", tag_names=["b", "a"], body=text(250))
    page = BeautifulSoup(client.get(post.get_url()).content, "html.parser")
    graph = json.loads(page.find("script", type="application/ld+json").string)["@graph"]
    node = next(n for n in graph if n["@type"] == "BlogPosting")
    assert node["articleSection"] == "Safety"
    assert node["keywords"] == ["a", "b"]
    assert node["wordCount"] == 250


def test_a_post_carries_no_draft_of_its_neighbours(client):
    post = BlogPostPageFactory(title="Public")
    other = BlogPostPageFactory(title="Public too", category=post.category)
    other.title = "Secret draft title"
    other.save_revision()
    assert "Secret draft title" not in client.get(post.get_url()).content.decode()


def test_a_post_needs_no_request_to_find_its_neighbours():
    post = BlogPostPageFactory()
    request = RequestFactory().get("/")
    assert not post.get_context(request)["previous"]

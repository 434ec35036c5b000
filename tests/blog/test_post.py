"""One post: what stands around it, and what happens when it is saved."""

import json
from datetime import date, timedelta
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone

from blog.models import BlogCategory, BlogPostPage
from infra.jobs import publish_scheduled
from tests.blog.listing import context_of
from tests.factories.blog import BlogCategoryFactory, BlogPostPageFactory, blog_index
from tests.factories.clinic import PersonFactory, stream

pytestmark = pytest.mark.django_db


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

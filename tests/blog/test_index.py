"""The list of posts: pages, filters, and what strangers may type into its addresses."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import BlogCategory
from infra import content_version
from infra.jobs import publish_scheduled
from tests.blog.listing import soup, titles
from tests.factories.blog import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    blog_index,
    many_posts,
)
from tests.factories.clinic import PersonFactory

pytestmark = pytest.mark.django_db


# --- The whole list ----------------------------------------------------------------------------
def test_newest_first_and_the_later_made_first_on_one_day(client):
    day = date(2025, 5, 5)
    BlogPostPageFactory(title="Old", date=day - timedelta(days=1))
    BlogPostPageFactory(title="First of the day", date=day)
    BlogPostPageFactory(title="Second of the day", date=day)
    assert titles(client.get("/blog/")) == ["Second of the day", "First of the day", "Old"]


def test_an_empty_blog_is_a_page_and_no_error(client):
    BlogIndexPageFactory()
    response = client.get("/blog/")
    assert response.status_code == 200
    assert not response.context["lead"]
    assert response.context["listing"].count == 0
    assert client.get("/blog/?page=2").status_code == 404


def test_drafts_and_private_posts_are_nowhere(client):
    shown = BlogPostPageFactory(title="Shown", category__slug="one", date=date(2024, 1, 1))
    draft = BlogPostPageFactory(title="Draft", category=shown.category, live=False)
    private = BlogPostPageFactory(title="Private", category=shown.category, tag_names=["secret"])
    PageViewRestriction.objects.create(page=private.page_ptr, restriction_type="login")
    for url in ("/blog/", "/blog/category/one/", "/blog/year/2024/"):
        assert titles(client.get(url)) == ["Shown"]
    assert client.get("/blog/tag/secret/").status_code == 404
    assert client.get(draft.get_url()).status_code == 404
    assert client.get(private.get_url()).status_code != 200


def test_a_restriction_taken_back_shows_the_post_again(client):
    post = BlogPostPageFactory()
    restriction = PageViewRestriction.objects.create(page=post.page_ptr, restriction_type="login")
    assert client.get(post.get_url()).status_code == 302
    restriction.delete()
    assert client.get(post.get_url()).status_code == 200
    assert titles(client.get("/blog/")) == [post.title]


def test_the_lead_is_the_first_post_of_the_whole_list_only(client):
    many_posts(12)
    first = client.get("/blog/").context
    assert first["lead"].pk == first["posts"][0].pk
    assert first["lead"].pk not in [post.pk for post in first["cards"]]
    assert len(first["cards"]) == 9
    assert not client.get("/blog/?page=2").context["lead"]
    assert not client.get("/blog/year/2020/").context["lead"]


def test_posts_on_a_page_are_the_editors_choice(client):
    many_posts(7)
    index = blog_index()
    index.posts_per_page = 3
    index.save_revision().publish()
    assert len(titles(client.get("/blog/"))) == 3
    assert len(titles(client.get("/blog/?page=3"))) == 1


# --- Pages -------------------------------------------------------------------------------------
def test_pages_hold_each_post_once(client):
    ids = many_posts(25)
    seen = []
    for url in ("/blog/", "/blog/?page=2", "/blog/?page=3"):
        seen += [post.pk for post in client.get(url).context["posts"]]
    assert sorted(seen) == sorted(ids)


@pytest.mark.parametrize("page", ["0", "-1", "01", "1e9", "abc", "", "4", "99999999999", "2%20"])
@pytest.mark.parametrize("address", ["/blog/", "/blog/year/2020/", "/blog/tag/tag-1/"])
def test_a_bad_page_number_is_a_404(client, address, page):
    many_posts(25)
    assert client.get(f"{address}?page={page}").status_code == 404


@pytest.mark.parametrize("address", ["/blog/", "/blog/year/2020/", "/blog/category/one/"])
def test_the_first_page_has_one_address(client, address):
    BlogPostPageFactory(category__slug="one", date=date(2020, 2, 2))
    response = client.get(f"{address}?page=1")
    assert response.status_code == 301
    assert response["Location"] == address


def test_unknown_parameters_mean_nothing(client):
    many_posts(12)
    plain = titles(client.get("/blog/"))
    assert titles(client.get("/blog/?utm_source=x&category=nope&page[]=9&;--")) == plain
    assert titles(client.get("/blog/?q='%22%3E%3Cscript%3E")) == plain
    second = client.get("/blog/?utm_source=x&page=2")
    assert titles(second) == titles(client.get("/blog/?page=2"))


def test_pagination_over_a_filter_stays_in_the_filter(client):
    many_posts(30, categories=2)
    slug = BlogCategory.objects.order_by("pk").first().slug
    address = f"/blog/category/{slug}/"
    first, second = client.get(address), client.get(f"{address}?page=2")
    assert (len(titles(first)), len(titles(second))) == (10, 5)
    assert first.context["pagination"].next_url == f"{address}?page=2"
    assert second.context["pagination"].previous_url == address
    assert {post.category.slug for post in second.context["posts"]} == {slug}
    assert client.get(f"{address}?page=3").status_code == 404


def test_the_pages_links_are_in_the_html(client):
    many_posts(25)
    links = {a["href"] for a in soup(client.get("/blog/?page=2")).select("nav a[href*='page=']")}
    assert "/blog/?page=3" in links and "/blog/?page=1" not in links


def test_later_pages_of_a_list_are_their_own_address(client):
    many_posts(30, categories=1)
    slug = BlogCategory.objects.get().slug
    context = client.get(f"/blog/category/{slug}/?page=2").context
    assert context["canonical_url"] == f"/blog/category/{slug}/?page=2"
    assert context["page_number"] == 2
    index = blog_index()
    index.introduction = "What we write."
    index.save_revision().publish()
    for address in ("/blog/", f"/blog/category/{slug}/"):
        said = []
        for number in ("", "?page=2", "?page=3"):
            page = soup(client.get(address + number))
            told = page.find("meta", attrs={"name": "description"})["content"]
            assert page.find("meta", property="og:description")["content"] == told
            said.append(told)
        assert len(set(said)) == 3, said
        assert said[1] == f"Page 2. {said[0]}"


def test_every_feed_is_told_of(client, posts):
    feeds = client.get("/blog/").context["feeds"]
    assert [(f["type"], f["url"]) for f in feeds] == [
        ("application/rss+xml", "/blog/feed/rss/"),
        ("application/atom+xml", "/blog/feed/atom/"),
        ("application/feed+json", "/blog/feed/json/"),
    ]


# --- Time --------------------------------------------------------------------------------------
def test_a_scheduled_post_appears_when_it_is_due_and_goes_when_it_expires(client):
    now = timezone.now()
    post = BlogPostPageFactory(title="Planned", live=False, tag_names=["planned"])
    post.go_live_at, post.expire_at = now + timedelta(hours=1), now + timedelta(hours=3)
    post.save_revision().publish()
    for hours, expected, status in ((0, [], 404), (2, ["Planned"], 200), (4, [], 404)):
        with mock.patch("django.utils.timezone.now", return_value=now + timedelta(hours=hours)):
            publish_scheduled()
        assert titles(client.get("/blog/")) == expected
        assert client.get("/blog/tag/planned/").status_code == status


def test_head_and_post_requests_are_answered(client, posts):
    assert client.head("/blog/").status_code == 200
    assert client.post("/blog/").status_code in (200, 405)


def test_the_list_sets_no_cookie_and_varies_by_no_cookie(client, posts):
    response = client.get("/blog/")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_the_page_of_a_person_says_who_stands_for_the_posts(client):
    person = PersonFactory(
        slug="ana",
        licence="RN, Virginia 0001",
        bio="Grew up here.\n\nWorks here.",
        disclosures="None.",
    )
    post = BlogPostPageFactory(title="A", author=person)
    content_version.change_version()
    words = soup(client.get("/blog/author/ana/")).select_one(".c-author").get_text(" ", strip=True)
    for said in ("RN, Virginia 0001", "Grew up here.", "Works here.", "None."):
        assert said in words
    # Under a post the short form is enough.
    under = soup(client.get(post.get_url())).select_one(".c-author").get_text(" ", strip=True)
    assert "Grew up here." not in under and "None." in under

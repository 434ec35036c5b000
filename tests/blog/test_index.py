"""The list of posts: pages, filters, and what strangers may type into its addresses."""

from datetime import date, timedelta
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import BlogCategory
from infra import content_version
from infra.jobs import publish_scheduled
from tests.factories.blog import (
    BlogCategoryFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    blog_index,
    many_posts,
)
from tests.factories.clinic import PersonFactory

pytestmark = pytest.mark.django_db


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def titles(response) -> list[str]:
    return [post.title for post in response.context["posts"]]


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


# --- Filters -----------------------------------------------------------------------------------
@pytest.fixture
def posts():
    """Three posts by two people over two years."""
    safety = BlogCategoryFactory(name="Safety", slug="safety", description="How we keep you safe.")
    ana = PersonFactory(name="Ana", slug="ana", credentials="MD")
    BlogPostPageFactory(
        title="A", category=safety, author=ana, date=date(2023, 3, 3), tag_names=["driving", "iv"]
    )
    BlogPostPageFactory(
        title="B", category=safety, author=ana, date=date(2024, 3, 3), tag_names=["iv"]
    )
    BlogPostPageFactory(title="C", date=date(2024, 4, 4), author=PersonFactory(slug="ben"))


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
        "/blog/feed/",
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


def test_the_author_list_brings_the_person(client, posts):
    assert client.get("/blog/author/ana/").context["author"].name == "Ana"


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

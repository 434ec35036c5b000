"""The query, the twin, the blog's own addresses and a form's follow their page."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from blog.models import BlogIndexPage
from infra import content_version
from tests.edge.addresses.walking import walk
from tests.factories import StandardPageFactory
from tests.factories.blog import BlogPostPageFactory, blog_index
from tests.factories.clinic import PersonFactory
from tests.factories.forms import FormPageFactory

pytestmark = pytest.mark.django_db


# --- Address names of categories and people -------------------------------------------------------
def test_a_categorys_list_is_found_under_all_its_former_names(client, rename):
    post = BlogPostPageFactory()
    category = post.category
    names = [category.slug, "second", "third"]
    for name in names[1:]:
        category.slug = name
        category.save()
    for name in names:
        statuses, end = walk(client, f"/blog/category/{name}/?from=mail")
        assert end == "/blog/category/third/?from=mail"
        assert statuses[-1] == 200 or name == "third"
    rename(blog_index(), "news")
    assert walk(client, f"/blog/category/{names[0]}/") == ([301, 200], "/news/category/third/")
    category.slug = names[0]  # and back
    category.save()
    assert walk(client, "/news/category/third/") == ([301, 200], f"/news/category/{names[0]}/")
    assert walk(client, f"/news/category/{names[0]}/")[0] == [200]


def test_a_persons_addresses_follow_a_new_name_and_lead_nowhere_once_there_is_nothing(client):
    post = BlogPostPageFactory(author=PersonFactory(slug="ada-smith", is_sample=False))
    person = post.author
    person.slug = "ada-jones"
    person.save()
    for before, after in (
        ("/blog/author/ada-{}/", "/blog/author/ada-{}/"),
        ("/people/ada-{}/",) * 2,
    ):
        assert walk(client, before.format("smith")) == ([301, 200], after.format("jones"))
    person.slug = "ada-smith"
    person.save()
    assert walk(client, "/people/ada-jones/") == ([301, 200], "/people/ada-smith/")
    post.unpublish()
    assert walk(client, "/people/ada-smith/")[0][-1] == 404
    assert walk(client, "/people/ada-jones/")[0][-1] == 404


def test_the_markdown_twin_follows_its_page(client, rename):
    post = BlogPostPageFactory(slug="a-post")
    rename(blog_index(), "journal")
    for old, new in (
        ("/blog/index.md", "/journal/index.md"),
        ("/Blog/A-Post/Index.MD", "/journal/a-post/index.md"),
    ):
        assert walk(client, old) == ([301, 200], new), old
    type(post).objects.update(noindex=True)
    content_version.change_version()
    assert walk(client, "/blog/a-post/index.md")[0] == [404]


# --- The query, the blog's own addresses, forms ----------------------------------------------------
def test_the_query_goes_along(client, rename):
    rename(StandardPageFactory(slug="here"), "there")
    for given in ("utm_source=a&utm_medium=b", "q=a%20b&q=%C3%A9", "page=2"):
        assert client.get(f"/here/?{given}")["Location"] == f"/there/?{given}"
        assert client.get(f"/here?{given}")["Location"] == f"/there/?{given}"
        assert client.get(f"/There?{given}")["Location"] == f"/there/?{given}"


def test_an_old_address_with_a_query_of_its_own(client):
    page = StandardPageFactory(slug="new")
    Redirect.add_redirect("/index.php?b=2&a=1", page)
    assert client.get("/index.php?a=1&b=2")["Location"] == "/new/"
    Redirect.add_redirect("/far", "http://testserver/new/?from=old#part")
    assert client.get("/far/?x=1")["Location"] == "/new/?from=old&x=1#part"


def test_all_addresses_of_the_blog_follow_it(client, rename):
    post = BlogPostPageFactory(
        slug="a-post", tag_names=["safety"], author=PersonFactory(slug="somebody")
    )
    for _number in range(2):
        BlogPostPageFactory(category=post.category)
    BlogIndexPage.objects.update(posts_per_page=1)
    year, category = post.date.year, post.category.slug
    below = [
        "", "?page=2", "feed/rss/", "feed/atom/", f"category/{category}/", "tag/safety/",
        f"category/{category}/?page=2", f"year/{year}/", "author/somebody/", "a-post/",
    ]  # fmt: skip
    old = blog_index().url
    rename(blog_index(), "journal")
    content_version.change_version()
    for path in below:
        assert walk(client, old + path) == ([301, 200], f"/journal/{path}"), path
    for path in ("category/none/", "tag/none/", "feed/none/", "none/", "category/"):
        assert walk(client, old + path)[0] == [404], path
    later = BlogPostPageFactory(tag_names=["later"])
    assert walk(client, f"{old}tag/later/") == ([301, 200], "/journal/tag/later/")
    assert walk(client, f"{old}{later.slug}/") == ([301, 200], f"/journal/{later.slug}/")


def test_the_blogs_feeds_are_found_when_another_page_takes_its_name(client, rename):
    BlogPostPageFactory()
    old = blog_index().slug
    rename(blog_index(), "journal")
    StandardPageFactory(slug=old).save_revision().publish()
    assert walk(client, f"/{old}/")[0] == [200]
    assert walk(client, f"/{old}/feed/rss/") == ([301, 200], "/journal/feed/rss/")


def test_a_forms_own_addresses_follow_it_and_nothing_sent_is_lost(client, rename):
    form = FormPageFactory(slug="ask")
    rename(form, "write")
    # The confirmation itself is shown where it was asked for; what was never one leads nowhere.
    for steps in ("sent/some-token/", "sent/" + "a" * 44 + "/", "sent/", "sent/x/y/", "other/"):
        assert client.get(f"/ask/{steps}").status_code == 404, steps
    posted = client.post("/ask/", {"q": "typed"})
    assert (posted.status_code, posted["Location"]) == (308, "/write/")


def test_later_pages_and_feeds_below_an_old_list_or_post_follow_its_redirect(client):
    page, post = StandardPageFactory(), BlogPostPageFactory()
    Redirect.objects.create(old_path="/category/visits", redirect_link=page.url)
    Redirect.objects.create(old_path="/2023/05/06/x", redirect_page=post)
    for old, new in (
        ("/category/visits/page/2/", page.url),
        ("/category/visits/feed/atom/", page.url),
        ("/2023/05/06/x/feed/", post.url),
        ("/2023/05/06/x/amp/", post.url),
    ):
        response = client.get(old)
        assert (response.status_code, response.get("Location")) == (301, new), old
    for old in ("/category/visits/page/", "/category/visits/paged/2/", "/category/other/page/2/"):
        assert client.get(old).status_code == 404

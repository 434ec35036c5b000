"""Where addresses lead: no loops, no chains, nothing lost on the way, and home from a slip."""

from datetime import timedelta
from urllib.parse import unquote, urlsplit

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from blog.models import BlogIndexPage
from edge.addresses.tidy import tidy_path
from edge.models import GoneAddress
from infra import content_version
from tests.factories import StandardPageFactory, home_page
from tests.factories.blog import BlogPostPageFactory, blog_index
from tests.factories.clinic import PersonFactory
from tests.factories.forms import FormPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Give a page another slug, as an editor who publishes does."""

    def do(page: Page, slug: str) -> Page:
        fresh = type(page).objects.get(pk=page.pk)
        fresh.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            fresh.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return do


def unpublish(page: Page) -> None:
    type(page).objects.get(pk=page.pk).unpublish()


def get(client, address: str):
    """Ask for an address; one that begins with two slashes as a server passes it on, as a path."""
    if not address.startswith("//"):
        return client.get(address)
    path, _mark, query = address.partition("?")
    return client.get("/", PATH_INFO=unquote(path), QUERY_STRING=query)


def walk(client, address: str) -> tuple[list[int], str]:
    """Follow redirects; return the statuses and where it ends. Fails on a second step."""
    statuses, seen = [], []
    for _step in range(6):
        seen.append(address)
        response = get(client, address)
        statuses.append(response.status_code)
        if response.status_code not in (301, 302):
            break
        address = response["Location"]
        parts = urlsplit(address)
        assert not parts.netloc or parts.netloc == "testserver", address
        assert address.startswith("/")
        assert not address.startswith(("//", "/\\"))
        assert address not in seen, f"in a circle: {seen}"
    assert len(statuses) <= 2, f"a chain: {seen}"
    return statuses, address


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


# --- Attacked by hand -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("old", "target", "asked", "end"),
    [
        ("/a/*", "/a/b/", "/a/x/", None),  # leads into itself
        ("/a/*", "/b/*", "/a/x/", None),  # to nothing
        ("/x/*", "/x/*", "/x/y/", None),
        ("/old/*", "/page/#part", "/old/y/?q=1", "/page/?q=1#part"),
        ("/old", "/page/?from=old", "/old/?q=1", "/page/?from=old&q=1"),
        ("/café", "/page/", "/caf%C3%A9/", "/page/"),
        ("/caf%C3%A9", "/page/", "/café", "/page/"),
        ("/two words", "/page/", "/two%20words/", "/page/"),
        ("/Old/Way", "/page/", "/old/way/", "/page/"),
        ("/old", "/PAGE//", "/old/index.html", "/page/"),
        ("/old", "javascript:alert(1)", "/old/", None),
        ("/old", "//evil.example/", "/old/", None),
    ],
)
def test_redirects_made_by_hand_end_where_they_should(client, old, target, asked, end):
    StandardPageFactory(slug="page")
    Redirect.objects.create(old_path=old, redirect_link=target)
    response = get(client, asked)
    assert (response.get("Location"), response.status_code) == ((end, 301) if end else (None, 404))


def test_a_redirect_to_a_page_that_is_taken_away_and_comes_back(client):
    page = StandardPageFactory(slug="page")
    Redirect.objects.create(old_path="/old", redirect_page=page)
    assert walk(client, "/old/")[0] == [301, 200]
    unpublish(page)
    assert walk(client, "/old/")[0] == [404]
    type(page).objects.get(pk=page.pk).save_revision().publish()
    assert walk(client, "/old/") == ([301, 200], "/page/")


# --- Renaming, moving, taking away ---------------------------------------------------------------
def test_renamed_and_renamed_back_the_page_is_where_it_was(client, rename):
    page = StandardPageFactory(slug="first")
    page = rename(page, "second")
    assert walk(client, "/first/") == ([301, 200], "/second/")
    page = rename(page, "first")
    assert walk(client, "/first/") == ([200], "/first/")
    assert walk(client, "/second/") == ([301, 200], "/first/")
    unpublish(page)
    for address in ("/first/", "/second/", "/first", "/second"):
        assert walk(client, address) == ([404], address)


def test_a_ring_of_names_has_one_step_from_each(client, rename):
    page = StandardPageFactory(slug="a")
    for slug in ("b", "c", "a", "d"):
        page = rename(page, slug)
    for slug in "abc":
        assert walk(client, f"/{slug}/") == ([301, 200], "/d/")
        assert walk(client, f"/{slug}") == ([301, 200], "/d/")
    unpublish(page)
    for slug in "abcd":
        assert walk(client, f"/{slug}/")[0] == [404]


def test_two_pages_change_names(client, rename):
    one, two = StandardPageFactory(slug="one"), StandardPageFactory(slug="two")
    one = rename(one, "meanwhile")
    two = rename(two, "one")
    one = rename(one, "two")
    assert client.get("/one/").context["page"].pk == two.pk
    assert client.get("/two/").context["page"].pk == one.pk
    assert walk(client, "/meanwhile/") == ([301, 200], "/two/")
    unpublish(one)
    assert walk(client, "/two/")[0] == [404]
    assert walk(client, "/meanwhile/")[0] == [404]
    assert walk(client, "/one/")[0] == [200]


def test_a_new_page_takes_an_old_name_and_leaves_again(client, rename):
    old = rename(StandardPageFactory(slug="prices"), "costs")
    assert walk(client, "/prices/") == ([301, 200], "/costs/")
    new = StandardPageFactory(slug="prices")
    new.save_revision().publish()
    assert walk(client, "/prices/") == ([200], "/prices/")
    unpublish(new)
    assert walk(client, "/prices/") == ([404], "/prices/")
    assert walk(client, old.url)[0] == [200]


def test_moved_and_moved_back(client, django_capture_on_commit_callbacks):
    home = home_page()
    shelf = StandardPageFactory(slug="shelf")
    page = StandardPageFactory(slug="page")
    child = StandardPageFactory(parent=page, slug="child")
    with django_capture_on_commit_callbacks(execute=True):
        page.move(shelf, "last-child")
    assert walk(client, "/page/") == ([301, 200], "/shelf/page/")
    assert walk(client, "/page/child/?a=1") == ([301, 200], "/shelf/page/child/?a=1")
    page = type(page).objects.get(pk=page.pk)
    with django_capture_on_commit_callbacks(execute=True):
        page.move(Page.objects.get(pk=home.pk), "last-child")
    assert walk(client, "/page/child/") == ([200], "/page/child/")
    assert walk(client, "/shelf/page/child/") == ([301, 200], "/page/child/")
    unpublish(child)
    assert walk(client, "/page/child/")[0] == [404]
    assert walk(client, "/shelf/page/child/")[0] == [404]


def test_a_page_that_was_a_draft_when_its_parent_moved_is_found(client, rename):
    parent = StandardPageFactory(slug="parent")
    draft = StandardPageFactory(parent=parent, slug="draft", live=False)
    rename(parent, "elder")
    draft = type(draft).objects.get(pk=draft.pk)
    draft.save_revision().publish()
    assert walk(client, "/parent/draft/") == ([301, 200], "/elder/draft/")


def test_a_draft_that_nobody_could_visit_leaves_no_address_behind(
    client, django_capture_on_commit_callbacks
):
    """Neither renamed nor moved, nor does it take away what leads on from there."""
    shelf, target = StandardPageFactory(slug="shelf"), StandardPageFactory(slug="target")
    Redirect.objects.create(old_path="/draft", redirect_page=target, automatically_created=True)
    draft = StandardPageFactory(slug="draft", live=False)
    for slug in ("another", "third"):
        draft = type(draft).objects.get(pk=draft.pk)
        draft.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            draft.save()
    with django_capture_on_commit_callbacks(execute=True):
        type(draft).objects.get(pk=draft.pk).move(shelf, pos="last-child")
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/draft"]
    assert walk(client, "/draft/") == ([301, 200], "/target/")


def test_a_page_that_was_public_once_or_on_the_old_site_keeps_its_address(
    client, rename, django_capture_on_commit_callbacks
):
    taken_down = StandardPageFactory(slug="once")
    taken_down.save_revision().publish()
    unpublish(taken_down)
    brought = StandardPageFactory(slug="old", live=False, first_published_at=timezone.now())
    for page in (taken_down, brought):
        fresh = type(page).objects.get(pk=page.pk)
        fresh.slug = f"{page.slug}-new"
        with django_capture_on_commit_callbacks(execute=True):
            fresh.save()
        rename(fresh, f"{page.slug}-new")
    assert walk(client, "/once/") == ([301, 200], "/once-new/")
    assert walk(client, "/old/") == ([301, 200], "/old-new/")


def test_a_child_renamed_after_its_parent_is_found_under_every_former_name(client, rename):
    parent = StandardPageFactory(slug="x")
    child = StandardPageFactory(parent=parent, slug="y")
    unpublish(child)
    parent = rename(parent, "xx")
    child = rename(type(child).objects.get(pk=child.pk), "y")
    child = rename(child, "z")
    Redirect.objects.create(old_path="/x/*", redirect_link="/xx/")
    for address in ("/xx/y/", "/xx/y"):
        assert walk(client, address) == ([301, 200], "/xx/z/"), address
    assert walk(client, "/x/y/") == ([301, 200], "/xx/")  # what staff lead on by hand comes first
    Redirect.objects.filter(old_path="/x/*").delete()
    assert walk(client, "/x/z/") == ([301, 200], "/xx/z/")
    assert walk(client, "/x/y/?a=1") == ([301, 200], "/xx/z/?a=1")
    assert walk(client, "/x/none/")[0] == [404]


def test_older_addresses_of_an_unpublished_page_follow_where_it_was_led(client, rename):
    page, other = rename(StandardPageFactory(slug="old"), "now"), StandardPageFactory(slug="other")
    unpublish(page)
    assert walk(client, "/old/")[0] == [404]
    Redirect.add_redirect("/now/", other)
    assert walk(client, "/old/?a=1") == ([301, 200], "/other/?a=1")
    Redirect.add_redirect("/other/", page)  # and in a circle
    unpublish(other)
    assert walk(client, "/old/")[0] == [404]


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


def test_deleted_for_good_is_410_and_what_comes_back_is_200(client, rename):
    page = rename(StandardPageFactory(slug="old"), "now")
    child = StandardPageFactory(parent=page, slug="child")
    draft = StandardPageFactory(slug="never-seen", live=False)
    child_url = child.url
    draft.delete()
    type(page).objects.get(pk=page.pk).delete()
    for address in ("/now/", "/now", "/Now/", "/old/", child_url):
        response = client.get(address)
        assert (response.status_code, response.get("Location")) == (410, None), address
    assert b"gone" in response.content
    assert client.get("/never-seen/").status_code == 404
    again = StandardPageFactory(slug="now")
    again.save_revision().publish()
    assert client.get("/now/").status_code == 200
    unpublish(again)
    assert client.get("/now/").status_code == 404
    assert not GoneAddress.objects.filter(path="/now").exists()


def test_what_staff_lead_on_is_not_gone(client):
    page, other = StandardPageFactory(slug="gone"), StandardPageFactory(slug="other")
    page.delete()
    Redirect.add_redirect("/gone/", other)
    assert walk(client, "/gone/") == ([301, 200], "/other/")


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


# --- Redirects made by hand ------------------------------------------------------------------------
@pytest.mark.parametrize("target", ["/self", "/self/", "http://testserver/self/", "/Self/?a=1"])
def test_a_redirect_to_itself_is_none(client, target):
    home_page()
    Redirect.objects.create(old_path="/self", redirect_link=target)
    assert walk(client, "/self/")[0] == [404]


def test_circles_made_by_hand_end_in_404_and_chains_in_one_step(client):
    page = StandardPageFactory(slug="end")
    for old, new in (("/r1", "/r2/"), ("/r2", "http://testserver/r3"), ("/r3", "/r1")):
        Redirect.objects.create(old_path=old, redirect_link=new)
    for address in ("/r1", "/r2/", "/r3"):
        assert walk(client, address)[0] == [404]
    for old, new in (("/c1", "/c2?x=1"), ("/c2", "/C3/"), ("/c3", "/end")):
        Redirect.objects.create(old_path=old, redirect_link=new)
    assert walk(client, "/c1/?y=2") == ([301, 200], "/end/?x=1&y=2")
    Redirect.objects.filter(old_path="/c2").update(is_permanent=False)
    assert walk(client, "/c1/")[0] == [302, 200]
    unpublish(page)
    assert walk(client, "/c1/")[0] == [404]


def test_a_redirect_to_a_page_that_is_not_live_is_none(client):
    page = StandardPageFactory(slug="draft", live=False)
    Redirect.add_redirect("/leads-to-draft", page)
    Redirect.objects.create(old_path="/links-to-draft", redirect_link="/draft/")
    for address in ("/leads-to-draft/", "/links-to-draft/", "/draft/"):
        assert walk(client, address)[0] == [404]


def test_all_below_an_address_can_be_led_on(client):
    page = StandardPageFactory(slug="new")
    StandardPageFactory(parent=page, slug="child")
    Redirect.objects.create(old_path="/2023/*", redirect_link="/new/*")
    Redirect.objects.create(old_path="/shop/*", redirect_page=page)
    Redirect.objects.create(old_path="/away/*", redirect_link="https://example.com/x/*")
    assert walk(client, "/2023/child/?a=1") == ([301, 200], "/new/child/?a=1")
    assert walk(client, "/shop/any/thing/") == ([301, 200], "/new/")
    assert client.get("/away/a/b")["Location"] == "https://example.com/x/a/b"
    assert walk(client, "/2023/none/")[0] == [404]


def test_old_addresses_are_known_in_any_case(client):
    StandardPageFactory(slug="new")
    Redirect.objects.create(old_path="/Old-Page", redirect_link="/new/")
    Redirect.objects.create(old_path="/caf\u00e9", redirect_link="/new/")
    for address in ("/Old-Page/", "/old-page", "/OLD-PAGE//", "/caf%C3%A9", "/caf%C3%A9/"):
        assert walk(client, address) == ([301, 200], "/new/")


def test_a_files_address_may_lie_elsewhere(client):
    home_page()
    Redirect.objects.create(old_path="/old.pdf", redirect_link="/media/documents/new.pdf")
    assert client.get("/old.pdf")["Location"] == "/media/documents/new.pdf"


# --- Slips ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "slip",
    [
        "/costs", "/Costs/", "/COSTS", "/costs//", "//costs/", "/costs/index.html", "/costs.html",
        "/costs/index.php", "/costs.", "/costs/.", "/costs...", "/costs/%20", "/costs%20", "/costs,",
        "/costs/)", "/costs%E2%80%9D", "/costs%0A", "/costs/;", "/costs&utm=1", "/costs%3Fa=1",
        "/costs%E2%80%8B/", "/Costs//Index.HTML", "/costs;jsessionid=1F", "/%2563osts/",
    ],
)  # fmt: skip
def test_a_slip_leads_home_in_one_step(client, slip):
    StandardPageFactory(slug="costs")
    assert walk(client, slip) == ([301, 200], "/costs/")
    assert get(client, f"{slip}?a=1&b=2")["Location"] == "/costs/?a=1&b=2"


def test_letters_with_marks_are_known_however_they_were_written(client):
    StandardPageFactory(slug="café")
    for slip in ("/cafe%CC%81/", "/caf%25C3%25A9/", "/CAF%C3%89", "/Cafe%CC%81/index.html"):
        assert walk(client, slip) == ([301, 200], "/caf%C3%A9/"), slip


@pytest.mark.parametrize("slip", ["//", "/index.html", "/index.php", "/Index.HTM"])
def test_the_home_page_by_other_names(client, slip):
    home_page()
    response = get(client, slip)
    assert (response.status_code, response["Location"]) == (301, "/")


@pytest.mark.parametrize(
    ("slip", "home"),
    [
        ("/Blog/", "/blog/"), ("/blog/Feed/RSS", "/blog/feed/rss/"), ("/BLOG//a-post.", "/blog/a-post/"),
        ("/Search/?q=a", "/search/?q=a"), ("/search?q=a", "/search/?q=a"), ("/Robots.txt", "/robots.txt"),
    ],
)  # fmt: skip
def test_other_addresses_are_led_home_too(client, slip, home):
    BlogPostPageFactory(slug="a-post")
    assert walk(client, slip) == ([301, 200], home)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.com", "//evil.com/", "//evil.com/costs/", "/\\evil.com", "/%5Cevil.com", "/%5C%5Cevil.com/",
        "//evil.com/%2e%2e", "/costs/%5C..", "/http://evil.com/", "/https:/evil.com", "/costs%0d%0aX: y",
        "/.", "/!!!", "/nothing", "/Nothing/", "/costs/none/", "/wp-login.php", "/a/../costs/x",
        "/%09/evil.com", "/costs/https://evil.com", "/%255Cevil.com", "/%252F%252Fevil.com", "/%252e%252e/costs/",
    ],
)  # fmt: skip
def test_what_is_no_page_is_a_404_and_never_another_site(client, address):
    StandardPageFactory(slug="costs")
    response = get(client, address)
    assert response.status_code == 404
    assert "Location" not in response


def test_a_slug_with_capitals_is_found_in_small_letters(client):
    StandardPageFactory(slug="Costs")
    assert walk(client, "/costs/") == ([301, 200], "/Costs/")
    StandardPageFactory(slug="costs")
    assert walk(client, "/Costs")[1] == "/Costs/"
    assert walk(client, "/costs")[1] == "/costs/"


def test_tidying_keeps_what_is_right():
    for path in ("/costs", "/a-b_c/d", "/x.pdf"):
        assert tidy_path(path) == path
    assert tidy_path("/" + "a" * 5000) == ""


def test_staff_addresses_are_left_alone(client):
    home_page()
    Redirect.objects.create(old_path="/admin/nothing", redirect_link="/new/")
    assert client.get("/accounts/nothing/").status_code == 404


def test_two_sites_keep_their_redirects_apart(client, rename):
    page = StandardPageFactory(slug="old")
    other_home = StandardPageFactory(slug="other-root")
    Site.objects.create(hostname="other.example", port=80, root_page=other_home)
    StandardPageFactory(parent=other_home, slug="costs")
    rename(page, "new")
    assert client.get("/old/")["Location"] == "/new/"
    assert client.get("/old/", headers={"host": "other.example"}).status_code == 404
    slip = client.get("/Costs", headers={"host": "other.example"})
    assert (slip.status_code, slip["Location"]) == (301, "/costs/")
    assert client.get("/Costs").status_code == 404


# --- What it costs ----------------------------------------------------------------------------------
def test_a_wrong_address_costs_the_same_however_many_redirects_there_are(client):
    StandardPageFactory(slug="costs")

    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        return len(queries)

    few = asked("/not/here/at/all/")
    Redirect.objects.bulk_create(
        Redirect(old_path=f"/old/{n}", redirect_link=f"/old/{n + 1}") for n in range(500)
    )
    content_version.change_version()
    assert asked("/not/here/at/all/") == few
    assert asked("/old/1/") < 40
    assert few <= 9


def test_without_its_tables_a_wrong_address_is_still_a_404(client, monkeypatch):
    home_page()

    def gone(*args, **kwargs):
        raise OperationalError("the database is away")

    monkeypatch.setattr(Redirect.objects, "filter", gone)
    assert client.get("/nothing/").status_code == 404


def test_an_imported_draft_that_is_deleted_leaves_no_gone_address(client):
    day = timezone.now() - timedelta(days=900)
    page = StandardPageFactory(live=False, first_published_at=day)
    address = page.get_url()
    page.delete()
    assert client.get(address).status_code == 404
    page = StandardPageFactory(live=False)
    page.save_revision().publish()
    address = page.get_url()
    unpublish(page)
    type(page).objects.get(pk=page.pk).delete()
    assert client.get(address).status_code == 410


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


# --- Addresses as other systems and other people's texts write them ---------------------------------
@pytest.mark.parametrize(
    ("asked", "end"),
    [
        ("/<costs>", "/costs/"),
        ("/(costs)", "/costs/"),
        ("/[costs]", "/costs/"),
        ("/*costs*", "/costs/"),
        ("/%E2%80%9Ccosts%E2%80%9D", "/costs/"),
        ("/costs-", "/costs/"),
        ("/costs=%20", "/costs/"),
        ("/index.php/costs/", "/costs/"),
        ("/amp/costs/", "/costs/"),
        ("/costs/amp", "/costs/"),
        ("/costs/feed/atom/", "/costs/"),
        ("/costs/page/2/", "/costs/"),
        ("/costs/2/", "/costs/"),
        ("/costs/comment-page-1/?utm_source=mail", "/costs/?utm_source=mail"),
        ("/costs/print/", "/costs/"),
        ("/costs.md", "/costs/index.md"),
        ("/testserver/costs/", "/costs/"),
        ("/http://testserver/costs", "/costs/"),
        ("/blog/feed/", "/blog/feed/rss/"),
        ("/blog/feed/atom/", "/blog/feed/atom/"),
        ("/blog/page/2/", "/blog/"),
        ("/blog/my-post/feed/", "/blog/my-post/"),
        ("/Home", "/"),
        ("/home.html", "/"),
        ("/sitemap_index.xml", "/sitemap.xml"),
        ("/wp-sitemap.xml", "/sitemap.xml"),
    ],
)
def test_other_forms_of_an_address_are_led_home(client, asked, end):
    StandardPageFactory(slug="costs")
    blog_index()
    BlogPostPageFactory(slug="my-post")
    statuses, reached = walk(client, asked)
    assert (statuses[-1], reached) == (200, end)


@pytest.mark.parametrize(
    "asked",
    [
        "/nothing/amp/",
        "/amp/",
        "/amp/nothing/",
        "/index.php/nothing",
        "/feed/",
        "/page/2/",
        "/nothing.md",
        "/blog/2024/",
    ],
)
def test_where_no_page_is_none_of_its_forms_is(client, asked):
    StandardPageFactory(slug="costs")
    blog_index()
    assert walk(client, asked)[0] == [404]


def test_what_staff_say_of_such_an_address_comes_first(client):
    StandardPageFactory(slug="costs")
    target = StandardPageFactory(slug="target")
    Redirect.objects.create(old_path="/costs/amp", redirect_page=target)
    Redirect.objects.create(old_path="/costs/*", redirect_link="/target/")
    Redirect.objects.create(old_path="/home", redirect_page=target)
    for asked in ("/costs/amp/", "/costs/feed/", "/home/"):
        assert walk(client, asked) == ([301, 200], "/target/"), asked


def test_the_marks_of_a_campaign_hide_no_old_address_and_go_along(client):
    StandardPageFactory(slug="costs")
    Redirect.objects.create(old_path="/page.asp?id=5", redirect_link="/costs/")
    for asked, end in {
        "/page.asp?id=5": "/costs/",
        "/page.asp?id=5&utm_source=mail&fbclid=x": "/costs/?utm_source=mail&fbclid=x",
        "/page.asp?gclid=1&id=5": "/costs/?gclid=1",
    }.items():
        assert walk(client, asked) == ([301, 200], end), asked
    for asked in ("/page.asp?id=5&other=1", "/page.asp?utm_source=mail", "/page.asp"):
        assert walk(client, asked)[0] == [404], asked


def test_a_deleted_page_is_gone_at_what_led_to_it_from_above(
    client, rename, django_capture_on_commit_callbacks
):
    above = StandardPageFactory(slug="above")
    below = StandardPageFactory(slug="below", parent=above)
    rename(above, "higher")
    assert walk(client, "/above/below/")[1] == "/higher/below/"
    with django_capture_on_commit_callbacks(execute=True):
        type(below).objects.get(pk=below.pk).delete()
    assert walk(client, "/higher/below/")[0] == [410]
    assert walk(client, "/above/below/")[0] == [410]

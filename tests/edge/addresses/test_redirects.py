"""Where addresses lead: no loops, no chains, nothing lost on the way, and home from a slip."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from edge.models import GoneAddress
from tests.edge.addresses.walking import unpublish, walk
from tests.factories import StandardPageFactory, home_page
from tests.factories.blog import BlogPostPageFactory, blog_index

pytestmark = pytest.mark.django_db


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

"""Redirects that staff make by hand: no circle, one step, everything below an address, any case."""

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from infra import content_version
from tests.edge.addresses.walking import get, unpublish, walk
from tests.factories import StandardPageFactory, home_page

pytestmark = pytest.mark.django_db


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

"""Slips in an address lead home in one step; what is no page is a 404."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from edge.addresses.tidy import tidy_path
from tests.edge.addresses.walking import get, walk
from tests.factories import StandardPageFactory, home_page
from tests.factories.blog import BlogPostPageFactory

pytestmark = pytest.mark.django_db


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

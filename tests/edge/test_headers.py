"""What is sent with every answer, and what public pages must never carry."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from edge.middleware import SecurityHeadersMiddleware
from tests.every_page import OTHER_ADDRESSES, PAGE_TYPES, make_page, policy_of, soup_of
from tests.factories import home_page

pytestmark = pytest.mark.django_db
FORMS = {"FormPage"}
# Attributes by which a browser loads something without being asked to.
LOADING = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "iframe": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "use": ("href",),
}
# A page names these addresses; no browser loads them.
NAMING_ONLY = {"canonical", "alternate", "next", "prev", "license", "author"}


def loaded_addresses(soup: BeautifulSoup) -> list[str]:
    """Return every address that the page makes a browser load."""
    found: list[str] = []
    for name, attributes in LOADING.items():
        for tag in soup.find_all(name):
            if name == "link" and set(tag.get("rel", [])) & NAMING_ONLY:
                continue
            for attribute in attributes:
                value = tag.get(attribute, "")
                parts = value.split(",") if attribute == "srcset" else [value]
                found += [part.split()[0] for part in parts if part.strip()]
    return found


def answer(response: HttpResponse, path: str = "/", **headers: str) -> HttpResponse:
    """Send `response` through the middleware as the answer to a GET."""
    request = RequestFactory().get(path, headers=headers)
    return SecurityHeadersMiddleware(lambda _request: response)(request)


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_public_pages_load_nothing_from_elsewhere(client, name):
    soup = soup_of(client.get(make_page(name).url))
    addresses = loaded_addresses(soup)
    assert addresses
    assert [a for a in addresses if urlsplit(a).netloc or a.startswith("data:text")] == []


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_public_pages_carry_no_inline_script_or_style(client, name):
    soup = soup_of(client.get(make_page(name).url))
    scripts = [s for s in soup.find_all("script") if s.get("type") != "application/ld+json"]
    assert scripts
    assert all(script.get("src") and not script.string for script in scripts)
    assert soup.find_all("style") == []
    for tag in soup.find_all(True):
        assert "style" not in tag.attrs
        assert not [a for a in tag.attrs if a.startswith("on")]
        assert not [v for v in tag.attrs.values() if str(v).strip().startswith("javascript:")]


@pytest.mark.parametrize("name", sorted(set(PAGE_TYPES) - FORMS))
def test_public_pages_set_no_cookie_and_are_the_same_for_everybody(client, name):
    response = client.get(make_page(name).url)
    assert response.status_code == 200
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert b"csrfmiddlewaretoken" not in response.content


@pytest.mark.parametrize("address", OTHER_ADDRESSES)
def test_other_addresses_set_no_cookie(client, address):
    home_page()
    response = client.get(address)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("address", ["page", "post", "404", "search"])
def test_the_public_policy_is_strict(client, address):
    home = home_page()
    addresses = {"page": lambda: home.url, "404": lambda: "/nothing/", "search": lambda: "/search/"}
    url = addresses.get(address, lambda: make_page("BlogPostPage").url)()
    policy = policy_of(client.get(url))
    assert policy["default-src"] == ["'self'"]
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]
    assert policy["img-src"] == ["'self'", "data:"]
    assert policy["object-src"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'self'"]
    assert not [s for sources in policy.values() for s in sources if "unsafe" in s]


def test_form_pages_are_kept_by_nobody_and_tell_no_other_site(client):
    response = client.get(make_page("FormPage").url)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in response
    policy = policy_of(response)
    assert policy["script-src"] == ["'self'"]


def test_google_is_allowed_only_where_a_response_asks_for_it():
    plain, form = HttpResponse(), HttpResponse()
    form.csp_extra = "recaptcha"
    assert "google" not in answer(plain)["Content-Security-Policy"]
    policy = policy_of(answer(form))
    assert policy["script-src"] == [
        "'self'",
        "https://www.google.com/recaptcha/",
        "https://www.gstatic.com/recaptcha/",
    ]
    assert "https://www.google.com/recaptcha/" in policy["frame-src"]
    assert policy["style-src"] == ["'self'"]


def test_staff_pages_let_no_script_and_no_style_stand_inside_them(client):
    home_page()
    response = client.get("/accounts/login/")
    assert response.status_code == 200
    policy = policy_of(response)
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]
    assert "script-src-attr" not in policy and "style-src-elem" not in policy
    assert policy["frame-ancestors"] == ["'self'"]
    assert policy["object-src"] == ["'none'"]
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("path", "directive", "word"),
    [
        ("/admin/pages/3/edit/", "style-src-elem", "'unsafe-inline'"),
        ("/admin/pages/add/home/standardpage/3/", "style-src-elem", "'unsafe-inline'"),
        ("/admin/snippets/clinic/notice/edit/1/", "style-src-elem", "'unsafe-inline'"),
        ("/admin/settings/clinic/clinicsettings/1/", "style-src-elem", "'unsafe-inline'"),
        ("/admin/images/1/", "script-src-attr", "'unsafe-hashes'"),
    ],
)
def test_a_screen_that_needs_a_word_more_has_it_by_name(path, directive, word):
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    policy = policy_of(SecurityHeadersMiddleware(lambda _request: HttpResponse())(request))
    assert word in policy[directive]
    assert "'unsafe-inline'" not in policy.get("script-src-attr", [])
    assert policy["script-src"] == ["'self'"] and policy["style-src"] == ["'self'"]


def test_an_answer_without_content_spares_a_phone_the_policies():
    """Every page counts itself (`/_count/`, 204): the two long headers were most of what that cost."""
    response = answer(HttpResponse(status=204))
    assert "Content-Security-Policy" not in response and "Permissions-Policy" not in response
    assert response["X-Content-Type-Options"] == "nosniff"
    assert sum(len(name) + len(value) for name, value in response.items()) < 400


def test_a_policy_that_a_view_chose_is_kept():
    response = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
    assert answer(response)["Content-Security-Policy"] == "default-src 'none'"


def test_pictures_on_another_host_are_allowed(settings):
    settings.MEDIA_URL = "https://media.example.com/files/"
    policy = policy_of(answer(HttpResponse()))
    assert policy["img-src"] == ["'self'", "data:", "https://media.example.com"]
    assert policy["script-src"] == ["'self'"]


def test_the_neighbours_of_the_policy(client):
    home_page()
    response = client.get("/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "geolocation=()" in response["Permissions-Policy"]


def test_an_answer_that_depends_on_a_session_is_private():
    response = answer(HttpResponse(), cookie="sessionid=abc")
    assert response["Cache-Control"].startswith("private")
    assert "Cookie" in response["Vary"]


def test_other_parts_of_vary_stay():
    response = answer(HttpResponse(headers={"Vary": "Accept-Encoding, Cookie"}))
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("status", [500, 503])
def test_nobody_keeps_an_error(status):
    assert answer(HttpResponse(status=status))["Cache-Control"] == "no-store"


def test_a_cookie_makes_an_answer_nobodys_to_keep():
    response = HttpResponse()
    response.set_cookie("x", "1")
    assert answer(response)["Cache-Control"] == "no-store"


def test_an_unchanged_page_is_not_sent_again(client):
    home_page()
    first = client.get("/")
    again = client.get("/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_two_visitors_get_the_same_bytes(client, django_user_model):
    home_page()
    assert client.get("/").content == client.get("/", headers={"user-agent": "other"}).content

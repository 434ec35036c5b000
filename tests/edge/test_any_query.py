"""Every public address answers any query and any header with 200, 301, 302, 304, 400 or 404."""

import pytest
from django.urls import get_resolver

from tests.every_page import OTHER_ADDRESSES, PAGE_TYPES, make_page
from tests.factories import ClinicDocumentFactory, home_page

pytestmark = pytest.mark.django_db
FINE = {200, 301, 302, 304, 400, 404}
VALUES = (
    "",
    "0",
    "-1",
    "2",
    "999999999999999999999999",
    "1e9",
    "²",
    "NaN",
    "null",
    "a" * 10_000,
    "%00",
    "%FF%FE%80",
    "%ED%A0%80",
    "%F0%9F%92%99",
    "'%22--;%20DROP%20TABLE%20core_person",
    "%22%22%22",
    "%25%25%s%n{0}{{7*7}}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "http://evil.example.com/",
    "*:*%20AND%20(",
    "NEAR(a%20b)%20OR%20NOT%20%5E",
    "%E2%80%AE%0D%0ASet-Cookie:x=1",
    "2024-13-45",
)
NAMES = ("q", "page", "p", "next", "category", "tag", "year", "author", "sent", "preview", "mode")
HEADERS = (
    {"accept-language": "xx-" * 200},
    {"accept-language": ";q=9,*;q=x,,"},
    {"accept-encoding": "\x01\x02"},
    {"cookie": "sessionid=" + "a" * 3000},
    {"cookie": 'sessionid="\\000\\377"; csrftoken=\x00; =;;;=x'},
    {"cookie": "csrftoken=short; messages=[[[; sessionid=../../etc"},
    {"if-none-match": '"' * 99},
    {"if-modified-since": "Thu, 99 Foo 99999 25:61:61 GMT"},
    {"range": "bytes=9-0,,-"},
    {"x-forwarded-for": "', 1.2.3.4, " * 50},
    {"x-forwarded-proto": "gopher"},
    {"x-requested-with": "XMLHttpRequest"},
    {"referer": "javascript:alert(1)//\xff"},
    {"content-type": "multipart/form-data"},
    {"user-agent": ""},
)


FURTHER = (
    *OTHER_ADDRESSES,
    "/documents/9999999999999999999999/x.pdf",
    "/nothing-here/",
    "/.well-known/change-password",
    "/sitemap-pages.xml",
    "/static/nothing.css",
    "/media/nothing.png",
    "/_util/authenticate_with_password/1/1/",
)
# What a reader may put behind the address of the blog.
LISTS = ("feed/", "rss/", "atom/", "category/x/", "tag/x/", "author/x/", "2024/", "archive/")
TARGETS = [*PAGE_TYPES, "a document", *(f"list {part}" for part in LISTS), *FURTHER]


def address_of(target: str) -> str:
    """Return the address that a target names; make the page or the file if it is one."""
    if target in PAGE_TYPES:
        return make_page(target).url
    home_page()
    if target == "a document":
        return ClinicDocumentFactory().url
    if target.startswith("list "):
        return make_page("BlogPostPage").url.rsplit("/", 2)[0] + "/" + target.removeprefix("list ")
    return target


def addresses() -> list[str]:
    """Return every public address of a small site."""
    return [address_of(target) for target in TARGETS]


@pytest.mark.parametrize("target", TARGETS)
def test_any_value_of_any_parameter(client, target):
    """Each parameter meets each value once: the values go round by one with every request."""
    address = address_of(target)
    for turn in range(len(VALUES)):
        values = [VALUES[(turn + number) % len(VALUES)] for number in range(len(NAMES))]
        query = "&".join(f"{name}={value}" for name, value in zip(NAMES, values, strict=True))
        response = client.get(address, QUERY_STRING=query)
        assert response.status_code in FINE, [value[:40] for value in values]
        assert "x=1" not in str(response.cookies)


@pytest.mark.parametrize("name", ["q", "page"])
@pytest.mark.parametrize("target", ["/search/", "/search/suggest/", "BlogIndexPage"])
def test_any_value_of_one_parameter_alone(client, target, name):
    address = address_of(target)
    for value in VALUES:
        response = client.get(address, QUERY_STRING=f"{name}={value}")
        assert response.status_code in FINE, value[:40]


ODD_QUERIES = (
    "&&&",
    "=",
    "?",
    "q",
    "q=1&q=2&q[]=3",
    "%",
    "%zz=%zz",
    "&".join(f"a{n}=1" for n in range(900)),
)


def test_odd_query_strings(client):
    for address in addresses():
        for query in ODD_QUERIES:
            status = client.get(address, QUERY_STRING=query).status_code
            assert status in FINE, (address, query[:40])


def test_more_parameters_than_anybody_sends_are_a_bad_request(client):
    home_page()
    query = "&".join(f"a{n}=1" for n in range(20_000))
    for address in ("/", "/search/"):
        assert client.get(address, QUERY_STRING=query).status_code in FINE


@pytest.mark.parametrize("target", TARGETS)
def test_any_header(client, target):
    address = address_of(target)
    for headers in HEADERS:
        assert client.get(address, headers=headers).status_code in FINE, headers


def test_other_methods_never_break(client):
    for address in addresses():
        for method in ("head", "options", "put", "delete", "patch", "trace"):
            status = getattr(client, method)(address).status_code
            assert status in FINE | {308, 403, 405}, (address, method)


def test_a_post_to_a_page_that_is_no_form_never_breaks(client):
    for address in addresses():
        response = client.post(address, {"a": "b\x00", "page": "x"})
        # 308: an address that leads on takes what was sent along.
        assert response.status_code in FINE | {308, 403, 405}, address


def test_head_answers_as_get_without_a_body(client):
    home_page()
    assert client.head("/").content == b""
    assert client.head("/").status_code == 200


def test_the_walk_knows_every_address_of_the_public_rooms():
    """Fails when a room adds a fixed address that the walk above does not visit."""
    staff = ("admin/", "accounts/", "documents/", "_util/")
    fixed = set()
    for entry in get_resolver().url_patterns:
        if str(entry.pattern).startswith(staff) or not hasattr(entry, "url_patterns"):
            continue
        for inner in entry.url_patterns:
            route = str(inner.pattern)
            plain = not set(route) & set("<^(\\") and not hasattr(inner, "url_patterns")
            if plain and route and not route.startswith(staff):
                fixed.add(f"/{entry.pattern}{route}")
    # Browsers report there by POST (tests/edge/test_well_known.py, tests/visits, tests/home/test_was_this_clear.py), and
    # monitoring reads by a token (tests/edge/monitoring/test_monitoring.py).
    others = {
        "/apple-touch-icon-precomposed.png", "/csp-reports/", "/_count/", "/was-this-clear/", "/metrics",
    }  # fmt: skip
    assert fixed - set(FURTHER) - others == set()

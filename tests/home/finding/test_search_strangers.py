"""What strangers type into the search, what is kept of it, what is suggested, and what it costs."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.finding import entries
from tests.factories.blog import BlogPostPageFactory, many_posts
from tests.factories.clinic import stream
from tests.home.finding.searching import search

pytestmark = pytest.mark.django_db


def test_what_staff_and_strangers_type_is_escaped(client):
    bad = "<script>alert('zebra')</script>"
    BlogPostPageFactory(title=bad, introduction=bad, body=stream(("text", "<p>zebra</p>")))
    response = search(client, f'zebra {bad} "><img src=x onerror=alert(1)>')
    page = BeautifulSoup(response.content, "html.parser")
    scripts = [s for s in page.find_all("script") if s.get("type") != "application/ld+json"]
    assert all(s.get("src") and not s.string for s in scripts)
    assert not page.select("[onerror]")
    result = search(client, "zebra").context["results"][0]
    assert BeautifulSoup(result.title, "html.parser").get_text() == bad


# --- Strangers ---------------------------------------------------------------------------------
HOSTILE = [
    "x" * 10_000,
    "word " * 2_000,
    '"',
    "'",
    '"""unbalanced \'quote',
    "\\",
    "%",
    "100% %s %(x)s {0} {{ x }} {% y %}",
    "'; DROP TABLE blog_blogpostpage; --",
    "1 OR 1=1",
    "AND OR NOT NEAR(a b) NEAR/3",
    "title:ketamine body : x ^boost a* *",
    "a & b | c ! d <-> e :*",
    "-",
    "*",
    "()",
    "🙂👩🏽‍⚕️",
    "日本語",
    "مرحبا",
    "\u202eabc",
    "a\u0301\u0301\u0301" * 50,
    "\ud800".encode("utf-8", "surrogatepass"),
    b"\xff\xfe",
    "../../etc/passwd",
    "${jndi:ldap://x}",
    "ﷺ" * 100,
]


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("address", ["/search/", "/search/suggest/"])
def test_nothing_that_is_typed_is_an_error(client, site, query, address):
    response = client.get(address, {"q": query})
    assert response.status_code == 200


@pytest.mark.parametrize("address", ["/search/", "/search/suggest/"])
def test_a_nul_is_no_error(client, site, address):
    assert client.get(f"{address}?q=infusion%00").status_code in (200, 400)
    assert client.get(f"{address}?in=%00&q=x&page=%00").status_code in (200, 400)


def test_repeated_and_unknown_parameters_are_no_error(client, site):
    assert client.get("/search/?q=a&q=infusion&in=blog&in=x&zz[]=1&&=").status_code == 200


@pytest.mark.parametrize("address", ["/search/", "/search/suggest/"])
def test_search_only_reads(client, site, address):
    assert client.post(address, {"q": "x"}).status_code == 405
    with CaptureQueriesContext(connection) as queries:
        client.get(address, {"q": "infusion"})
    assert {q["sql"].split()[0].lstrip("(") for q in queries} <= {"SELECT"}


def test_a_long_query_says_that_it_was_cut(client, site):
    assert search(client, "x" * 10_000).context["truncated"]
    assert len(search(client, "x" * 10_000).context["query"]) == 200
    assert not search(client, "infusion").context["truncated"]


# --- Privacy -----------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["/search/", "/search/suggest/"])
def test_what_people_look_for_is_kept_nowhere(client, site, address, caplog):
    with caplog.at_level(logging.DEBUG, logger="clinic"):
        response = client.get(address, {"q": "panicattack"})
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert "panicattack" not in caplog.text


def test_search_pages_stay_out_of_search_engines(client, site):
    page = BeautifulSoup(search(client, "infusion").content, "html.parser")
    assert "noindex" in page.select_one("meta[name=robots]")["content"]


# --- Suggestions -------------------------------------------------------------------------------
def suggested(client, query: str) -> list[dict]:
    response = client.get("/search/suggest/", {"q": query})
    assert response["Content-Type"] == "application/json"
    return response.json()["suggestions"]


def test_beginnings_of_words_are_suggested(client, site):
    assert [s["title"] for s in suggested(client, "ket")] == ["Ketamine infusions"]
    assert [s["title"] for s in suggested(client, "inf ket")] == ["Ketamine infusions"]
    assert [s["title"] for s in suggested(client, "amine")] == []
    assert suggested(client, "") == []


def test_a_suggestion_leads_to_its_page(client, site):
    (row,) = suggested(client, "cardi")
    assert row["label"] == "Post"
    assert client.get(row["url"]).status_code == 200


def test_at_most_six_and_those_that_begin_so_first(client):
    for n in range(9):
        BlogPostPageFactory(title=f"About zebras {n}")
    BlogPostPageFactory(title="Zebras at night")
    rows = suggested(client, "zeb")
    assert len(rows) == 6
    assert rows[0]["title"] == "Zebras at night"


def test_a_suggestion_with_accents(client):
    BlogPostPageFactory(title="Élan vital")
    assert [s["title"] for s in suggested(client, "elan")] == ["Élan vital"]


# --- Cost --------------------------------------------------------------------------------------
def test_the_cost_does_not_grow_with_the_site(client):
    def cost(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    addresses = ["/search/?q=bulk", "/search/?q=qqqqqqqq", "/search/suggest/?q=bulk"]
    many_posts(10)
    before = [cost(a) for a in addresses]
    many_posts(490)
    with CaptureQueriesContext(connection) as after_a_publish:
        client.get(addresses[0])
    # A query that names every post grows with the blog, and the database reads it before it answers.
    newest = entries.MOST_POSTS
    assert max(query["sql"].count(",") for query in after_a_publish) < 3 * newest
    # Posts beyond the newest hundred are asked of the database's own index.
    for after, at_first in zip([cost(a) for a in addresses], before, strict=True):
        assert after <= 2 * at_first <= 14

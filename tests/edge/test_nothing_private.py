"""What strangers may not read stands nowhere that they can get to: one walk over everything that answers."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from tests.every_page import OTHER_ADDRESSES, PAGE_TYPES, make_page
from tests.factories import PersonFactory, stream
from tests.factories.blog import BlogCategoryFactory

pytestmark = pytest.mark.django_db
ROOT = "http://localhost"
# The word that is looked for; strangers search for the other one.
MARK, WORD = "quibblewort", "flummerstone"
ASKED = (
    f"/search/?q={WORD}",
    f"/search/suggest/?q={WORD[:6]}",
    f"/search/suggest/?q={WORD}",
    f"/search/?q={WORD}&page=2",
)


def hide(page, kind: str) -> None:
    """Close a page in one of the ways that there are."""
    if kind == "draft":
        page.unpublish()
    else:
        PageViewRestriction.objects.create(
            page=page.page_ptr, restriction_type=kind, password="only for some"
        )


def make_hidden(kind: str) -> list:
    """Make one more page of each type that bears the mark in every text of its own, and hide it."""
    found = []
    for name in PAGE_TYPES:
        if name == "HomePage":
            continue
        make_page(name)
        page = make_page(name, title=f"{MARK} {WORD} {name}", slug=f"hidden-{name.lower()}")
        for field in page._meta.get_fields():
            if field.get_internal_type() in ("CharField", "TextField") and field.name in (
                "introduction", "search_description", "seo_title", "headline", "summary", "subtitle",
            ):  # fmt: skip
                setattr(page, field.name, f"{MARK} {WORD}")
        if hasattr(page, "body"):
            page.body = stream(("text", f"<h2>{MARK}</h2><p>{MARK} {WORD}</p>"))
        if name == "BlogPostPage":
            page.author = PersonFactory(slug="ada")
            page.category = BlogCategoryFactory(name=f"{MARK} category", slug=f"{MARK}-category")
            page.tags.add(f"{MARK} tag")
        page.save()
        page.save_revision().publish()
        page.refresh_from_db()
        found.append(page)
    for page in found if kind else ():
        hide(page, kind)
    return found


def list_links(address: str, response) -> set[str]:
    kind = response.get("Content-Type", "")
    text = response.content.decode(errors="replace") if not response.streaming else ""
    if kind.startswith("text/html"):
        page = BeautifulSoup(text, "html.parser")
        found = {
            tag.get("href") or tag.get("src")
            for tag in page.find_all(["a", "link", "script", "img"])
        }
    else:
        found = set(re.findall(r"https?://localhost/[^\s<>\")\]]*", text))
    links = set()
    for link in found - {None}:
        whole = urlsplit(urljoin(ROOT + address, link))
        if whole.hostname == "localhost" and not whole.path.startswith(
            ("/static/", "/media/", "/admin/")
        ):
            links.add(whole.path + (f"?{whole.query}" if whole.query else ""))
    return links


def find_mark(client, hidden: list) -> tuple[set[str], set[str]]:
    """Follow every link from every public address; return where the mark stands, and everything that was asked."""
    own = {f"{page.url or f'/{page.slug}/'}" for page in hidden}
    waiting = {"/", *OTHER_ADDRESSES, *ASKED, "/blog/feed/", "/people/ada/"}
    waiting |= {
        address + end for address in own for end in ("", "index.md", "feed/", "?preview=1", "sent/")
    }
    seen: set[str] = set()
    told: set[str] = set()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        response = client.get(address)
        if response.status_code == 200 and not response.streaming:
            if MARK in response.content.decode(errors="replace") + str(response.headers):
                told.add(address)
        elif response.status_code in (301, 302) and response["Location"].startswith("/"):
            waiting |= {response["Location"]} - seen
        waiting |= list_links(address, response) - seen
    return told, seen


@pytest.mark.parametrize("kind", ["login", "password", "draft"])
def test_what_is_hidden_stands_nowhere(client, kind):
    told, seen = find_mark(client, make_hidden(kind))
    assert not told
    assert len(seen) > 30


def test_the_same_walk_finds_what_is_public(client):
    """Or the walk above would say nothing."""
    told, _seen = find_mark(client, make_hidden(""))
    assert {"/blog/", "/llms.txt", "/llms-full.txt", "/people/ada/", *ASKED[:3]} <= told
    assert len(told) > 30

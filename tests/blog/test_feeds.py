"""RSS and Atom, read with an XML parser."""

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction, Site

from blog.feeds import xml_text
from tests.factories.blog import BlogIndexPageFactory, BlogPostPageFactory, many_posts
from tests.factories.clinic import PersonFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
BOTH = pytest.mark.parametrize("address", ["/blog/feed/rss/", "/blog/feed/atom/"])
HOSTILE = "Less < more & \"quotes\" </title><script>alert('x')</script> ]]> \x0b\x1f\ufffe🙂"


def read(client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


@pytest.fixture
def post():
    """One post with everything a feed tells."""
    return BlogPostPageFactory(
        title="On safety",
        slug="on-safety",
        introduction="What we watch & why.",
        category__name="Safety",
        author=PersonFactory(name="Ana Sample", credentials="MD"),
        date=date(2024, 5, 6),
    )


def test_each_feed_has_its_own_type(client, post):
    types = {a: client.get(f"/blog/feed/{a}/")["Content-Type"] for a in ("rss", "atom")}
    assert types == {
        "rss": "application/rss+xml; charset=utf-8",
        "atom": "application/atom+xml; charset=utf-8",
    }


def test_rss_tells_what_a_post_is(client, post):
    channel = read(client, "/blog/feed/rss/").find("channel")
    root = Site.objects.get().root_url
    assert channel.findtext("link") == f"{root}/blog/"
    assert channel.find(f"{ATOM}link").attrib == {"rel": "self", "href": f"{root}/blog/feed/rss/"}
    item = channel.find("item")
    assert item.findtext("title") == "On safety"
    assert item.findtext("link") == f"{root}/blog/on-safety/"
    assert item.findtext("description") == "What we watch &amp; why."
    assert item.findtext("category") == "Safety"
    assert item.findtext(f"{DC}creator") == "Ana Sample, MD"
    assert item.find("guid").attrib["isPermaLink"] == "false"
    assert parsedate_to_datetime(item.findtext("pubDate")).date() == date(2024, 5, 6)


def test_atom_tells_what_a_post_is(client, post):
    post.save_revision().publish()
    post.refresh_from_db()
    feed = read(client, "/blog/feed/atom/")
    root = Site.objects.get().root_url
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"{root}/blog/feed/atom/"
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "On safety"
    assert entry.find(f"{ATOM}link").get("href") == f"{root}/blog/on-safety/"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ana Sample, MD"
    assert entry.find(f"{ATOM}category").get("term") == "Safety"
    assert entry.find(f"{ATOM}summary").get("type") == "html"
    updated = datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
    assert abs((updated - post.last_published_at).total_seconds()) < 1
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}published")).date() == date(2024, 5, 6)


@BOTH
def test_whatever_staff_type_the_xml_is_whole(client, address):
    BlogPostPageFactory(
        title=HOSTILE,
        introduction=HOSTILE,
        category__name=HOSTILE[:60],
        author=PersonFactory(name=HOSTILE),
    )
    texts = [element.text or "" for element in read(client, address).iter()]
    assert any(text.startswith("Less < more &") for text in texts)
    assert not any("\x0b" in text for text in texts)


@BOTH
def test_a_summary_holds_no_markup_of_its_own(client, address):
    BlogPostPageFactory(introduction="<b onclick=x>bold</b>")
    summaries = [
        e.text
        for e in read(client, address).iter()
        if e.tag in ("description", f"{ATOM}summary") and "bold" in (e.text or "")
    ]
    assert summaries == ["&lt;b onclick=x&gt;bold&lt;/b&gt;"]


@BOTH
def test_a_post_with_nothing_around_it_is_told_too(client, address):
    BlogPostPageFactory(category=None, introduction="", title="Bare")
    assert "Bare" in [e.text for e in read(client, address).iter()]


@BOTH
def test_an_empty_blog_has_valid_feeds(client, address):
    BlogIndexPageFactory()
    feed = read(client, address)
    assert not list(feed.iter("item")) and not list(feed.iter(f"{ATOM}entry"))


@BOTH
def test_feeds_hold_the_newest_twenty(client, address):
    many_posts(30)
    feed = read(client, address)
    entries = [*feed.iter("item"), *feed.iter(f"{ATOM}entry")]
    titles = [e.findtext("title") or e.findtext(f"{ATOM}title") for e in entries]
    assert titles == [f"Bulk post {n}" for n in range(29, 9, -1)]


@BOTH
def test_drafts_and_private_posts_are_in_no_feed(client, address):
    BlogPostPageFactory(title="Draft", live=False)
    private = BlogPostPageFactory(title="Private")
    PageViewRestriction.objects.create(page=private.page_ptr, restriction_type="login")
    text = client.get(address).content.decode()
    assert "Draft" not in text and "Private" not in text


def test_the_name_of_an_entry_survives_a_new_address(client, post):
    before = read(client, "/blog/feed/atom/").findtext(f"{ATOM}entry/{ATOM}id")
    post.slug = "about-safety"
    post.save_revision().publish()
    entry = read(client, "/blog/feed/atom/").find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href").endswith("/blog/about-safety/")
    assert entry.findtext(f"{ATOM}id") == before


@BOTH
def test_feeds_say_when_they_last_changed(client, post, address):
    post.save_revision().publish()
    post.refresh_from_db()
    stamp = parsedate_to_datetime(client.get(address)["Last-Modified"])
    assert abs((stamp - post.last_published_at.astimezone(UTC)).total_seconds()) < 1
    assert not client.get(address).cookies


def test_characters_outside_xml_are_dropped_and_others_kept():
    assert xml_text("a\x00b\x0bc\ud800d\ufffee\tf\n🙂é") == "abcde\tf\n🙂é"

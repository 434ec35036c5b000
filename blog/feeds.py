"""RSS 2.0, Atom 1.0 and JSON Feed 1.1 of the newest posts, each with its whole text.

Sources: RSS Advisory Board's RSS 2.0 specification and its content module; RFC 4287 (Atom); jsonfeed.org/version/1.1.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, time
from html import unescape
from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.translation import get_language

from clinic.layout import layout_for
from infra.addresses.sites import running_root
from pages.content_change import change_joins, read_content_change
from pages.models import BasePage

from .addresses import FEED_PATHS
from .full_text import read_full_text

MOST = 20
# Characters that XML 1.0 can't hold in any form (section 2.2). Pasted text may bring them along.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class PostFeed(SyndicationFeed):
    """Feed of posts of either format: its content type, and when the list last changed."""

    content_type: str
    updated: datetime | None = None

    def latest_post_date(self) -> datetime:
        """Return when a post was last published; now for a blog without any."""
        return self.updated or timezone.now()


class RssFeed(PostFeed, Rss201rev2Feed):
    """RSS 2.0 with a type of its own, so that browsers and readers know it."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        """Add the namespace of the whole text."""
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/"
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add the whole text to what Django writes of a post."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["full_text"])


class AtomFeed(PostFeed, Atom1Feed):
    """The Atom 1.0 feed of the newest posts."""

    content_type = "application/atom+xml; charset=utf-8"

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add the whole text to what Django writes of a post."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["full_text"], {"type": "html"})


class JsonFeed(PostFeed):
    """The JSON Feed 1.1 of the newest posts."""

    content_type = "application/feed+json; charset=utf-8"

    def writeString(self, encoding: str) -> str:
        """Return the feed as JSON; `encoding` is always UTF-8 in this format."""
        return json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": self.feed["title"],
                "home_page_url": self.feed["link"],
                "feed_url": self.feed["feed_url"],
                "description": self.feed["description"],
                "language": self.feed["language"],
                "authors": [{"name": self.feed["author_name"]}],
                "items": [_describe_json_item(item) for item in self.items],
            },
            ensure_ascii=False,
        )


def answer_rss(index: BasePage, request: HttpRequest) -> HttpResponse:
    """Return the newest posts of `index` as RSS."""
    return _answer_feed(RssFeed, index, request, FEED_PATHS["rss"])


def answer_atom(index: BasePage, request: HttpRequest) -> HttpResponse:
    """Return the newest posts of `index` as Atom."""
    return _answer_feed(AtomFeed, index, request, FEED_PATHS["atom"])


def answer_json(index: BasePage, request: HttpRequest) -> HttpResponse:
    """Return the newest posts of `index` as JSON Feed."""
    return _answer_feed(JsonFeed, index, request, FEED_PATHS["json"])


def _describe_json_item(item: dict[str, Any]) -> dict[str, Any]:
    """Return one post as JSON Feed names its facts; what a post does not have is left out."""
    facts = {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "summary": unescape(str(item["description"])),
        "content_html": item["full_text"],
        "date_published": item["pubdate"].isoformat(),
        "date_modified": item["updateddate"].isoformat(),
        "authors": [{"name": item["author_name"]}] if item["author_name"] else None,
        "tags": list(item["categories"]) or None,
    }
    return {name: value for name, value in facts.items() if value}


def xml_text(text: str) -> str:
    """Return `text` without the characters that XML can't hold."""
    return _NOT_XML.sub("", text or "")


def _answer_feed(
    kind: type[PostFeed], index: BasePage, request: HttpRequest, address: str
) -> HttpResponse:
    layout = layout_for(request)
    root = running_root(layout.root_url, request)
    home = urljoin(f"{root}/", index.get_url(request) or "/")
    posts = list(index.list_posts().select_related("author", "category", *change_joins())[:MOST])
    updated = max((_updated_at(post) for post in posts), default=index.last_published_at)
    feed = kind(
        title=xml_text(f"{layout.site_name}: {index.title}"),
        link=home,
        description=xml_text(index.search_description or index.introduction or index.title),
        language=(get_language() or "en-us").lower(),
        feed_url=home + address,
        feed_guid=f"urn:uuid:{index.translation_key}",
        author_name=xml_text(layout.site_name),
    )
    feed.updated = updated
    for post in posts:
        link = urljoin(home, post.get_url(request) or "")
        full_text = xml_text(read_full_text(post, request, link))
        feed.add_item(**_describe_post(post, link), full_text=full_text)
    response = HttpResponse(feed.writeString("utf-8"), content_type=kind.content_type)
    if updated:
        response["Last-Modified"] = http_date(updated.timestamp())
    patch_cache_control(response, public=True, max_age=900)
    return response


def _describe_post(post: BasePage, link: str) -> dict:
    summary = post.search_description or post.introduction
    return {
        "title": xml_text(post.title),
        "link": link,
        # Both formats read it as HTML, so plain text is escaped once more than XML asks for.
        "description": escape(xml_text(summary)),
        # Names the post for good: it stays when the post's address changes.
        "unique_id": f"urn:uuid:{post.translation_key}",
        "unique_id_is_permalink": False,
        "author_name": xml_text(post.author.display_name) if post.author else None,
        "categories": [xml_text(post.category.name)] if post.category else [],
        "pubdate": _published_at(post),
        "updateddate": _updated_at(post),
    }


def _published_at(post: BasePage) -> datetime:
    """Return the date that readers see; the time of day is noon, the same day everywhere here."""
    return timezone.make_aware(datetime.combine(post.date, time(12)))


def _updated_at(post: BasePage) -> datetime:
    return max(filter(None, [read_content_change(post), _published_at(post)]))

"""Addresses inside the blog, worked out without asking the database."""

from __future__ import annotations

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from .listing import Kind

# First parts of the index's own addresses: a post of that name would hide the lists behind it.
RESERVED_SLUGS = frozenset({"category", "tag", "year", "author", "feed", "page"})

FEEDS = (("rss", "application/rss+xml", "RSS"), ("atom", "application/atom+xml", "Atom"))


def list_url(index_url: str, kind: Kind, value: str = "") -> str:
    """Return the address of a list of the blog at `index_url`; '' where there can be none.

    A tag of emoji only has an empty address name and so no page of its own.
    """
    from .models import BlogIndexPage

    if kind is Kind.ALL:
        return index_url
    try:
        return index_url + BlogIndexPage.get_resolver().reverse(str(kind), value)
    except NoReverseMatch:
        return ""


def parent_url(post_url: str) -> str:
    """Return the address of the blog that the post at `post_url` lies under."""
    return post_url.rstrip("/").rpartition("/")[0] + "/"


def feed_links(index_url: str, name: str) -> list[dict[str, str]]:
    """Return the feeds of the blog at `index_url` for the page's head.

    Parameters: `name`, whose posts they are (the site's name).
    """
    return [
        {
            "title": _("%(name)s: posts (%(format)s)") % {"name": name, "format": label},
            "type": mime,
            "url": f"{index_url}feed/{slug}/",
        }
        for slug, mime, label in FEEDS
    ]

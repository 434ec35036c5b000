"""Addresses inside the blog, worked out without asking the database."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, URLResolver, path
from django.urls.resolvers import RegexPattern
from django.utils.translation import gettext as _

from .listing import ListKind

# First parts of the index's own addresses: a post of that name would hide the lists behind it.
RESERVED_SLUGS = frozenset({"category", "tag", "year", "author", "feed", "page"})

# Every address of the blog below its own: the index page answers them, `list_url` writes them.
LIST_PATHS = {
    ListKind.ALL: "",
    ListKind.CATEGORY: "category/<str:value>/",
    ListKind.TAG: "tag/<str:value>/",
    ListKind.YEAR: "year/<str:value>/",
    ListKind.AUTHOR: "author/<str:value>/",
}
FEED_PATHS = {"rss": "feed/rss/", "atom": "feed/atom/", "json": "feed/json/"}
FEEDS = (
    ("rss", "application/rss+xml", "RSS"),
    ("atom", "application/atom+xml", "Atom"),
    ("json", "application/feed+json", "JSON"),
)


def _answer_nothing(request: HttpRequest, value: str = "") -> HttpResponse:
    """Take the place of a view: Django's resolver wants one, even where addresses are only written."""
    raise NotImplementedError


_RESOLVER = URLResolver(
    RegexPattern(r"^/"),
    [path(route, _answer_nothing, name=str(kind)) for kind, route in LIST_PATHS.items()],
)


def list_url(index_url: str, kind: ListKind, value: str = "") -> str:
    """Return the address of a list of the blog at `index_url`; '' where there can be none.

    A tag of emoji only has an empty address name and so no page of its own.
    """
    if kind is ListKind.ALL:
        return index_url
    try:
        return index_url + _RESOLVER.reverse(str(kind), value)
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
            "url": index_url + FEED_PATHS[slug],
        }
        for slug, mime, label in FEEDS
    ]

"""The whole text of a post for feed readers: the article with its sources, without what needs a screen."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from clinic.layout import layout_for
from infra.memory import memoize
from pages.models import BasePage
from seo.plain_html import make_plain_html

# Forms and blocks that only lead on.
_LEFT_OUT = "form, .block-call-to-action, .block-form-link, .block-text-us, .block-latest-posts"
# Attributes that mean something without the site's stylesheet and script.
_ALLOWED_ATTRIBUTES = {
    "href",
    "src",
    "alt",
    "width",
    "height",
    "lang",
    "dir",
    "datetime",
    "scope",
    "colspan",
    "rowspan",
    "title",
}


def read_full_text(post: BasePage, request: HttpRequest, link: str) -> str:
    """Return the HTML of `post` with absolute addresses; made once a content version and day.

    Args:
        post: as its own type, with its body.
        request: of the feed.
        link: the post's absolute address.
    """
    # Notices inside a post begin and end on a day.
    key = ("feed-text", post.pk, link, timezone.localdate())
    return memoize(key, lambda: _write_full_text(post, request, link))


def _write_full_text(post: BasePage, request: HttpRequest, link: str) -> str:
    context = {"page": post, "self": post, "layout": layout_for(request), "request": request}
    article = post.get_article(context)
    sources = render_to_string("components/references.html", {"article": article})
    soup = BeautifulSoup(f"{article.html}{sources}", "html.parser")
    make_plain_html(soup, link, _LEFT_OUT)
    for tag in soup.find_all(True):
        tag.attrs = {
            name: value for name, value in tag.attrs.items() if name in _ALLOWED_ATTRIBUTES
        }
    return str(soup)

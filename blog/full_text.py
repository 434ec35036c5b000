"""The whole text of a post for feed readers: the article with its sources, without what needs a screen."""

from __future__ import annotations

from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.http import HttpRequest
from django.template.loader import render_to_string

from clinic.layout import layout_for
from infra.memory import memoize
from pages.models import BasePage

# Blocks that only lead on, and what a feed reader can't use.
_LEFT_OUT = (
    "svg, script, style, form, button, source, [hidden], [aria-hidden=true], .c-references__back, "
    ".block-call-to-action, .block-form-link, .block-text-us, .block-latest-posts"
)
# Attributes that mean something without the site's stylesheet and script.
_KEPT = {
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
    """Return the HTML of `post` with absolute addresses; made once a content version.

    Args:
        post: as its own type, with its body.
        request: of the feed.
        link: the post's absolute address.
    """
    return memoize(("feed-text", post.pk, link), lambda: _write_full_text(post, request, link))


def _write_full_text(post: BasePage, request: HttpRequest, link: str) -> str:
    context = {"page": post, "self": post, "layout": layout_for(request), "request": request}
    article = post.get_article(context)
    sources = render_to_string("components/references.html", {"article": article})
    soup = BeautifulSoup(f"{article.html}{sources}", "html.parser")
    for tag in soup.select(_LEFT_OUT):
        tag.decompose()
    for tag in soup.find_all(True):
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in _KEPT}
        for name in ("href", "src"):
            if name in tag.attrs:
                tag[name] = urljoin(link, str(tag[name]))
    return str(soup)

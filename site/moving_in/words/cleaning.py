"""Takes out of old HTML what runs, tracks or hides, and puts its tags in order (nh3, an HTML5 parser)."""

from __future__ import annotations

import re

import nh3

from ..editors.marks import NAME

_TAGS = {
    "a", "abbr", "address", "article", "aside", "audio", "b", "blockquote", "body", "br", "button", "caption", "center", "cite", "code",
    "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "iframe", "img", "ins", "kbd", "legend", "li", "main", "mark", "nav", "object",
    "ol", "p", "picture", "pre", "q", "s", "samp", "section", "small", "source", "span", "strike", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "video", NAME,
}  # fmt: skip
# With all that is in them.
_WITHOUT = {
    "script", "style", "noscript", "template", "svg", "math", "canvas", "head", "title", "select", "option", "textarea", "applet",
    "frameset", "noembed", "noframes", "xmp", "map", "dialog",
}  # fmt: skip
_EVERYWHERE = {"class", "id", "hidden", "aria-hidden"}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height", "data-src", "data-lazy-src", "data-orig-file", "data-id", "title"},
    "iframe": {"src", "title", "data-src", "data-lazy-src"},
    "video": {"src"}, "audio": {"src"}, "source": {"src", "type"}, "embed": {"src"}, "object": {"data"},
    "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed"},
    "sup": {"data-fn"},
    NAME: {"data-x-kind", "data-x-values"},
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "tel", "sms"}
_HIDDEN_STYLE = re.compile(
    r"""(<[a-z][\w-]*\b[^<>]*?)\sstyle\s*=\s*(["'])(?=[^"']*(?:display\s*:\s*none|visibility\s*:\s*hidden|"""
    r"""(?:left|top|text-indent)\s*:\s*-\d{3,}|font-size\s*:\s*0(?:px)?\s*[;"']|opacity\s*:\s*0\s*[;"']))[^"']*\2""",
    re.IGNORECASE,
)
RUNS = re.compile(
    r"<(?:script|noscript|style|object|embed|applet)\b|\son[a-z]+\s*=|javascript:", re.IGNORECASE
)


def clean_html(html: str) -> str:
    """Return `html` with well-nested tags, and nothing in it that runs, tracks or stays hidden by a style."""
    html = _HIDDEN_STYLE.sub(r"\1 hidden", html)
    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_WITHOUT,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )

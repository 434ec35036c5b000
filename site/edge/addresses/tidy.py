"""What somebody meant who typed, copied or linked an address with a slip in it. Pure text."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from django.utils.encoding import uri_to_iri

from edge.page_cache.keys import is_tracking

LONGEST = 1000
# What a sentence, a mail program or Markdown leaves at the end of an address.
_AROUND = " \t\r\n.,;:!?…'\"`´‘’“”«»‹›)]}>*|=~_-"
# And what it leaves in front.
_BEFORE = " \t\r\n'\"`´‘’“”«»‹›([{<*|"
_INDEX = re.compile(r"(?:^|/)(?:index|default)\.(?:x?html?|php|aspx?|jsp)$", re.IGNORECASE)
_ENDING = re.compile(r"(?<=[\w-])\.(?:x?html?|php|aspx?|jsp)$", re.IGNORECASE)
# An encoded '?', '#' or '&' belongs to what should have followed the path, and so does a ';jsessionid=…'.
_FOLLOWS = re.compile(r"[?#&;].*$", re.DOTALL)
# Encoded once too often, as mail programs do ('/caf%25C3%25A9').
_STILL_ENCODED = re.compile(r"%[0-9a-fA-F]{2}")


def tidy_path(path: str) -> str:
    """Return the path that `path` was meant to be, without a last slash; '/' for the home page.

    Parameters: `path`, decoded, as Django's `request.path`. Returns '' where nothing can be meant:
    a backslash or a control character inside, '.' or '..' as a step, or no words at all.
    """
    if len(path) > LONGEST:
        return ""
    if _STILL_ENCODED.search(path):
        path = unquote(path)
    # Letters and their marks in one piece, as they are typed and stored; a Mac's file names have them apart.
    path = unicodedata.normalize("NFC", path)
    path = "".join(char for char in path if unicodedata.category(char) != "Cf")
    rest = "/" + _without_end(path).lstrip(_BEFORE + "/")
    if "\\" in rest or any(unicodedata.category(char) == "Cc" for char in rest):
        return ""
    steps = [step.strip() for step in rest.split("/") if step.strip()]
    if any(not step.strip(".") for step in steps):
        return ""
    if not steps and _INDEX.sub("", path.rstrip("/")).strip("/"):
        return ""  # '/!!!' is no way to write the home page
    return "/" + "/".join(steps)


def _without_end(path: str) -> str:
    """Return `path` without the punctuation, index files, endings and slashes after its words."""
    path = _FOLLOWS.sub("", path)
    while True:
        shorter = _ENDING.sub("", _INDEX.sub("", path.rstrip(_AROUND + "/")))
        if shorter == path:
            return path
        path = shorter


def make_key(path: str) -> str:
    """Return `path` without slashes at its end, as redirects are stored; '/' stays."""
    return path.rstrip("/") or "/"


# What WordPress has below a list or a post, and this site answers at the address itself.
_OLD_TAIL = re.compile(
    r"\d{1,2}|page/\d{1,6}|comment-page-\d{1,6}|feed(?:/(?:rss2?|rdf|atom))?|amp|embed|print|trackback"
)


def is_old_tail(steps: list[str]) -> bool:
    """Tell whether the last steps of an address name a later page, a feed or another form of an old list or post."""
    return bool(_OLD_TAIL.fullmatch("/".join(steps)))


def quote_path(path: str) -> str:
    """Return a path as an address carries it."""
    if "://" in path:
        return path  # a page of another site, as Wagtail gave it
    return quote(uri_to_iri(path), safe="/;:@&=+$,!~*'()-._%")


def add_query(url: str, query: str) -> str:
    """Return `url` with `query` added to its own."""
    if not query:
        return url
    parts = urlsplit(url)
    joined = "&".join(filter(None, [parts.query, quote(query, safe="=&%+/?:@!$'()*,;~-._")]))
    return urlunsplit(parts._replace(query=joined))


def split_query(query: str) -> tuple[str, str]:
    """Return a query without the marks of a campaign, and those marks."""
    parts = [part for part in query.split("&") if part]
    marks = [part for part in parts if is_tracking(part.partition("=")[0])]
    return "&".join(part for part in parts if part not in marks), "&".join(marks)

"""What is before the first entry of an export: the old site, its terms, who wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from .elements import decode_text, list_elements
from .entry import plain_title


@dataclass
class HeadTerm:
    """A category or tag as the head of an export lists it."""

    domain: str
    id: int = 0
    slug: str = ""
    name: str = ""
    parent: str = ""


@dataclass
class ExportHead:
    """What the head says. Of people it keeps the name that stood under their posts, nothing else."""

    title: str = ""
    link: str = ""
    base: str = ""
    terms: list[HeadTerm] = field(default_factory=list)
    authors: dict[str, str] = field(default_factory=dict)
    emails: int = 0

    @property
    def address(self) -> str:
        """The address of the old site, without a slash at its end."""
        return (self.base or self.link).rstrip("/")

    @property
    def host(self) -> str:
        """The old site's host, in small letters; '' where the export doesn't say."""
        try:
            return (urlsplit(self.address).hostname or "").lower()
        except ValueError:
            return ""


_DOMAINS = {"wp:category": "category", "wp:tag": "post_tag", "wp:term": ""}


def read_head(data: bytes, encoding: str) -> ExportHead:
    """Return what the head of an export says."""
    head = ExportHead()
    text, _damaged = decode_text(data, encoding)
    term: HeadTerm | None = None
    login = ""
    for element in list_elements(text):
        name, value = element.name, element.text.strip()
        if name in _DOMAINS:
            term = HeadTerm(_DOMAINS[name])
            head.terms.append(term)
        elif name == "wp:author_email":
            head.emails += bool(value)
        elif name == "wp:author_login":
            login = value
        elif name == "wp:author_display_name":
            shown = plain_title(value)
            if login and "@" not in shown:
                head.authors.setdefault(login, shown)
        elif name in ("title", "link") and not getattr(head, name):
            setattr(head, name, plain_title(value))
        elif name in ("wp:base_blog_url", "wp:base_site_url") and not (
            head.base and name == "wp:base_site_url"
        ):
            head.base = value
        elif term is not None:
            _fill_head(term, name, value)
    return head


def _fill_head(term: HeadTerm, name: str, value: str) -> None:
    if name == "wp:term_id":
        term.id = int(value) if value.isascii() and value.isdigit() and len(value) < 16 else 0
    elif name == "wp:term_taxonomy":
        term.domain = value
    elif name in ("wp:category_nicename", "wp:tag_slug", "wp:term_slug"):
        term.slug = unquote(value)
    elif name in ("wp:cat_name", "wp:tag_name", "wp:term_name"):
        term.name = plain_title(value)
    elif name in ("wp:category_parent", "wp:term_parent"):
        term.parent = unquote(value)

"""One entry of an export: what is read of it, and nothing that people sent."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import unquote, urlsplit

from .elements import Element, decode_text, list_elements
from .kinds import TAKEN
from .scanner import RawEntry

# The only settings of an entry that are read. Everything else stays in the file: plugins keep orders,
# addresses and answers to forms there.
META = frozenset(
    {
        "_thumbnail_id", "_wp_attached_file", "_wp_attachment_image_alt", "_wp_attachment_metadata",
        "_wp_old_slug", "_wp_old_date", "footnotes",
        "_yoast_wpseo_title", "_yoast_wpseo_metadesc", "_yoast_wpseo_primary_category",
        "_yoast_wpseo_meta-robots-noindex", "_yoast_wpseo_canonical",
        "rank_math_title", "rank_math_description", "rank_math_robots", "rank_math_primary_category",
        "rank_math_canonical_url", "_aioseo_title", "_aioseo_description", "_aioseop_title",
        "_aioseop_description", "_seopress_titles_title", "_seopress_titles_desc",
        "_seopress_robots_index", "_genesis_title", "_genesis_description", "_genesis_noindex",
        "_elementor_data", "_elementor_edit_mode",
        "ct_builder_shortcodes", "_bricks_page_content_2", "_bricks_page_content", "_fl_builder_data",
        "_menu_item_type", "_menu_item_object", "_menu_item_object_id",
        "_menu_item_menu_item_parent", "_menu_item_url",
    }
)  # fmt: skip
# May stand several times; the others count once.
REPEATED = frozenset({"_wp_old_slug", "_wp_old_date"})
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_FIELD = re.compile(r"field_[0-9a-z]{3,40}")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_PUB_DATE = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})")


@dataclass(frozen=True)
class ExportedTerm:
    """A category, a tag or a menu that an entry belongs to."""

    domain: str
    slug: str
    name: str


@dataclass
class ExportEntry:
    """One entry that may be taken."""

    id: int = 0
    type: str = ""
    title: str = ""
    link: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    slug: str = ""
    status: str = ""
    parent: int = 0
    order: int = 0
    # Whether a password was asked for. The password itself is not read.
    protected: bool = False
    sticky: bool = False
    written: str = ""
    published: str = ""
    attachment_url: str = ""
    terms: list[ExportedTerm] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    # How many of its settings are fields of a plugin (ACF and its kin), in which a theme may keep the words of a page.
    fields: int = 0
    whole: bool = True
    damaged: bool = False
    start: int = 0

    def one(self, *names: str) -> str:
        """Return the first of these settings that says something."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value.strip():
                    return value.strip()
        return ""

    @property
    def is_private(self) -> bool:
        """Whether visitors were never to read it: private, behind a password, or a draft of such."""
        return self.protected or self.status == "private"

    @property
    def was_public(self) -> bool:
        """Whether it stood at an address that people may still have."""
        return self.status == "publish"

    @property
    def path(self) -> str:
        """The old address without the host, as people read it; with its query."""
        return path_of(self.link)

    @property
    def day(self) -> date | None:
        """The day it was written, by the old site's own clock; None where nobody knows."""
        for text in (self.written, self.published):
            try:
                return datetime.strptime(text.strip()[:10], "%Y-%m-%d").date()
            except ValueError:
                continue
        found = _PUB_DATE.search(self.published)
        try:
            return (
                date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1])) if found else None
            )
        except ValueError:
            return None


def path_of(link: str) -> str:
    """Return an address without its host, decoded, as `/a/b` or `/?p=1`."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    path = re.sub("/{2,}", "/", "/" + unquote(parts.path, errors="replace"))
    return (path.rstrip("/") or "/") + (f"?{parts.query}" if parts.query else "")


def plain_title(text: str) -> str:
    """Return a title without tags, its characters as people read them."""
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def _read_number(text: str) -> int:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else 0


def type_of(text: str) -> str:
    """Return the type of an entry without reading anything else of it; '' where it says none."""
    found = re.findall(
        r"<wp:post_type>\s*(?:<!\[CDATA\[)?\s*([^<\]]*?)\s*(?:\]\]>)?\s*</wp:post_type>", text
    )
    return found[-1].strip().lower() if found else ""


def read_entry(raw: RawEntry, encoding: str) -> ExportEntry:
    """Return the entry in `raw`. Of a type that is not taken, only that type."""
    text, damaged = decode_text(raw.data, encoding)
    entry = ExportEntry(
        type=type_of(text), whole=raw.closed and not raw.too_long, damaged=damaged, start=raw.start
    )
    if entry.type not in TAKEN:
        return entry
    key = ""
    for element in list_elements(text):
        if element.name == "wp:meta_key":
            key = element.text
        elif element.name == "wp:meta_value":
            _take_meta(entry, key, element.text)
        elif element.name == "category":
            _take_term(entry, element)
        else:
            _take_element(entry, element)
        entry.whole = entry.whole and element.closed
    return entry


def _take_meta(entry: ExportEntry, key: str, value: str) -> None:
    if key in META and (key in REPEATED or key not in entry.meta):
        entry.meta.setdefault(key, []).append(value)
    # Beside each field stands the number of its description; the field itself is not read.
    entry.fields += key.startswith("_") and bool(_FIELD.fullmatch(value.strip()))


def _take_term(entry: ExportEntry, element: Element) -> None:
    domain, slug = element.attributes.get("domain", ""), element.attributes.get("nicename", "")
    name = plain_title(element.text)
    if domain and name:
        entry.terms.append(ExportedTerm(domain, unquote(slug), name))


_TEXTS = {
    "title": "title", "link": "link", "dc:creator": "creator", "content:encoded": "content",
    "excerpt:encoded": "excerpt", "wp:post_date": "written", "pubDate": "published",
    "wp:post_name": "slug", "wp:status": "status", "wp:attachment_url": "attachment_url",
}  # fmt: skip
_NUMBERS = {"wp:post_id": "id", "wp:post_parent": "parent", "wp:menu_order": "order"}


def _take_element(entry: ExportEntry, element: Element) -> None:
    if name := _TEXTS.get(element.name):
        text = element.text if name == "content" else element.text.strip()
        if not getattr(entry, name):
            setattr(entry, name, text)
    elif name := _NUMBERS.get(element.name):
        setattr(entry, name, getattr(entry, name) or _read_number(element.text))
    elif element.name == "wp:post_password":
        entry.protected = entry.protected or bool(element.text.strip())
    elif element.name == "wp:is_sticky":
        entry.sticky = element.text.strip() == "1"

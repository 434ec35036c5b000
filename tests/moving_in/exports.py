"""Makes WordPress exports for tests, as WordPress writes them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from moving_in.editors.helper import KnownPicture, Target
from moving_in.notebook import Notebook
from moving_in.words.converting import convert_text

HOST = "https://www.old-clinic.example"
NAMESPACES = (
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"'
)
AUTHOR = (
    "<wp:author><wp:author_id>2</wp:author_id><wp:author_login><![CDATA[r.sample]]></wp:author_login>"
    "<wp:author_email><![CDATA[rs@old-clinic.example]]></wp:author_email>"
    "<wp:author_display_name><![CDATA[Rae Sample, RN]]></wp:author_display_name></wp:author>"
)


def cdata(text: str) -> str:
    """Return text as WordPress packs it."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def category(number: int, slug: str, name: str, parent: str = "") -> str:
    """Return a category of the head."""
    return (
        f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name>{cdata(name)}</wp:cat_name></wp:category>"
    )


def item(number: int, title: str = "A post", content: str = "Words.", **more: Any) -> str:
    """Return one entry.

    Parameters: `kind`, `slug`, `status`, `parent`, `day`, `password`, `link`, `excerpt`, `author`, `order`; `meta`, pairs
    or a dictionary; `terms`, triples of domain, slug and name; `inside`, XML as it stands.
    """
    kind, slug = more.get("kind", "post"), more.get("slug", f"entry-{number}")
    meta = more.get("meta", {})
    pairs: Iterable = meta.items() if isinstance(meta, dict) else meta
    metas = "".join(
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
        for key, value in pairs
    )
    terms = "".join(
        f'<category domain="{domain}" nicename="{name}">{cdata(label)}</category>'
        for domain, name, label in more.get("terms", ())
    )
    day = more.get("day", "2023-05-06")
    return (
        f"<item><title>{cdata(title)}</title><link>{more.get('link', f'{HOST}/{slug}/')}</link>"
        f"<dc:creator>{cdata(more.get('author', 'r.sample'))}</dc:creator>"
        f'<guid isPermaLink="false">{HOST}/?p={number}</guid>'
        f"<content:encoded>{cdata(content)}</content:encoded><excerpt:encoded>{cdata(more.get('excerpt', ''))}</excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date>{cdata(f'{day} 09:30:00')}</wp:post_date>"
        f"<wp:post_name>{cdata(slug)}</wp:post_name><wp:status>{cdata(more.get('status', 'publish'))}</wp:status>"
        f"<wp:post_parent>{more.get('parent', 0)}</wp:post_parent><wp:menu_order>{more.get('order', 0)}</wp:menu_order>"
        f"<wp:post_type>{cdata(kind)}</wp:post_type><wp:post_password>{cdata(more.get('password', ''))}</wp:post_password>"
        f"{terms}{metas}{more.get('inside', '')}</item>\n"
    )


def page(number: int, title: str = "A page", content: str = "Words.", **more: Any) -> str:
    """Return a page."""
    return item(number, title, content, kind="page", **more)


def attachment(number: int, file: str, alt: str = "", **more: Any) -> str:
    """Return a file of the library."""
    url = f"{HOST}/wp-content/uploads/{file}"
    meta = {
        "_wp_attached_file": file,
        **({"_wp_attachment_image_alt": alt} if alt else {}),
        **more.pop("meta", {}),
    }
    inside = f"<wp:attachment_url>{cdata(url)}</wp:attachment_url>"
    return item(
        number,
        more.pop("title", file),
        "",
        kind="attachment",
        status="inherit",
        meta=meta,
        inside=inside,
        **more,
    )


def export(*items: str, head: str = "", end: str = "</channel></rss>") -> str:
    """Return a whole export."""
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<!-- generator="WordPress/6.6.2" -->\n'
        f'<rss version="2.0" {NAMESPACES}>\n<channel><title>Old Clinic</title><link>{HOST}</link>'
        f"<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{HOST}</wp:base_site_url>"
        f"<wp:base_blog_url>{HOST}</wp:base_blog_url>{AUTHOR}{head}{''.join(items)}{end}"
    )


def write(folder: Path, text: str | bytes, name: str = "export.xml") -> Path:
    """Write an export into a file."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


class FakeHelper:
    """Answers as a site would that has the pictures 1 to 99, a form, and a page at /costs/."""

    def __init__(self, parts: dict[int, str] | None = None) -> None:
        self.parts = parts or {}
        self.questions: list[tuple[str, str]] = []

    def link(self, address: str) -> Target:
        if address.startswith((HOST, "/")):
            if address.rstrip("/").endswith("/costs"):
                return Target("page", 12, address)
            return Target("lost", url=address)
        if address.startswith(("http", "mailto:", "tel:", "sms:")):
            return Target("address", url=address)
        return Target("lost", url=address)

    def picture(self, number: int, address: str) -> KnownPicture | None:
        if number in range(1, 100):
            return KnownPicture(number, "From the library", "")
        return KnownPicture(50) if "uploads" in address else None

    def document(self, address: str) -> int | None:
        return 7

    def question(self, question: str, answer: str) -> int | None:
        self.questions.append((question, answer))
        return len(self.questions)

    def form(self) -> tuple[int, str] | None:
        return 3, "Request an appointment"

    def part(self, number: int) -> str | None:
        return self.parts.get(number)

    def gallery_of_entry(self) -> list[int]:
        return [8, 9]


def turned(content: str, **more: Any) -> tuple[list[dict[str, Any]], list[str], FakeHelper]:
    """Return the blocks of a text, what was noted, and what was asked."""
    helper, notebook = FakeHelper(more.pop("parts", None)), Notebook("page:1")
    blocks = convert_text(content, helper, notebook, title=more.pop("title", "The title"), **more)
    return blocks, [note.text for note in notebook.notes()], helper


def words(content: str, **more: Any) -> str:
    """Return the text blocks of a text as one string."""
    return "|".join(
        block["value"] for block in turned(content, **more)[0] if block["type"] == "text"
    )


def kinds(content: str, **more: Any) -> list[str]:
    """Return the kinds of block that a text becomes."""
    return [block["type"] for block in turned(content, **more)[0]]

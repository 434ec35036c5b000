"""Words out of the builder Elementor, which keeps its pages as JSON beside the text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

from ..notebook import Kind, Notebook
from .marks import details, mark, prose_in

DEEPEST = 40
_NOTHING = (
    "spacer", "divider", "menu-anchor", "social-icons", "share-buttons", "google_maps", "star-rating", "rating", "progress", "sidebar",
    "icon", "nav-menu", "search-form", "login", "post-title", "post-content", "post-info", "post-navigation", "author-box", "breadcrumbs",
    "table-of-contents", "audio", "lottie", "countdown", "theme-post-title", "theme-post-content", "theme-site-logo", "facebook-page",
)  # fmt: skip


def elementor_html(data: str, notebook: Notebook) -> str | None:
    """Return the page that `data` describes as HTML; None where it can't be read."""
    try:
        elements = json.loads(data)
    except ValueError:
        try:
            elements = json.loads(data.replace('\\"', '"').replace("\\\\", "\\"))
        except ValueError:
            return None
    if not isinstance(elements, list):
        return None
    out: list[str] = []
    _walk(elements, out, notebook, 0)
    return "".join(out)


def _walk(elements: Any, out: list[str], notebook: Notebook, depth: int) -> None:
    if not isinstance(elements, list) or depth > DEEPEST:
        return
    for element in elements:
        if not isinstance(element, dict):
            continue
        settings = element.get("settings")
        settings = settings if isinstance(settings, dict) else {}
        kind = element.get("widgetType")
        if isinstance(kind, str) and kind:
            out.append(_widget(kind, settings, element, notebook, depth))
        else:
            _walk(element.get("elements"), out, notebook, depth + 1)


def _widget(kind: str, settings: dict, element: dict, notebook: Notebook, depth: int) -> str:
    if "testimonial" in kind or "review" in kind:
        notebook.add(
            Kind.LEFT,
            "A patient's testimonial was left out: this site shows none, and the words are somebody's own.",
        )
        return ""
    if "form" in kind or kind in ("wpforms", "calendly", "booking"):
        return mark("form", name=kind)
    if kind in _NOTHING:
        notebook.add(
            Kind.LEFT,
            f"‘{kind}’ of the page builder Elementor was left out: it holds no words of the page.",
        )
        return ""
    if kind.startswith("nested-"):
        return _nested(settings, element, notebook, depth)
    if kind in _WIDGETS:
        return _WIDGETS[kind](settings)
    words = prose_in(settings)
    kept = "its words were kept" if words else "it holds no words"
    notebook.add(
        Kind.LEFT,
        f"Unknown part ‘{re.sub(r'[^a-z0-9_-]', '', kind.lower())[:40]}’ of Elementor: {kept}.",
    )
    return "".join(_block(text) for text in words)


def _nested(settings: dict, element: dict, notebook: Notebook, depth: int) -> str:
    """Return an accordion or tabs whose parts are elements of their own."""
    out = []
    rows = _rows(settings, "items") or _rows(settings, "tabs")
    inside = element.get("elements")
    inside = inside if isinstance(inside, list) else []
    for number, child in enumerate(inside):
        part: list[str] = []
        _walk([child], part, notebook, depth + 1)
        row = rows[number] if number < len(rows) else {}
        title = _line(row.get("item_title") or row.get("tab_title"))
        out.append(details(title, "".join(part)) if title else "".join(part))
    return "".join(out)


def _rows(settings: dict, name: str) -> list[dict]:
    rows = settings.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _line(value: Any) -> str:
    """Return a title as HTML; it may hold tags already."""
    text = value.strip() if isinstance(value, str) else ""
    return text if "<" in text or "&" in text else html.escape(text, quote=False)


def _block(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    return text if text.startswith("<") else f"<p>{_line(text)}</p>" if text else ""


def _heading(value: Any, size: Any = "h2") -> str:
    tag = size if isinstance(size, str) and re.fullmatch("h[1-6]", size) else "h2"
    return f"<{tag}>{_line(value)}</{tag}>" if _line(value) else ""


def _url(value: Any) -> str:
    return str(value.get("url") or "") if isinstance(value, dict) else str(value or "")


def _image(value: Any, caption: Any = "") -> str:
    if not isinstance(value, dict) or not (value.get("id") or value.get("url")):
        return ""
    written = str(value.get("id") or "")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 16 else 0
    alt = value.get("alt") if isinstance(value.get("alt"), str) else ""
    return mark(
        "picture",
        id=number,
        src=_url(value),
        alt=alt,
        caption=caption if isinstance(caption, str) else "",
    )


def _titled(settings: dict) -> str:
    title = (
        settings.get("title_text")
        or settings.get("title")
        or settings.get("alert_title")
        or settings.get("heading")
    )
    words = (
        settings.get("description_text")
        or settings.get("description")
        or settings.get("alert_description")
    )
    button = settings.get("button") or settings.get("button_text")
    return (
        _image(settings.get("image") or settings.get("graphic_image") or settings.get("bg_image"))
        + _heading(title, settings.get("title_size") or settings.get("title_tag") or "h3")
        + _block(words)
        + (mark("button", url=_url(settings.get("link")), text=_line(button)) if button else "")
    )


def _price_table(settings: dict) -> str:
    price = f"{settings.get('currency_symbol_custom') or '$'}{settings.get('price') or ''} {settings.get('period') or ''}"
    features = "".join(
        f"<li>{_line(row.get('item_text'))}</li>" for row in _rows(settings, "features_list")
    )
    return (
        _heading(settings.get("heading"), "h3")
        + _block(settings.get("sub_heading"))
        + (_block(price) if settings.get("price") else "")
        + (f"<ul>{features}</ul>" if features else "")
        + _block(settings.get("footer_additional_info"))
    )


def _list(settings: dict, rows: str, *names: str) -> str:
    items = []
    for row in _rows(settings, rows):
        text = ": ".join(_line(row.get(name)) for name in names if _line(row.get(name)))
        address = _url(row.get("link"))
        items.append(
            f'<li><a href="{html.escape(address)}">{text}</a></li>'
            if address
            else f"<li>{text}</li>"
        )
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _toggles(settings: dict) -> str:
    rows = _rows(settings, "tabs")
    return "".join(
        details(_line(row.get("tab_title")), _block(row.get("tab_content"))) for row in rows
    )


def _tabs(settings: dict) -> str:
    rows = _rows(settings, "tabs")
    return "".join(
        _heading(row.get("tab_title"), "h3") + _block(row.get("tab_content")) for row in rows
    )


def _video(settings: dict) -> str:
    names: tuple[str, ...] = (
        "youtube_url",
        "vimeo_url",
        "hosted_url",
        "external_url",
        "insert_url",
        "dailymotion_url",
    )
    by_type = settings.get("video_type")
    if by_type in ("vimeo", "hosted"):
        names = (f"{by_type}_url", *names)
    return mark(
        "embed", url=next((_url(settings[name]) for name in names if _url(settings.get(name))), "")
    )


def _gallery(settings: dict) -> str:
    rows: Any = next(
        (
            settings[name]
            for name in ("wp_gallery", "gallery", "carousel", "slides")
            if settings.get(name)
        ),
        [],
    )
    return (
        "".join(_image(row) for row in rows if isinstance(row, dict))
        if isinstance(rows, list)
        else ""
    )


def _quote(settings: dict) -> str:
    words = _line(settings.get("blockquote_content"))
    return (
        f"<blockquote><p>{words}</p><cite>{_line(settings.get('author_name'))}</cite></blockquote>"
    )


_WIDGETS: dict[str, Callable[[dict], str]] = {
    "heading": lambda s: _heading(s.get("title"), s.get("header_size")),
    "theme-heading": lambda s: _heading(s.get("title"), s.get("header_size")),
    "animated-headline": lambda s: _heading(f"{s.get('before_text') or ''} {s.get('highlighted_text') or ''} {s.get('after_text') or ''}"),
    "text-editor": lambda s: _block(s.get("editor")),
    "image": lambda s: _image(s.get("image"), s.get("caption")),
    "button": lambda s: mark("button", url=_url(s.get("link")), text=_line(s.get("text"))),
    "icon-list": lambda s: _list(s, "icon_list", "text"),
    "price-list": lambda s: _list(s, "price_list", "title", "price", "item_description"),
    "toggle": _toggles,
    "accordion": _toggles,
    "tabs": _tabs,
    "video": _video,
    "html": lambda s: str(s.get("html") or ""),
    "shortcode": lambda s: str(s.get("shortcode") or ""),
    "image-box": _titled,
    "icon-box": _titled,
    "call-to-action": _titled,
    "flip-box": lambda s: _heading(s.get("title_text_a"), "h3") + _block(s.get("description_text_a")) + _block(s.get("description_text_b")),
    "alert": _titled,
    "counter": lambda s: _block(f"{s.get('prefix') or ''}{s.get('ending_number') or ''}{s.get('suffix') or ''} {s.get('title') or ''}"),
    "price-table": _price_table,
    "image-gallery": _gallery,
    "gallery": _gallery,
    "image-carousel": _gallery,
    "media-carousel": _gallery,
    "blockquote": _quote,
    "posts": lambda s: mark("posts"),
    "archive-posts": lambda s: mark("posts"),
    "wp-widget-recent-posts": lambda s: mark("posts"),
}  # fmt: skip

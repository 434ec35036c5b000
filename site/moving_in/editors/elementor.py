"""Words out of the builder Elementor, which keeps its pages as JSON beside the text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

from ..notebook import Notebook, Topic
from .marks import make_details, make_mark, prose_in

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
    _walk_elements(elements, out, notebook, 0)
    return "".join(out)


def _walk_elements(elements: Any, out: list[str], notebook: Notebook, depth: int) -> None:
    if not isinstance(elements, list) or depth > DEEPEST:
        return
    for element in elements:
        if not isinstance(element, dict):
            continue
        settings = element.get("settings")
        settings = settings if isinstance(settings, dict) else {}
        kind = element.get("widgetType")
        if isinstance(kind, str) and kind:
            out.append(_make_widget(kind, settings, element, notebook, depth))
        else:
            _walk_elements(element.get("elements"), out, notebook, depth + 1)


def _make_widget(kind: str, settings: dict, element: dict, notebook: Notebook, depth: int) -> str:
    if "testimonial" in kind or "review" in kind:
        notebook.add(
            Topic.LEFT,
            "A patient's testimonial was left out: this site shows none, and the words are somebody's own.",
        )
        return ""
    if "form" in kind or kind in ("wpforms", "calendly", "booking"):
        return make_mark("form", name=kind)
    if kind in _NOTHING:
        notebook.add(
            Topic.LEFT,
            f"‘{kind}’ of the page builder Elementor was left out: it holds no words of the page.",
        )
        return ""
    if kind.startswith("nested-"):
        return _read_nested(settings, element, notebook, depth)
    if kind in _WIDGETS:
        return _WIDGETS[kind](settings)
    words = prose_in(settings)
    kept = "its words were kept" if words else "it holds no words"
    notebook.add(
        Topic.LEFT,
        f"Unknown part ‘{re.sub(r'[^a-z0-9_-]', '', kind.lower())[:40]}’ of Elementor: {kept}.",
    )
    return "".join(_make_block(text) for text in words)


def _read_nested(settings: dict, element: dict, notebook: Notebook, depth: int) -> str:
    """Return an accordion or tabs whose parts are elements of their own."""
    out = []
    rows = _read_rows(settings, "items") or _read_rows(settings, "tabs")
    inside = element.get("elements")
    inside = inside if isinstance(inside, list) else []
    for number, child in enumerate(inside):
        part: list[str] = []
        _walk_elements([child], part, notebook, depth + 1)
        row = rows[number] if number < len(rows) else {}
        title = _make_line(row.get("item_title") or row.get("tab_title"))
        out.append(make_details(title, "".join(part)) if title else "".join(part))
    return "".join(out)


def _read_rows(settings: dict, name: str) -> list[dict]:
    rows = settings.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _make_line(value: Any) -> str:
    """Return a title as HTML; it may hold tags already."""
    text = value.strip() if isinstance(value, str) else ""
    return text if "<" in text or "&" in text else html.escape(text, quote=False)


def _make_block(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    return text if text.startswith("<") else f"<p>{_make_line(text)}</p>" if text else ""


def _make_heading(value: Any, size: Any = "h2") -> str:
    tag = size if isinstance(size, str) and re.fullmatch("h[1-6]", size) else "h2"
    return f"<{tag}>{_make_line(value)}</{tag}>" if _make_line(value) else ""


def _read_url(value: Any) -> str:
    return str(value.get("url") or "") if isinstance(value, dict) else str(value or "")


def _make_image(value: Any, caption: Any = "") -> str:
    if not isinstance(value, dict) or not (value.get("id") or value.get("url")):
        return ""
    written = str(value.get("id") or "")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 16 else 0
    alt = value.get("alt") if isinstance(value.get("alt"), str) else ""
    return make_mark(
        "picture",
        id=number,
        src=_read_url(value),
        alt=alt,
        caption=caption if isinstance(caption, str) else "",
    )


def _make_titled(settings: dict) -> str:
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
        _make_image(
            settings.get("image") or settings.get("graphic_image") or settings.get("bg_image")
        )
        + _make_heading(title, settings.get("title_size") or settings.get("title_tag") or "h3")
        + _make_block(words)
        + (
            make_mark("button", url=_read_url(settings.get("link")), text=_make_line(button))
            if button
            else ""
        )
    )


def _price_table(settings: dict) -> str:
    price = f"{settings.get('currency_symbol_custom') or '$'}{settings.get('price') or ''} {settings.get('period') or ''}"
    features = "".join(
        f"<li>{_make_line(row.get('item_text'))}</li>"
        for row in _read_rows(settings, "features_list")
    )
    return (
        _make_heading(settings.get("heading"), "h3")
        + _make_block(settings.get("sub_heading"))
        + (_make_block(price) if settings.get("price") else "")
        + (f"<ul>{features}</ul>" if features else "")
        + _make_block(settings.get("footer_additional_info"))
    )


def _make_list(settings: dict, rows: str, *names: str) -> str:
    items = []
    for row in _read_rows(settings, rows):
        text = ": ".join(_make_line(row.get(name)) for name in names if _make_line(row.get(name)))
        address = _read_url(row.get("link"))
        items.append(
            f'<li><a href="{html.escape(address)}">{text}</a></li>'
            if address
            else f"<li>{text}</li>"
        )
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _make_toggles(settings: dict) -> str:
    rows = _read_rows(settings, "tabs")
    return "".join(
        make_details(_make_line(row.get("tab_title")), _make_block(row.get("tab_content")))
        for row in rows
    )


def _make_tabs(settings: dict) -> str:
    rows = _read_rows(settings, "tabs")
    return "".join(
        _make_heading(row.get("tab_title"), "h3") + _make_block(row.get("tab_content"))
        for row in rows
    )


def _make_video(settings: dict) -> str:
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
    return make_mark(
        "embed",
        url=next(
            (_read_url(settings[name]) for name in names if _read_url(settings.get(name))), ""
        ),
    )


def _make_gallery(settings: dict) -> str:
    rows: Any = next(
        (
            settings[name]
            for name in ("wp_gallery", "gallery", "carousel", "slides")
            if settings.get(name)
        ),
        [],
    )
    return (
        "".join(_make_image(row) for row in rows if isinstance(row, dict))
        if isinstance(rows, list)
        else ""
    )


def _make_quote(settings: dict) -> str:
    words = _make_line(settings.get("blockquote_content"))
    return f"<blockquote><p>{words}</p><cite>{_make_line(settings.get('author_name'))}</cite></blockquote>"


def _join_words(settings: dict, between: str, *names: str) -> str:
    return between.join(str(settings.get(name) or "") for name in names)


_WIDGETS: dict[str, Callable[[dict], str]] = {
    "heading": lambda s: _make_heading(s.get("title"), s.get("header_size")),
    "theme-heading": lambda s: _make_heading(s.get("title"), s.get("header_size")),
    "animated-headline": lambda s: _make_heading(
        _join_words(s, " ", "before_text", "highlighted_text", "after_text")
    ),
    "text-editor": lambda s: _make_block(s.get("editor")),
    "image": lambda s: _make_image(s.get("image"), s.get("caption")),
    "button": lambda s: make_mark("button", url=_read_url(s.get("link")), text=_make_line(s.get("text"))),
    "icon-list": lambda s: _make_list(s, "icon_list", "text"),
    "price-list": lambda s: _make_list(s, "price_list", "title", "price", "item_description"),
    "toggle": _make_toggles,
    "accordion": _make_toggles,
    "tabs": _make_tabs,
    "video": _make_video,
    "html": lambda s: str(s.get("html") or ""),
    "shortcode": lambda s: str(s.get("shortcode") or ""),
    "image-box": _make_titled,
    "icon-box": _make_titled,
    "call-to-action": _make_titled,
    "flip-box": lambda s: (
        _make_heading(s.get("title_text_a"), "h3")
        + _make_block(s.get("description_text_a"))
        + _make_block(s.get("description_text_b"))
    ),
    "alert": _make_titled,
    "counter": lambda s: _make_block(
        f"{_join_words(s, '', 'prefix', 'ending_number', 'suffix')} {s.get('title') or ''}"
    ),
    "price-table": _price_table,
    "image-gallery": _make_gallery,
    "gallery": _make_gallery,
    "image-carousel": _make_gallery,
    "media-carousel": _make_gallery,
    "blockquote": _make_quote,
    "posts": lambda s: make_mark("posts"),
    "archive-posts": lambda s: make_mark("posts"),
    "wp-widget-recent-posts": lambda s: make_mark("posts"),
}  # fmt: skip

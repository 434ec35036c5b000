"""Words out of page builders that write shortcodes: Divi, WPBakery, Avada, Enfold, Cornerstone."""

from __future__ import annotations

import base64
import binascii
import html
import re
from urllib.parse import unquote

from ..notebook import Notebook, Topic
from .marks import make_details, make_mark, prose_in
from .shortcodes import Shortcode

BUILDERS = re.compile(
    r"(?:et_pb_|vc_|fusion_|av_|cs_|x_|nectar_|mk_|tatsu_|ux_|ultimate_|dt_|kc_|siteorigin_)"
)
_DIVI = (
    ("%22", '"'),
    ("%91", "["),
    ("%93", "]"),
    ("%92", "\\"),
    ("``", '"'),
    ("`{`", "["),
    ("`}`", "]"),
)
_QUESTIONS = ("toggle", "accordion_item", "tta_toggle", "faq", "accordion_tab", "tta_section")
# Parts whose sections lie side by side: what folds in an accordion is a heading with its text there.
_TABS = ("tta_tabs", "tta_tour", "tta_pageable")
_FOLDED = re.compile(r"<details><summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
# Only hold other parts.
_LAYOUT = re.compile(
    r".*(?:section|row|col(?:umn)?s?|inner|container|wrapper|group|tabs|tour|pageable|accordion|toggles|slider|carousel|grid|placeholder)"
)
_NOTHING = (
    "map", "map_pin", "gmaps", "empty_space", "separator", "divider", "social_media_follow", "social_media_follow_network",
    "counters", "counter", "countdown_timer", "search", "login", "sidebar", "icon", "audio", "fullwidth_map", "comments", "zigzag",
    "facebook", "tweetmeme", "googleplus", "pinterest", "flickr", "progress_bar", "pie", "round_chart", "line_chart", "wp_search",
)  # fmt: skip
_FORMS = ("contact_form", "signup", "contact_form_7", "optin", "form")
_POSTS = (
    "blog",
    "basic_grid",
    "posts_slider",
    "wp_posts",
    "fullwidth_post_slider",
    "recent_posts",
    "masonry_grid",
    "post_slider",
)
_HEADINGS = {
    "custom_heading": "h2",
    "heading": "h2",
    "title": "h2",
    "text_separator": "h2",
    "fullwidth_header": "h2",
}
_TITLED = (
    "blurb", "cta", "slide", "fullwidth_slide", "tab", "tta_section", "fullwidth_header", "team_member", "pricing_table", "message",
    "number_counter", "circle_counter", "icon_text", "textblock", "content_box", "flip_box", "person", "promo", "iconlist_item",
)  # fmt: skip
_TITLE_KEYS = ("title", "heading", "name", "h2", "text", "author", "question", "main_title")
_MORE_KEYS = (
    "subhead",
    "subheading",
    "subtitle",
    "h4",
    "position",
    "job_title",
    "sum",
    "currency_frequency",
    "description",
    "number",
    "percent",
)


def convert_builder(code: Shortcode, notebook: Notebook) -> str:
    """Return the words of a builder's shortcode, and a picture, a video or a button where it is one."""
    values = {key: _make_plain(value) for key, value in code.values.items()}
    short = BUILDERS.sub("", code.name, count=1)
    inner = _read_inner(code, short)
    if short in _TABS:
        return _FOLDED.sub(r"<h3>\1</h3>\2", inner)
    if short in _FORMS:
        return make_mark("form", name=code.name)
    if short in _POSTS:
        return make_mark("posts")
    if short in _NOTHING:
        notebook.add(
            Topic.LEFT,
            f"‘{short.replace('_', ' ')}’ of the page builder was left out: it holds no words.",
        )
        return inner
    title = next((values[key] for key in _TITLE_KEYS if values.get(key, "").strip()), "")
    if short in _QUESTIONS and title:
        return make_details(html.escape(title, quote=False), f"\n\n{inner}\n\n")
    if made := _make_media(code, short, values):
        return made
    if short.endswith(("button", "btn", "btn3")):
        return make_mark(
            "button", url=_find_address(values), text=values.get("button_text") or title or inner
        )
    parts = _make_heading(short, values, title)
    parts += [
        f"<p>{html.escape(values[key], quote=False)}</p>"
        for key in _MORE_KEYS
        if values.get(key, "").strip() and short in _TITLED
    ]
    parts.append(f"\n\n{inner}\n\n" if inner.strip() else "")
    if values.get("button_text"):
        parts.append(make_mark("button", url=_find_address(values), text=values["button_text"]))
    made = "".join(parts)
    return (
        made if made.strip() or _LAYOUT.fullmatch(short) else _read_strange(short, values, notebook)
    )


def _read_strange(short: str, values: dict[str, str], notebook: Notebook) -> str:
    """Return the words in the settings of a part that nobody knows here and that encloses none, and note it."""
    words = prose_in(values)
    name = re.sub(r"[^a-z0-9_-]", "", short.lower())[:40]
    if name not in (
        "text",
        "column_text",
        "code",
        "raw_html",
        "raw_js",
        "heading",
        "custom_heading",
    ):
        kept = "its words were kept" if words else "it holds no words"
        notebook.add(Topic.LEFT, f"Unknown part ‘{name}’ of the page builder: {kept}.")
    return "".join(f"<p>{html.escape(html.unescape(text), quote=False)}</p>" for text in words)


def _make_heading(short: str, values: dict[str, str], title: str) -> list[str]:
    parts: list[str] = []
    if short in _HEADINGS or short in _TITLED:
        level = re.search(r"tag:(h[1-6])", values.get("font_container", ""))
        tag = (
            level[1]
            if level
            else values.get("title_level")
            or values.get("header_level")
            or _HEADINGS.get(short, "h3")
        )
        tag = tag if re.fullmatch("h[1-6]", tag) else "h3"
        if title:
            parts.append(f"<{tag}>{html.escape(html.unescape(title), quote=False)}</{tag}>")
    image = values.get("image") or (values.get("src") if short in _TITLED else "")
    if image and short in _TITLED:
        parts.append(_make_image(image, values.get("alt", "")))
    return parts


def _make_media(code: Shortcode, short: str, values: dict[str, str]) -> str:
    """Return a picture, a gallery or a video, or ''."""
    if short in ("image", "single_image", "fullwidth_image", "imageframe", "ultimate_image"):
        return _make_image(
            values.get("image") or values.get("src") or re.sub(r"<[^>]*>", "", code.inner or ""),
            values.get("alt", ""),
        )
    if short in ("gallery", "image_carousel", "media_grid", "images_carousel"):
        ids = (
            values.get("gallery_ids")
            or values.get("images")
            or values.get("ids")
            or values.get("include")
            or ""
        )
        return make_mark("gallery", ids=[int(part) for part in re.findall(r"\d{1,15}", ids)])
    if short in ("video", "youtube", "vimeo", "video_slider_item"):
        return make_mark(
            "embed", url=values.get("src") or values.get("link") or values.get("id") or ""
        )
    return ""


def _read_inner(code: Shortcode, short: str) -> str:
    inner = code.inner or ""
    if short in ("raw_html", "raw_js", "code") and inner:
        try:
            decoded = unquote(
                base64.b64decode(inner.strip(), validate=True).decode("utf-8", "replace")
            )
        except (binascii.Error, ValueError):
            decoded = inner
        return "" if short == "raw_js" else decoded
    return _make_plain(inner) if code.name.startswith("et_pb_") and "%9" in inner else inner


def _make_plain(value: str) -> str:
    for written, meant in _DIVI:
        value = value.replace(written, meant)
    return value


def _find_address(values: dict[str, str]) -> str:
    address = (
        values.get("button_url")
        or values.get("url")
        or values.get("link")
        or values.get("href")
        or ""
    )
    found = re.search(r"url:([^|]*)", address)
    return unquote(found[1]) if found else address


def _make_image(source: str, alt: str) -> str:
    source = source.strip()
    if source.isdigit() and len(source) < 16:
        return make_mark("picture", id=int(source), alt=alt)
    return f'<img src="{html.escape(source)}" alt="{html.escape(alt)}">' if source else ""

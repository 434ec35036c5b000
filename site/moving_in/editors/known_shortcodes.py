"""What becomes of shortcodes: WordPress's own, those of forms, and the common boxes of themes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from ..notebook import Notebook, Topic
from .builders import BUILDERS, convert_builder
from .marks import make_details, make_mark
from .shortcodes import Shortcode

FORMS = re.compile(
    r"contact-form(?:-7)?$|contact-field$|wpforms|gravityforms?$|ninja_forms?|formidable$|fluentform|forminator_form$|caldera_form|"
    r"everest_form|happyforms|weforms|mc4wp_form|hf_form|form$|forms$|contactform|jetpack.*form|si-contact-form|"
    r"quform|cforms|vfb|visual-form|kaliforms|metform|elementor-form|.*(?:_|-)form$|.*booking.*|.*appointment.*|"
    r"bookly.*|calendly.*|ameliabooking|ssa_booking|jotform|typeform.*|formstack|hubspot|mailchimp.*|newsletter.*"
)
# A question that opens to show its answer, by the names that plugins give it.
TOGGLES = re.compile(
    r"(?:su_)?spoiler|(?:.*_)?toggle|(?:.*[_-])?accordion[_-]item|(?:.*[_-])?accordion[_-]?(?:section|panel|tab)?$|"
    r"expand|collapse|read|faq[_-]?item|question|av_toggle|fusion_toggle|panel|item"
)
_VIDEOS = (
    "video",
    "youtube",
    "vimeo",
    "embed",
    "embedyt",
    "su_youtube",
    "su_vimeo",
    "fusion_youtube",
    "fusion_vimeo",
    "av_video",
    "evp_embed_video",
)
_LISTS_OF_POSTS = (
    "recent_posts",
    "display-posts",
    "display_posts",
    "latest_posts",
    "posts",
    "su_posts",
    "fusion_blog",
    "recent-posts",
    "blog_posts",
)
_PRICES = (
    "products",
    "product",
    "add_to_cart",
    "woocommerce_cart",
    "woocommerce_checkout",
    "woocommerce_my_account",
    "pricing_table",
)
_NOTHING = (
    "clear", "clearfix", "divider", "hr", "spacer", "space", "gap", "separator", "br", "toc", "ez-toc",
    "addtoany", "sharethis", "social", "social_share", "search", "searchform", "sitemap", "breadcrumb", "wpseo_breadcrumb",
    "map", "google_map", "google-map", "googlemap", "wpgmza", "su_gmap", "leaflet-map", "fusion_map", "av_google_map",
    "audio", "playlist", "slider", "rev_slider", "smartslider3", "layerslider", "metaslider", "soliloquy", "envira-gallery",
    "instagram-feed", "custom-twitter-feeds", "facebook", "twitter", "login", "wp_login_form",
)  # fmt: skip
# Only words around them: columns, boxes and their like.
_WRAPPERS = (
    "row", "column", "columns", "col", "one_half", "one_third", "two_third", "one_fourth", "three_fourth", "one_half_last",
    "one_third_last", "two_third_last", "one_fourth_last", "section", "box", "note", "alert", "notice", "message", "highlight",
    "dropcap", "tabs", "tab", "tabgroup", "accordion", "accordions", "toggles", "spoilers", "su_row", "su_column", "su_box",
    "su_note", "su_tabs", "su_tab", "su_accordion", "su_quote", "su_highlight", "su_list", "list", "quote", "pullquote",
    "blockquote", "center", "lead", "button_group", "container", "content", "icon", "heading", "title", "member", "faq", "faqs",
    "restrict", "members_only",
)  # fmt: skip
_TITLED = (
    "tab",
    "box",
    "su_tab",
    "su_box",
    "section",
    "heading",
    "title",
    "fusion_title",
    "av_heading",
    "av_textblock",
)
_TESTIMONIAL = re.compile(r".*testimonial.*|.*review(?:s|_slider)?$|.*rating.*")
_ALONE = (
    "gallery", "caption", "wp_caption", "button", "su_button", "fusion_button", "av_button", "btn",
    *_VIDEOS, *_LISTS_OF_POSTS, *_PRICES, *_NOTHING,
)  # fmt: skip
# So plain as words that only attributes or an end make them shortcodes.
_PLAIN_WORDS = frozenset(
    {
        "form", "forms", "read", "expand", "collapse", "question", "panel", "item", "note", "box", "list", "quote", "title", "heading",
        "content", "icon", "space", "gap", "member", "section", "map", "facebook", "twitter", "social", "search", "login", "product",
        "products", "posts", "video", "clear", "alert", "message", "notice", "center", "lead", "tab", "col", "row", "column", "columns",
        "container", "restrict", "faq", "faqs", "highlight", "jotform", "formstack", "hubspot", "divider", "separator", "slider", "button",
        "btn", "toc", "br", "hr", "audio", "embed", "youtube", "vimeo", "newsletter",
    }
)  # fmt: skip


def is_known(name: str) -> bool:
    """Tell whether a shortcode of this name exists, so that even without attributes it is one."""
    if name in _PLAIN_WORDS:
        return name in (
            "video",
            "embed",
            "audio",
            "toc",
            "clear",
            "divider",
            "hr",
            "br",
            "spacer",
            "youtube",
            "vimeo",
        )
    return (
        name in _ALONE
        or name in _WRAPPERS
        or bool(BUILDERS.match(name) or FORMS.fullmatch(name))
        or bool(TOGGLES.fullmatch(name))
    )


# Values of an unknown shortcode that readers saw; a single word in one is rather a setting.
_SHOWN_VALUES = ("title", "heading", "subtitle", "text", "content", "description")


class ShortcodeConverter:
    """Converts the shortcodes of one text and notes what it could not."""

    def __init__(self, notebook: Notebook, gallery: Callable[[], list[int]]) -> None:
        self.notebook = notebook
        self.gallery = gallery

    def __call__(self, code: Shortcode) -> str | None:
        """Return what takes the place of `code`."""
        name, inner = code.name, code.inner or ""
        if _TESTIMONIAL.fullmatch(name):
            self.notebook.add(
                Topic.LEFT,
                "A patient's testimonial was left out: this site shows none, and the words are somebody's own.",
            )
            return ""
        if BUILDERS.match(name):
            return convert_builder(code, self.notebook)
        if FORMS.fullmatch(name):
            return make_mark("form", name=name)
        if name in _LISTS_OF_POSTS:
            return make_mark("posts")
        if name in ("caption", "wp_caption"):
            return _make_caption(code)
        if name == "gallery":
            return self._convert_gallery(code)
        if name in _VIDEOS:
            return self._convert_video(code)
        if "button" in name or name == "btn":
            return _make_button(code)
        if name in _NOTHING or name in _PRICES:
            self.notebook.add(
                Topic.LEFT, f"The shortcode [{name}] was left out: nothing here does what it did."
            )
            return inner
        return self._convert_words(code, inner)

    def _convert_words(self, code: Shortcode, inner: str) -> str:
        """Return the words of a shortcode that folds or frames some; note one that nobody knows."""
        name = code.name
        question = (
            code.values.get("title")
            or code.values.get("question")
            or code.values.get("header")
            or ""
        )
        if question and inner and TOGGLES.fullmatch(name):
            return make_details(html.escape(question, quote=False), _make_block(inner))
        if name in _WRAPPERS or TOGGLES.fullmatch(name):
            title = question if name in _TITLED else ""
            return (f"<h3>{html.escape(title, quote=False)}</h3>" if title else "") + _make_block(
                inner
            )
        return self._convert_unknown(code)

    def _convert_unknown(self, code: Shortcode) -> str:
        words = code.inner or ""
        if not words.strip():
            # Some builders write what they show into the shortcode itself: [us_text text="…"].
            shown = (code.values.get(name, "").strip() for name in _SHOWN_VALUES)
            words = "\n\n".join(html.escape(one, quote=False) for one in shown if " " in one)
        kept = " Its words were kept." if words.strip() else ""
        self.notebook.add(
            Topic.LEFT,
            f"Unknown shortcode [{code.name}]: a plugin made it, and it is not known here.{kept}",
        )
        return words

    def _convert_gallery(self, code: Shortcode) -> str:
        ids = (
            _read_numbers(code.values.get("ids") or code.values.get("include") or "")
            or self.gallery()
        )
        return make_mark("gallery", ids=ids)

    def _convert_video(self, code: Shortcode) -> str:
        address = next(
            (
                code.values[key]
                for key in ("src", "mp4", "url", "link", "id", "0", "youtube", "vimeo")
                if code.values.get(key)
            ),
            "",
        )
        address = (code.inner or "").strip() or address
        if code.name.endswith("youtube") and "/" not in address:
            address = f"https://www.youtube.com/watch?v={address}"
        elif code.name.endswith("vimeo") and "/" not in address:
            address = f"https://vimeo.com/{address}"
        return make_mark("embed", url=re.sub(r"<[^>]*>", "", address))


def _make_block(inner: str) -> str:
    return f"\n\n{inner}\n\n" if inner.strip() else ""


def _read_numbers(text: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d{1,15}", text)]


def _make_caption(code: Shortcode) -> str:
    """Return a picture with what stood under it."""
    inner = code.inner or ""
    found = re.match(
        r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", inner, re.DOTALL | re.IGNORECASE
    )
    if not found:
        return inner
    words = found[2].strip() or html.escape(code.values.get("caption", ""), quote=False)
    return f"\n\n<figure>{found[1]}<figcaption>{words}</figcaption></figure>\n\n"


def _make_button(code: Shortcode) -> str:
    address = code.values.get("url") or code.values.get("link") or code.values.get("href") or ""
    label = (code.inner or "").strip() or code.values.get("text") or code.values.get("title") or ""
    return make_mark("button", url=address, text=re.sub(r"<[^>]*>", "", label)) if label else ""

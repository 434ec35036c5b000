"""Which kinds of entry are taken, which are somebody's own and are never read, and what they are called."""

from __future__ import annotations

import re

PAGES = frozenset({"post", "page"})
TAKEN = PAGES | {"attachment", "wp_block", "nav_menu_item", "wp_navigation"}

# What people sent, bought or asked for. Counted by name; not a word of it is kept.
_PERSONAL: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"flamingo_|cf7_|wpcf7_(?!contact)|wpcf7s|cfdb", "messages sent through a form"),
        (
            r"wpforms_(?:entry|payment)|nf_sub|frm_|gf_|gravity|forminator_|fluentform|feedback|jetpack_|"
            r"elementor_sub|happyforms-message|everest|.*_entr(?:y|ies)|.*(?:submission|enquir(?:y|ie)|inquir(?:y|ie)|lead|intake|questionnaire|consent)s?$|"
            r".*(?:^|[_-])subs?$|.*form[_-]?(?:data|response|record|submit).*",
            "answers to a form",
        ),
        (r"shop_|wc_|edd_|download_log|sc_|llms_order|mp-?order|.*order.*|.*payment.*|.*subscription.*|"
         r".*transaction.*|.*_txns?$|.*invoice.*|.*refund.*", "orders"),
        (r".*user_request|.*(?:privacy|gdpr|erasure)_request.*", "requests about personal data"),
        (r".*appoint.*|.*booking.*|.*reservation.*|bookly.*|.*patient.*|.*client.*|.*customer.*|"
         r".*attendee.*|.*rsvp.*|.*visitor.*", "appointments and patients"),
        (r".*testimonial.*|.*review.*|.*rating.*", "testimonials"),
        (r"newsletter.*|mc4wp.*|.*subscriber.*|.*contact$|mailpoet.*|.*ticket.*|.*message.*|"
         r".*(?:^|[_-])chats?$|.*conversation.*", "contacts and letters"),
        (r"(?:.*[_-])?(?:topic|reply|replies)$|wpforo.*|dwqa.*|.*activity.*", "messages in a forum"),
        (r"(?:.*[_-])?users?$|.*user_?profile.*|ppress_.*|um_.*", "profiles of users"),
        (r".*donat.*|give_.*|.*membership.*", "members and donors"),
    )
)  # fmt: skip
_MACHINERY = {
    "revision": "earlier versions of pages",
    "custom_css": "styles",
    "customize_changeset": "settings of the theme",
    "oembed_cache": "remembered videos",
    "wp_template": "templates of the theme",
    "wp_template_part": "templates of the theme",
    "wp_global_styles": "styles",
    "wp_font_family": "fonts",
    "wp_font_face": "fonts",
    "wpcf7_contact_form": "forms (make them here as form pages)",
    "wpforms": "forms (make them here as form pages)",
    "elementor_library": "templates of the page builder",
    "et_pb_layout": "templates of the page builder",
    "acf-field": "settings of a plugin",
    "acf-field-group": "settings of a plugin",
    "elementor_snippet": "code",
    "product": "products of a shop",
    "product_variation": "products of a shop",
}
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,30}")


def personal_kind(post_type: str) -> str:
    """Return what entries of this type are, in plain words, if people sent them; '' for all others."""
    if post_type in TAKEN or post_type in _MACHINERY:
        return ""
    for pattern, name in _PERSONAL:
        if pattern.match(post_type):
            return name
    return ""


def other_kind(post_type: str) -> str:
    """Return what to call entries of a type that is not taken. The name itself only where it surely is one."""
    if post_type in _MACHINERY:
        return _MACHINERY[post_type]
    return (
        f"entries of the kind ‘{post_type}’"
        if _NAME.fullmatch(post_type)
        else "entries of an unknown kind"
    )

"""What becomes of each kind of block of the block editor.

Most blocks are HTML with a comment around it, and their HTML says it all ('words'). The others are
named here: those that make themselves from the database, those that are forms, and those that are
only looks.
"""

from __future__ import annotations

import re

# The HTML inside says it all: text, lists, pictures, tables, quotes, columns, groups, covers.
WORDS = frozenset(
    {
        "paragraph", "heading", "list", "list-item", "quote", "pullquote", "image", "gallery", "table", "columns", "column", "group",
        "row", "stack", "grid", "cover", "media-text", "buttons", "button", "details", "accordion", "accordion-item", "accordion-heading",
        "accordion-panel", "preformatted", "code", "verse", "html", "freeform", "text-columns", "subhead", "missing", "video", "audio",
        "embed", "file", "shortcode", "math", "term-description", "tabs", "tab", "tab-panels", "tab-list", "icon",
        # What a template shows around a page; on a page itself their words stand inside.
        "template-part", "post-content", "pattern",
    }
)  # fmt: skip
POSTS = frozenset(["latest-posts", "query", "query-loop", "post-template", "posts-list"])
# Only looks, or done here by itself.
NOTHING: dict[str, str] = {
    "spacer": "", "separator": "", "more": "", "nextpage": "", "page-break": "", "footnotes": "",
    "archives": "the list of months", "calendar": "the calendar", "categories": "the list of categories",
    "terms-query": "the list of categories", "term-template": "the list of categories", "term-name": "", "term-count": "",
    "tag-cloud": "the cloud of tags", "latest-comments": "the newest comments", "rss": "another site's feed",
    "search": "the search box", "social-links": "links to social networks", "social-link": "",
    "loginout": "the sign-in link", "page-list": "the list of pages", "page-list-item": "", "navigation": "a menu", "navigation-link": "",
    "navigation-submenu": "", "home-link": "", "site-logo": "the logo", "site-title": "the site's name", "site-tagline": "the site's motto",
    "post-title": "", "post-date": "", "post-author": "", "post-author-name": "", "post-author-biography": "", "post-excerpt": "",
    "post-featured-image": "", "post-terms": "", "post-time-to-read": "", "post-navigation-link": "", "read-more": "", "avatar": "",
    "query-title": "", "query-pagination": "", "query-pagination-next": "", "query-pagination-previous": "",
    "query-pagination-numbers": "", "query-no-results": "", "query-total": "", "comments": "comments", "comments-query-loop": "comments",
    "comment-template": "comments", "comment-content": "comments", "comment-author-name": "comments", "comment-author-avatar": "comments",
    "comment-date": "comments", "comment-edit-link": "comments", "comment-reply-link": "comments", "comments-title": "comments",
    "comments-pagination": "comments", "comments-pagination-next": "comments", "comments-pagination-numbers": "comments",
    "comments-pagination-previous": "comments", "post-comments": "comments", "post-comments-form": "the comment form",
    "post-comments-count": "comments", "post-comments-link": "comments", "widget-group": "a widget", "legacy-widget": "a widget",
}  # fmt: skip
FORMS = re.compile(
    r"(?:contact-form-7|wpforms|gravityforms|ninja-forms|formidable|fluentfom|fluentform|forminator|happyforms|weforms|mailpoet|mc4wp|"
    r"mailchimp.*|sureforms|srfm|kali-forms|everest-forms|bookly|calendly|amelia|simply-schedule.*|jotform)/.*"
    r"|jetpack/(?:contact-form|field-.*|button|mailchimp|calendly|revue|subscriptions)|.+/(?:.*form(?:-.*)?|.*booking.*|.*appointment.*|newsletter.*|subscribe.*)"
)
QUESTIONS = re.compile(
    r".+/(?:faq|faq-block|faq-child|.*accordion.*|.*toggle.*|pane|questions?|content-toggle.*)"
)
TESTIMONIALS = re.compile(r".+/(?:.*testimonial.*|.*review.*|.*rating.*)")
# Other makers' blocks that are plain containers of words.
FAMILIAR = re.compile(
    r"(?:kadence|generateblocks|uagb|ub|stackable|coblocks|genesis-blocks|atomic-blocks|otter-blocks|themeisle-blocks|editorskit|getwid|"
    r"jetpack|yoast|rank-math|yoast-seo|gutenberg|greenshift-blocks|essential-blocks|premium|blockspare|spectra|divi|bcb|wp-bootstrap-blocks)/.+"
)

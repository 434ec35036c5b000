"""Addresses for what arrives: of plain letters, free among their neighbours, and wanted by nothing else here."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote

from anyascii import anyascii
from django.conf import settings
from django.urls import get_resolver
from django.utils.text import slugify
from wagtail.models import Page

from blog.addresses import RESERVED_SLUGS
from infra.addresses.staff_paths import STAFF_PATHS

LONGEST = 120
_WORD = re.compile(r"^\^?([\w.-]+)/?")


@cache
def fixed_words() -> frozenset[str]:
    """Return the first parts of all addresses of this site that are no pages."""
    found = {path.strip("/").partition("/")[0] for path in STAFF_PATHS}
    found |= {
        str(url).strip("/").partition("/")[0] for url in (settings.MEDIA_URL, settings.STATIC_URL)
    }
    pending = list(get_resolver().url_patterns)
    while pending:
        pattern = pending.pop()
        word = _WORD.match(str(pattern.pattern))
        if word:
            found.add(word[1].lower())
        elif str(pattern.pattern) in ("", "^"):
            pending += getattr(pattern, "url_patterns", [])
    return frozenset(found - {""})


def make_slug(old: str, title: str) -> str:
    """Return the address name for what was called `old`, in plain letters, or one made from the title."""
    for text in (unquote(old, errors="replace"), title):
        slug = slugify(anyascii(text.replace("_", "-")))[:LONGEST].strip("-")
        if slug and not re.fullmatch(r"\d+", slug):
            return slug
    numbered = slugify(unquote(old, errors="replace"))[:LONGEST].strip("-")
    return f"page-{numbered}" if numbered else "page"


def free_slug(wanted: str, parent: Page, *, in_blog: bool, at_top: bool) -> str:
    """Return `wanted`, or the same with a number where it is taken or reserved under `parent`."""
    reserved = RESERVED_SLUGS if in_blog else fixed_words() if at_top else frozenset()
    children = parent.get_children()
    # By its whole name there is an index; a beginning is looked for among all children.
    if wanted not in reserved and not children.filter(slug=wanted).exists():
        return wanted
    taken = set(children.filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in reserved or slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug

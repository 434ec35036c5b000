"""Gives a page its words, its day, its picture and what search engines read; always as a draft."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import BlogPostPage
from pages.models import BodyPage

from ..export.entry import ExportEntry, plain_title
from ..notebook import Notebook, Topic
from ..words.assembly import Blocks
from ..words.converting import one_line
from ..words.flow import cut_text, make_plain
from .helper import LandingHelper
from .terms import TakenTerms

# A plugin's pattern for titles, not a title: '%%title%% %%sep%%', '%title%', '#post_title'.
_PATTERN = re.compile(r"%%?\w+(?:\(\w*\))?%%?|#\w+_\w+|\{\{?\w+\}?\}")
_OLD_TITLE = re.compile(r"%%?(?:post_|term_)?title%%?|#post_title|\{\{?(?:post_)?title\}?\}")
# What stands between the parts of a title, where one of them is gone.
_SEPARATORS = re.compile(r"^[\s|/·•:»«–—-]+|[\s|/·•:»«–—-]+$")
_DOUBLED = re.compile(r"(\s[|/·•:»«–—-])(?:\s+[|/·•:»«–—-])+(?=\s)")
_NOINDEX = re.compile(r"noindex|^1$|^yes$", re.IGNORECASE)
LONGEST_INTRODUCTION, LONGEST_TITLE = 400, 255
_UNTITLED = 60


def fill_page(
    page: BodyPage,
    entry: ExportEntry,
    blocks: Blocks,
    helper: LandingHelper,
    terms: TakenTerms,
    notebook: Notebook,
) -> None:
    """Set everything that an entry says on `page`, which need not be saved."""
    page.title = page.draft_title = make_title(entry, blocks, notebook)
    page.body = page._meta.get_field("body").stream_block.to_python(blocks)
    page.introduction = cut_text(one_line(entry.excerpt), LONGEST_INTRODUCTION)
    _set_head(page, entry, notebook)
    _set_day(page, entry, notebook)
    _set_author(page, entry, helper, notebook)
    _set_picture(page, entry, helper)
    if isinstance(page, BlogPostPage):
        category = terms.category_of(entry, notebook)
        if not helper.dry:
            page.category_id = terms.make_category(category) if category else None
            terms.give_tags(page, terms.tags_of(entry, category))
    if entry.sticky:
        notebook.add(
            Topic.CHANGED, "It was pinned to the top of the old blog. Posts here stand by date."
        )


def save_draft(page: BodyPage, entry: ExportEntry, user: Any, *, fresh: bool) -> int:
    """Store the page as a draft; return the number of its revision.

    What was not for visitors stands in the draft alone: the row that every search reads stays empty, and the
    page is closed, so that nobody outside reads it even if somebody publishes it by mistake.

    Parameter: `fresh`, whether the page was stored with its words just now.
    """
    if entry.is_private:
        row = {
            "title": page.title,
            "draft_title": page.title,
            "first_published_at": page.first_published_at,
        }
        if isinstance(page, BlogPostPage):
            row["date"] = page.date
        type(page)._base_manager.filter(pk=page.pk).update(**row)
        revision = page.save_revision(user=user, log_action=False, clean=False)
        if not page.view_restrictions.exists():
            PageViewRestriction.objects.create(
                page=page, restriction_type=PageViewRestriction.LOGIN
            )
        return int(revision.pk)
    if not fresh:
        page.save()
    return int(page.save_revision(user=user, log_action=False).pk)


def make_title(entry: ExportEntry, blocks: Blocks, notebook: Notebook) -> str:
    """Return a page's title; of one without, its first words."""
    title = plain_title(entry.title)
    if not title:
        words = (
            ""
            if entry.is_private
            else next(
                (make_plain(block["value"]) for block in blocks if block["type"] == "text"), ""
            )
        )
        title = cut_text(words, _UNTITLED).rstrip("….") or f"Untitled {entry.id or ''}".strip()
        notebook.add(
            Topic.CHANGED,
            "It had no title. It is named after its first words; give it a better one.",
        )
    if len(title) > LONGEST_TITLE:
        notebook.add(Topic.CHANGED, f"Its title was shortened to {LONGEST_TITLE} characters.")
    return cut_text(title, LONGEST_TITLE)


def _read_written(entry: ExportEntry, notebook: Notebook, *names: str) -> str:
    """Return what somebody wrote for search engines; a plugin's pattern is nothing that somebody wrote."""
    text = one_line(entry.one(*names))
    if not _PATTERN.search(text):
        return text
    if _strip_pattern(text, ""):
        notebook.add(
            Topic.CHANGED,
            f"Its description for search engines was a pattern and was left out: ‘{cut_text(text, 200)}’.",
        )
    return ""


def _read_title(entry: ExportEntry, own: str, notebook: Notebook, *names: str) -> str:
    """Return the title for search engines: as written, of a pattern the clinic's own words; '' where it has none."""
    text = one_line(entry.one(*names))
    if not _PATTERN.search(text):
        return text
    if not _strip_pattern(text, ""):
        return ""
    title = _strip_pattern(text, own)
    notebook.add(
        Topic.CHANGED,
        f"Its title for search engines was a pattern, ‘{cut_text(text, 120)}’. It is ‘{cut_text(title, 120)}’ now: is that right?",
    )
    return title


def _strip_pattern(text: str, own: str) -> str:
    """Return a pattern with `own` for the page's title, and without its other variables and what stood between them."""
    words = _PATTERN.sub(" ", _OLD_TITLE.sub(lambda _found: f" {own} ", text))
    return _SEPARATORS.sub("", _DOUBLED.sub(r"\1", " ".join(words.split())))


def _set_head(page: BodyPage, entry: ExportEntry, notebook: Notebook) -> None:
    title = _read_title(
        entry,
        page.title,
        notebook,
        "_yoast_wpseo_title",
        "rank_math_title",
        "_aioseo_title",
        "_aioseop_title",
        "_seopress_titles_title",
        "_genesis_title",
    )
    page.seo_title = cut_text(title, LONGEST_TITLE)
    page.search_description = cut_text(
        _read_written(
            entry, notebook, "_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description",
            "_seopress_titles_desc", "_genesis_description",
        ),
        320,
    )  # fmt: skip
    hidden = entry.one(
        "_yoast_wpseo_meta-robots-noindex",
        "rank_math_robots",
        "_seopress_robots_index",
        "_genesis_noindex",
    )
    page.noindex = bool(_NOINDEX.search(hidden)) and hidden != "2"
    if page.noindex:
        notebook.add(Topic.CHANGED, "It was hidden from search engines and stays so.")
    _set_canonical(page, entry, notebook)


def _set_canonical(page: BodyPage, entry: ExportEntry, notebook: Notebook) -> None:
    address = entry.one("_yoast_wpseo_canonical", "rank_math_canonical_url")
    if not address:
        return
    try:
        parts = urlsplit(address)
        own = (parts.hostname or "").lower() == (urlsplit(entry.link).hostname or "").lower()
    except ValueError:
        return
    if parts.scheme in ("http", "https") and parts.hostname and not own:
        page.canonical_url = address[:255]
        notebook.add(
            Topic.CHANGED,
            f"Search engines are told that its original stands at {cut_text(address, 200)}. Is that still so?",
        )


def _set_day(page: BodyPage, entry: ExportEntry, notebook: Notebook) -> None:
    day = entry.day
    if day is None:
        notebook.add(
            Topic.CHANGED,
            "The export doesn't say when it was written; it has the day of the import.",
        )
        return
    if isinstance(page, BlogPostPage):
        page.date = day
    # Publishing keeps a day that is there already, else it would be today's.
    noon = timezone.make_aware(datetime.combine(day, time(12, 0)))
    if noon <= timezone.now():
        page.first_published_at = noon
    if entry.status == "future":
        notebook.add(
            Topic.CHANGED,
            f"It was to appear on {day:%B %d, %Y} by itself. Here it is a draft: schedule it once it is reviewed.",
        )


def _set_author(
    page: BodyPage, entry: ExportEntry, helper: LandingHelper, notebook: Notebook
) -> None:
    if entry.type != "post":
        return
    names: dict[str, str] = helper.catalog.fact("authors", {})
    name = names.get(entry.creator, "")
    if not name:
        notebook.add(Topic.CHANGED, "The old site no longer knew who wrote it. Choose the author.")
        return
    page.author_id = helper.arrival.person(name)
    if page.author_id is None:
        notebook.add(
            Topic.CHANGED,
            f"Written by ‘{cut_text(name, 80)}’, who has no profile here. Add one under People, then choose the author.",
        )


def _set_picture(page: BodyPage, entry: ExportEntry, helper: LandingHelper) -> None:
    number = entry.one("_thumbnail_id")
    if not (number.isascii() and number.isdigit() and 0 < len(number) < 16):
        return
    found = helper.picture(int(number), "")
    if found is not None and not helper.dry:
        page.picture_id = found.id
        page.picture_alt = cut_text(found.alt, 200)

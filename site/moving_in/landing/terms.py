"""Categories and tags of the old site."""

from __future__ import annotations

import re

from anyascii import anyascii
from django.utils.text import slugify
from taggit.models import Tag

from blog.models import BlogCategory, BlogPostPage

from ..export.entry import ExportedTerm, ExportEntry
from ..ground.stock import Stock
from ..notebook import Notebook, Topic
from ..words.flow import cut_text

# What WordPress calls a post that nobody gave a category.
NONE = frozenset(
    {
        "uncategorized", "uncategorised", "sin-categoria", "non-classe", "sem-categoria", "senza-categoria", "geen-categorie",
        "uncategorized-es", "uncategorized-en",
    }
)  # fmt: skip
LONGEST_NAME, LONGEST_TAG = 60, 100


class TakenTerms:
    """Makes categories and tags as they are needed."""

    def __init__(self, stock: Stock, by_id: dict[int, str]) -> None:
        self.stock = stock
        # The address name of each category by its number, for the one that a plugin calls the main one.
        self.by_id = by_id

    def category_of(self, entry: ExportEntry, notebook: Notebook) -> ExportedTerm | None:
        """Return the one category of a post: the main one if it says so, else its first."""
        every = [
            term for term in entry.terms if term.domain == "category" and term.slug not in NONE
        ]
        if not every:
            notebook.add(Topic.CHANGED, "It has no category. Choose one before you publish.")
            return None
        main = entry.one("_yoast_wpseo_primary_category", "rank_math_primary_category")
        wanted = (
            self.by_id.get(int(main))
            if main.isascii() and main.isdigit() and len(main) < 16
            else None
        )
        first = next((term for term in every if term.slug == wanted), every[0])
        others = [term.name for term in every if term is not first]
        if others:
            notebook.add(
                Topic.CHANGED,
                f"A post has one category here, ‘{first.name}’; the others became tags: {', '.join(others)}.",
            )
        return first

    def tags_of(self, entry: ExportEntry, category: ExportedTerm | None) -> list[str]:
        """Return the names of a post's tags, its other categories among them."""
        names = [term.name for term in entry.terms if term.domain == "post_tag"]
        names += [
            term.name
            for term in entry.terms
            if term.domain == "category" and term != category and term.slug not in NONE
        ]
        return list(dict.fromkeys(cut_text(name.replace(",", " "), LONGEST_TAG) for name in names))

    def make_category(self, term: ExportedTerm) -> int:
        """Return our category for one of the old site's."""
        key = f"category:{term.slug}"
        known = self.stock.number(key)
        if known is not None and BlogCategory.objects.filter(pk=known).exists():
            return known
        name = cut_text(term.name, LONGEST_NAME)
        slug = (
            slugify(anyascii(term.slug))[:50].strip("-")
            or slugify(anyascii(name))[:50].strip("-")
            or "category"
        )
        found = (
            BlogCategory.objects.filter(name__iexact=name).first()
            or BlogCategory.objects.filter(slug=slug).first()
        )
        made = found is None
        if found is None:
            found = BlogCategory.objects.create(name=name, slug=slug)
            self.stock.run.count("categories")
        self.stock.put(key, "category", found.pk, made=made)
        return int(found.pk)

    def give_tags(self, page: BlogPostPage, names: list[str]) -> None:
        """Give a post its tags, and note those that are new here."""
        new = [name for name in names if not Tag.objects.filter(name__iexact=name).exists()]
        page.tags.set(names, clear=True)
        for tag in Tag.objects.filter(name__in=new):
            self.stock.put(f"tag:{tag.name}", "tag", tag.pk)
            self.stock.run.count("tags")


# Read elsewhere, or nothing that readers saw.
_READ = (
    "category",
    "post_tag",
    "nav_menu",
    "post_format",
    "post_translations",
    "term_translations",
    "term_language",
    "wp_theme",
    "author",
)
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,30}")


def note_labels(entry: ExportEntry, notebook: Notebook) -> None:
    """Say which labels of an entry nothing was made of: those that a plugin added, and its language."""
    for kind in dict.fromkeys(term.domain for term in entry.terms if term.domain not in _READ):
        if kind == "language":
            names = ", ".join(term.name for term in entry.terms if term.domain == kind)
            if not names.lower().startswith("english"):
                text = f"The old site had it as the version in ‘{cut_text(names, 60)}’ of a page. Here it stands by itself."
                notebook.add(Topic.CHANGED, text)
        elif _NAME.fullmatch(kind):
            text = f"Its labels of the kind ‘{kind}’ were left out: posts here have a category and tags."
            notebook.add(Topic.LEFT, text)

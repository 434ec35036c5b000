"""What is around the pages: lists of the blog, feeds, old files, and what the report says of the whole."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from taggit.models import Tag

from blog.models import BlogCategory, BlogPostPage
from media.models import ClinicDocument

from ..export.catalog import ExportCatalog
from ..export.head import HeadTerm
from ..ground.redirects import FEEDS, OldAddresses, tag_slug, term_paths
from ..ground.site import Arrival
from ..ground.stock import Stock
from ..models import ImportedThing, ImportRun
from ..notebook import Notebook, Topic

PIECE = 500


def lead_lists(
    stock: Stock, catalog: ExportCatalog, arrival: Arrival, stopping: Callable[[], bool]
) -> None:
    """Lead the old lists of categories, tags, years and authors, and the feeds, to those of our blog."""
    blog = arrival.find_blog()
    if (
        blog is None
        or not ImportedThing.objects.filter(
            source=stock.run.source, key__startswith="post:"
        ).exists()
    ):
        return
    old = OldAddresses(arrival.site, stock)
    made = 0
    for route, paths in FEEDS.items():
        made += old.lead_to_list("feed", paths, blog, route)
    made += old.lead_to_list("pages", ("/page/*",), blog)
    terms = catalog.head().terms
    above = {term.slug: term.parent for term in terms if term.domain == "category"}
    for term in terms:
        if stopping():
            return
        route = _route_of(stock, term)
        if route:
            made += old.lead_to_list(
                term.domain, term_paths(term, _list_above(term, above)), blog, route
            )
    posts = ImportedThing.objects.filter(
        source=stock.run.source, kind="page", key__startswith="post:"
    )
    dated = BlogPostPage.objects.filter(
        pk__in=posts.values("object_id"), first_published_at__isnull=False
    )
    for year, month in dated.values_list("date__year", "date__month").distinct().order_by():
        paths = (f"/{year}", f"/{year}/{month:02}")
        made += old.lead_to_list("year", paths, blog, f"/year/{year}")
    stock.run.count("redirects", made)


def _list_above(term: HeadTerm, parents: dict[str, str]) -> list[str]:
    """Return the address names of the categories above one, the highest first."""
    way: list[str] = []
    at = parents.get(term.slug, "")
    while at and at not in way and len(way) < 8:
        way.insert(0, at)
        at = parents.get(at, "")
    return way


def _route_of(stock: Stock, term: HeadTerm) -> str:
    """Return the address of a term's list below our blog; '' where nothing came of it."""
    if term.domain == "category":
        number = stock.number(f"category:{term.slug}")
        slug = (
            BlogCategory.objects.filter(pk=number).values_list("slug", flat=True).first()
            if number
            else None
        )
        return f"/category/{slug}" if slug else ""
    if term.domain == "post_tag":
        wanted = Q(slug=term.slug) | Q(name__iexact=term.name) | Q(slug=tag_slug(term.name))
        tag = Tag.objects.filter(wanted).values_list("slug", flat=True).first()
        return f"/tag/{tag}" if tag else ""
    return ""


def lead_documents(stock: Stock, arrival: Arrival) -> None:
    """Lead the old addresses of documents to ours: others link to them."""
    old = OldAddresses(arrival.site, stock)
    rows = ImportedThing.objects.filter(run=stock.run, kind="alias", key__startswith="file:")
    made = 0
    for row in rows.iterator(chunk_size=PIECE):
        document = ClinicDocument.objects.filter(pk=row.object_id).first()
        name = row.key.removeprefix("file:")
        if (
            document is not None
            and document.filename.lower().rpartition(".")[2] == name.rpartition(".")[2]
            and _is_document(row, stock)
        ):
            made += old.lead_to_file(f"/wp-content/uploads/{name}", document.url)
    stock.run.count("redirects", made)


def _is_document(row: ImportedThing, stock: Stock) -> bool:
    return ImportedThing.objects.filter(
        source=stock.run.source, kind="document", object_id=row.object_id
    ).exists()


# --- What the report says of the whole ---------------------------------------------------------
_WORDS = {
    "comments": "comments by visitors",
    "emails": "e-mail addresses of visitors",
    "addresses": "IP addresses of visitors",
}


Lines = list[tuple[Topic, str, int]]


def tell_of_the_whole(run: ImportRun, catalog: ExportCatalog) -> Lines:
    """Return the lines that belong to no page: what people sent, what else was left, what was damaged."""
    return [*_tell_by_name(run), *_tell_by_count(run), *_tell_of_file(catalog)]


def _tell_by_name(run: ImportRun) -> Lines:
    lines: Lines = []
    for name, times in sorted(run.counts.items()):
        group, _colon, what = name.partition(":")
        if group == "personal":
            words = _first_large(_WORDS.get(what, what))
            text = f"{words}: {{n}}. Counted and left in the file; not a word of them was kept."
            lines.append((Topic.PERSONAL, text, times))
        elif group == "other":
            text = f"{_first_large(what)}: {{n}}. Nothing here is made of them."
            lines.append((Topic.LEFT, text, times))
    return lines


_COUNTED = (
    (
        "author_emails",
        Topic.PERSONAL,
        "E-mail addresses of people who wrote: {n}. Left in the file.",
    ),
    (
        "unnamed",
        Topic.DAMAGE,
        "Entries that break off before they say of what kind they are: {n}. A patient may have sent them, so they were left out.",
    ),
    ("trash", Topic.LEFT, "Pages and posts that lay in the bin: {n}. They stay there."),
    ("auto_drafts", Topic.LEFT, "Drafts that were begun and never saved: {n}. They hold nothing."),
)


def _tell_by_count(run: ImportRun) -> Lines:
    return [(kind, text, run.counts[name]) for name, kind, text in _COUNTED if run.counts.get(name)]


def _tell_of_file(catalog: ExportCatalog) -> Lines:
    lines: Lines = []
    if not catalog.fact("ended_well", True):
        text = "The file ends too early: its download was cut off. Export it anew if something is missing."
        lines.append((Topic.DAMAGE, text, 1))
    if not catalog.fact("opened_whole", True):
        text = "The packed file is damaged: what could be unpacked was read. Download it anew if something is missing."
        lines.append((Topic.DAMAGE, text, 1))
    if lonely := catalog.lonely_uploads():
        text = "Addresses that WordPress gave to single pictures and files (‘?attachment_id=’), with no page around them: {n}. They end."
        lines.append((Topic.LINK, text, lonely))
    if unused := catalog.unused_parts():
        text = "Reusable blocks that stand on no page: {n}. They were left out."
        lines.append((Topic.LEFT, text, unused))
    return lines


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]


def note_lines(notebook: Notebook, lines: list[tuple[Topic, str, int]]) -> None:
    """Write lines of the whole into a notebook."""
    for kind, text, times in lines:
        notebook.add(kind, text, times)

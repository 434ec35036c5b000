"""What can be found: pages by their passages, questions, people, places, notices, sources, lists of posts.

Everything that stands on its own in the database is read once a content version. A page is cut once for each of its published
states and kept in the process, so that a publish costs one page and not all of them. The oldest posts of a long blog are
left to the database's own index (`home.index_query`): what a process holds has an upper limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from blog.addresses import list_url
from blog.facets import facets_of
from blog.listing import ListKind
from blog.models import BlogIndexPage, BlogPostPage
from clinic.layout import Layout
from clinic.models import ClinicSettings, FaqEntry, Notice, Reference
from clinic.models.page_words import TreatmentWords
from content.models import Piece
from home.catalog import CatalogRow
from home.models import ServicePage, StandardPage
from infra.memory import forget_with
from infra.view_restrictions import public_q
from seo.plain_html import make_plain

from .entry import CutPage, SearchEntry, Shown, find_place
from .passages import Passage, PassageCutter
from .people import list_people

MOST_POSTS = 100
# By number of the page: the state that was cut, and what came of it.
_cut: dict[int, tuple[tuple, CutPage]] = {}
forget_with(_cut.clear)


def forget_page(pk: int) -> None:
    """Cut a page anew at the next search: it was saved without a revision."""
    _cut.pop(pk, None)


def read_entries(site: Site, rows: Iterable[CatalogRow], layout: Layout) -> list[SearchEntry]:
    """Return everything that can be found on `site`.

    Args:
        site: whose pages.
        rows: its public pages in the order of the tree, as the catalog has them.
        layout: its layout, for people, places and notices.
    """
    rows = list(rows)
    posts = [row.pk for row in rows if row.is_post]
    newest = _list_newest(site) if len(posts) > MOST_POSTS else set(posts)
    wanted = {row.pk: row for row in rows if not row.is_post or row.pk in newest}
    cut = _cut_pages(wanted, layout.clinic)
    entries = [_page_entry(row, cut[pk], layout) for pk, row in wanted.items() if pk in cut]
    shown = [(f"/{row.path}", cut[pk]) for pk, row in wanted.items() if pk in cut]
    entries += _read_faq(shown)
    entries += list_people(shown, layout)
    entries += _list_places(shown, layout)
    entries += _list_notices(shown, layout)
    entries += _read_sources(shown)
    entries += _list_lists(site)
    return entries


def _list_newest(site: Site) -> set[int]:
    """Return the newest public posts of `site`. Asked by the tree: to name ten thousand rows costs more than the answer."""
    public = BlogPostPage.objects.live().filter(public_q()).descendant_of(site.root_page)
    return set(public.order_by("-date", "-pk").values_list("pk", flat=True)[:MOST_POSTS])


# --- Pages -------------------------------------------------------------------------------------
def _cut_pages(wanted: dict[int, CatalogRow], words: ClinicSettings) -> dict[int, CutPage]:
    """Return the pages, cut; only those that changed, or whose headings did, are read."""
    around: list[Any] = [getattr(words, field.name) for field in TreatmentWords._meta.local_fields]
    around += Piece.objects.filter(live=True).order_by("pk").values_list("pk", "live_revision")
    filed = _read_filing(wanted)
    states = {
        pk: [*state, *around, *filed.get(pk, ())]
        for pk, *state in Page.objects.filter(pk__in=wanted).values_list(
            "pk", "latest_revision", "live_revision", "last_published_at", "title"
        )
    }
    missing = [pk for pk, state in states.items() if _cut.get(pk, ((), None))[0] != tuple(state)]
    for page in Page.objects.filter(pk__in=missing).specific():
        _cut[page.pk] = (tuple(states[page.pk]), _cut_page(page, words))
    for pk in [pk for pk in _cut if pk not in wanted]:
        if len(_cut) > 2 * len(wanted):
            del _cut[pk]
    return {pk: _cut[pk][1] for pk in wanted if pk in _cut}


def _read_filing(wanted: dict[int, CatalogRow]) -> dict[int, list[str]]:
    """Return the names of the category and the tags of each post: one may be renamed and no post saved."""
    found: dict[int, list[str]] = {}
    posts = BlogPostPage.objects.filter(pk__in=[pk for pk, row in wanted.items() if row.is_post])
    for names in (
        posts.filter(category__isnull=False).values_list("pk", "category__name"),
        posts.filter(tags__isnull=False).values_list("pk", "tags__name").order_by("tags__name"),
    ):
        for pk, name in names:
            found.setdefault(pk, []).append(name)
    return found


def _cut_page(page: Any, words: ClinicSettings) -> CutPage:
    cutter = PassageCutter(words.not_given_title, words.ask_first_title)
    for name in ("headline", "introduction", "off_label_notice"):
        cutter.add_words(getattr(page, name, "") or "")
    if isinstance(page, ServicePage):
        _cut_service(page, cutter, words)
    elif hasattr(page, "body"):
        cutter.add_stream(page.body)
    elif hasattr(page, "form_fields"):
        cutter.add_html(page.before_form or "")
        for question in page.form_fields.all():
            cutter.begin_passage(question.label, linked=False)
            cutter.add_words(question.help_text)
            cutter.add_words(" ".join((question.choices or "").split("\n")))
    cutter.cited += [
        block.value.pk for block in getattr(page, "further_references", ()) if block.value
    ]
    extra = [page.search_description or "", page.slug.replace("-", " ")]
    if isinstance(page, BlogPostPage):
        extra += [tag.name for tag in page.tags.all()]
        extra.append(page.category.name if page.category else "")
    return CutPage(
        cutter.passages,
        " ".join(extra),
        tuple(dict.fromkeys(cutter.faq)),
        tuple(dict.fromkeys(cutter.cited)),
        frozenset(cutter.shows),
        tuple(cutter.notices),
        getattr(page, "date", None),
        isinstance(page, StandardPage) and page.purpose == StandardPage.Purpose.COSTS,
        hasattr(page, "form_fields"),
    )


def _cut_service(page: ServicePage, cutter: PassageCutter, words: ClinicSettings) -> None:
    """Cut a treatment page in the order of its template."""
    cutter.add_list(words.glance_title, page.at_a_glance)
    cutter.add_stream(page.body)
    if page.benefits or page.risks:
        cutter.begin_passage(words.benefits_risks_title)
    cutter.add_list(words.benefits_title, page.benefits)
    cutter.add_list(words.risks_title, page.risks)
    if page.who_should_not or page.ask_first:
        cutter.begin_passage(words.who_should_not_title, "who-should-not")
    cutter.add_list(words.not_given_title, page.who_should_not)
    cutter.add_list(words.ask_first_title, page.ask_first)
    cutter.add_list(words.alternatives_title, page.alternatives)
    cutter.begin_passage(words.certainty_title)
    cutter.add_words(page.get_evidence_strength_display())
    cutter.add_words(page.evidence_summary)
    cutter.add_stream(page.details)


def _page_entry(row: CatalogRow, cut: CutPage, layout: Layout) -> SearchEntry:
    title = row.title if row.path else f"{layout.site_name}"
    kind = "post" if row.is_post else "form" if cut.is_form else "page" if row.path else "home"
    return SearchEntry(
        f"page:{row.pk}",
        kind,
        title,
        f"/{row.path}",
        row.label,
        cut.passages,
        cut.extra,
        row.pk,
        cut.date,
    )


# --- What pages show of other tables ---------------------------------------------------------------
def _read_faq(shown: Shown) -> Iterator[SearchEntry]:
    """Yield each published question where it stands; of several pages, on the one with most of them."""
    place: dict[int, tuple[int, str]] = {}
    for url, cut in shown:
        for pk in cut.faq:
            place[pk] = max(place.get(pk, (0, "")), (len(cut.faq), url))
    found = FaqEntry.objects.filter(pk__in=place, live=True)
    for pk, question, answer, topic in found.values_list(
        "pk", "question", "answer", "topic"
    ).order_by("pk"):
        passage = Passage(f"faq-{pk}", "", make_plain(answer))
        url = f"{place[pk][1]}#faq-{pk}"
        yield SearchEntry(
            f"faq:{pk}", "faq", question, url, _("Question and answer"), (passage,), topic
        )


def _list_places(shown: Shown, layout: Layout) -> Iterator[SearchEntry]:
    where = find_place(shown, "locations")
    for place in layout.locations if where else ():
        address = " ".join(
            [place.street, place.street_2, place.city, place.state, place.postal_code]
        )
        words = " ".join([address, place.hours_note, place.directions])
        passage = Passage(f"place-{place.pk}", "", make_plain(words))
        extra = _("address location map directions parking opening hours")
        url = f"{where}#place-{place.pk}"
        yield SearchEntry(
            f"place:{place.pk}", "place", place.name, url, _("Address and hours"), (passage,), extra
        )


def _list_notices(shown: Shown, layout: Layout) -> Iterator[SearchEntry]:
    """Yield the notices that show today, where they show."""
    chosen = {pk: url for url, cut in reversed(shown) for pk in cut.notices}
    prices = next((url for url, cut in shown if cut.is_price_page), "")
    by_place: dict[str, str] = {
        Notice.Place.PRICES: prices,
        Notice.Place.FORMS: layout.request_url,
        Notice.Place.SITE: "/",
    }
    for place in Notice.Place.values:
        for notice in layout.notices(place):
            url = chosen.get(notice.pk) or by_place.get(notice.place, "")
            if url:
                passage = Passage("", "", make_plain(notice.text))
                yield SearchEntry(
                    f"notice:{notice.pk}", "notice", notice.title, url, _("Notice"), (passage,)
                )


def _read_sources(shown: Shown) -> Iterator[SearchEntry]:
    where: dict[int, str] = {}
    for url, cut in shown:
        for pk in cut.cited:
            where.setdefault(pk, url)
    for source in Reference.objects.filter(pk__in=where).order_by("pk"):
        words = f"{source.authors} {source.source} {source.year or ''}"
        passage = Passage("references", "", words)
        url = f"{where[source.pk]}#references"
        yield SearchEntry(
            f"source:{source.pk}", "source", source.title, url, _("Source"), (passage,)
        )


def _list_lists(site: Site) -> Iterator[SearchEntry]:
    """Yield the blog's categories and tags."""
    index = BlogIndexPage.objects.live().descendant_of(site.root_page).first()
    if index is None:
        return
    address = f"/{index.url_path[len(site.root_page.url_path) :]}"
    for kind, label in (
        (ListKind.CATEGORY, _("Posts by category")),
        (ListKind.TAG, _("Posts by tag")),
    ):
        for facet in facets_of(index).of(kind):
            passage = Passage("", "", facet.description)
            url = list_url(address, kind, facet.value)
            yield SearchEntry(f"{kind}:{facet.value}", "list", facet.label, url, label, (passage,))

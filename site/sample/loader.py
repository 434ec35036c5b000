"""Makes the sample site: everything through models, in one transaction, in two passes.

First all things get their place (and so an id), then texts and links are filled in. So a text may
link to a page that comes later, and an unknown key stops everything before anything is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page

from blog.models import BlogCategory
from clinic.models import (
    FaqEntry,
    Location,
    Notice,
    OpeningHours,
    Person,
    Reference,
)
from forms.pages.starters import STARTERS, fill_page
from review.models import PublicText

from . import clinic, faq, people, references
from .catalog import all_pages
from .described import PageText, Ref, Rich
from .loader_images import load_images, remove_files
from .loader_values import Known, save_record, set_field
from .loading.search_words import load_search_words
from .loading.surroundings import load_surroundings
from .markup import SampleTextError

Say = Callable[[str], None]


class SampleLoader:
    """Loads the sample site once.

    Parameters: `say`, called with a line for each step; `site_url`, the public address if it is
    known; `today`, for tests. `load()` returns how many of each kind were made and found.
    """

    def __init__(self, say: Say, *, site_url: str = "", today: date | None = None) -> None:
        self.say = say
        self.site_url = site_url
        self.known = Known(today or timezone.localdate())
        self.made: dict[str, int] = {}
        self.found: dict[str, int] = {}
        # What this run created, and so may fill in: everything else belongs to the staff.
        self._fresh: list[tuple[PageText, Page]] = []

    def load(self) -> dict[str, int]:
        """Make everything that is missing. Raises SampleTextError; nothing is half-made then."""
        texts = all_pages()
        files: list[str] = []
        try:
            with transaction.atomic():
                load_images(
                    self.known, self._count_record, self.say, files, _in_order_of_use(texts)
                )
                self._load_snippets()
                self._place_pages(texts)
                self._load_answers()
                self._write_bodies()
                load_surroundings(self.known, self._count_record, self.home, self.site_url)
                self.say("Menus and clinic settings")
                self.say(f"{load_search_words(self.known)} words for the search")
        except BaseException:
            remove_files(files)
            raise
        return self.made

    def _count_record(self, kind: str, new: bool) -> None:
        tally = self.made if new else self.found
        tally[kind] = tally.get(kind, 0) + 1

    # --- Things without links ------------------------------------------------------------
    def _load_snippets(self) -> None:
        for row in references.REFERENCES:
            self._get_or_make("reference", row["key"], Reference, {"key": row["key"]}, row)
        for row in people.PEOPLE:
            slug = row["slug"]
            self._get_or_make("person", slug, Person, {"slug": slug}, row)
        for row in clinic.CATEGORIES:
            slug = row["slug"]
            self._get_or_make("category", slug, BlogCategory, {"slug": slug}, row)
        for row in people.LOCATIONS:
            self._load_location(row)
        self.say(f"{len(references.REFERENCES)} references, {len(people.PEOPLE)} sample profiles")

    def _load_location(self, row: dict[str, Any]) -> None:
        plain = {k: v for k, v in row.items() if k not in ("key", "hours")}
        place, new = self._get_or_make(
            "location", row["key"], Location, {"name": row["name"]}, plain
        )
        if new:
            for order, (day, opens, closes) in enumerate(row["hours"]):
                place.opening_hours.add(
                    OpeningHours(sort_order=order, day=day, opens=opens, closes=closes)
                )
            place.save()

    def _get_or_make(
        self, kind: str, key: str, model: type[Model], natural: dict, values: dict
    ) -> tuple[Any, bool]:
        thing = model.objects.filter(**natural).first()
        new = thing is None
        if new:
            thing = model()
            for name, value in values.items():
                set_field(thing, name, value, self.known)
            save_record(thing, key)
        self.known.add(kind, key, thing.pk)
        self._count_record(kind, new)
        return thing, new

    # --- Pages, first pass: their place -----------------------------------------------------
    def _place_pages(self, texts: list[PageText]) -> None:
        pages: dict[str, Page] = {}
        for words in texts:
            parent = pages[words.parent] if words.parent else Page.get_first_root_node()
            model = apps.get_model(words.model)
            page = self._find_page(model, parent, words)
            self._count_record("post" if words.parent == "blog" else "page", page is None)
            if page is None:
                page = self._make_page(model, parent, words)
                self._fresh.append((words, page))
            pages[words.key] = page
            self.known.add("page", words.key, page.pk)
        self.home = pages["home"]

    def _find_page(self, model: type[Page], parent: Page, words: PageText) -> Page | None:
        """Find the page of an earlier run. There is one home page only, whatever its address."""
        same = model.objects.child_of(parent)
        found = same.first() if not words.parent else same.filter(slug=words.address).first()
        return found

    def _make_page(self, model: type[Page], parent: Page, words: PageText) -> Page:
        slug = words.address
        if not words.parent:
            slug = "sample-home"  # Wagtail's welcome page may hold the address 'home'
        fields = dict(words.fields)
        page = model(title=words.title, slug=slug, live=False)
        if "starter" in fields:
            _give_questions(page, fields.pop("starter"))
        page.introduction = words.introduction
        page.search_description = words.description
        page.seo_title = words.seo_title
        if words.author:
            page.author_id = self.known.find("person", words.author)
        if words.picture:
            page.picture_id = self.known.find("image", words.picture)
        for name, value in fields.items():
            if not isinstance(value, list | Rich) and not _is_page(value):
                set_field(page, name, value, self.known)
        _place_record(page, parent, words)
        return page

    # --- Things with links -----------------------------------------------------------------
    def _load_answers(self) -> None:
        for key, (question, answer, topic) in faq.FAQ.items():
            values = {"question": question, "answer": Rich(answer), "topic": topic}
            self._get_or_make("faq", key, FaqEntry, {"question": question}, values)
        for key, row in clinic.NOTICES.items():
            self._get_or_make("notice", key, Notice, {"title": row["title"]}, row)
        self.say(f"{len(faq.FAQ)} questions with answers, {len(clinic.NOTICES)} notices")

    # --- Pages, second pass: their words -----------------------------------------------------
    def _write_bodies(self) -> None:
        for number, (words, page) in enumerate(self._fresh, start=1):
            if words.body:
                set_field(page, "body", words.body, self.known)
            for name, value in words.fields.items():
                if isinstance(value, list | Rich) or _is_page(value):
                    set_field(page, name, value, self.known)
            if words.further:
                rows = [Ref("reference", key) for key in words.further]
                stream = [{"type": "reference", "value": self.known.raw(row)} for row in rows]
                set_field(page, "further_references", stream, self.known)
            self._publish_page(page, words)
            if number % 10 == 0:
                self.say(f"{number} of {len(self._fresh)} pages written")

    def _publish_page(self, page: Page, words: PageText) -> None:
        day = words.fields.get("date") or words.written or self.known.today
        at = timezone.make_aware(datetime.combine(self.known.day(day), time(9, 0)))
        # Publishing keeps a day that is there already, else it would be today's.
        page.first_published_at = at
        Page.objects.filter(pk=page.pk).update(first_published_at=at)
        try:
            page.save_revision().publish()
        except ValidationError as error:
            raise SampleTextError(f"“{words.key}” ({words.model}): {error}") from error
        # 'Updated' is the day of the text, not the day on which somebody loaded it.
        if words.written:
            written = timezone.make_aware(
                datetime.combine(self.known.day(words.written), time(9, 0))
            )
            Page.objects.filter(pk=page.pk).update(last_published_at=max(at, written))
            PublicText.objects.filter(page_id=page.pk).update(changed_at=max(at, written))


def _in_order_of_use(texts: list[PageText]) -> list[str]:
    """Return the keys of pictures, those of the most visited pages first.

    The worker makes sizes in the order of the pictures; the home page should not wait.
    """
    newest_first = [words for words in texts if words.parent != "blog"]
    newest_first += [words for words in reversed(texts) if words.parent == "blog"]
    faces = [row["photo"].key for row in people.PEOPLE]
    places = [row["map_image"].key for row in people.LOCATIONS]
    pages = [words.picture for words in newest_first if words.picture]
    return list(dict.fromkeys([*pages[:1], *faces, *places, *pages]))


def _give_questions(page: Page, starter: str) -> None:
    """Make `page` the form that the forms app recommends; its title and words are ours."""
    for name, value in STARTERS[starter]["page"].items():
        if name not in ("title", "slug", "introduction"):
            setattr(page, name, value)
    fill_page(page, starter)


def _is_page(value: Any) -> bool:
    return isinstance(value, Ref) and value.kind == "page"


def _place_record(page: Page, parent: Page, words: PageText) -> None:
    try:
        parent.add_child(instance=page)
    except ValidationError as error:
        raise SampleTextError(f"“{words.key}” ({words.model}): {error}") from error


__all__ = ["SampleLoader"]

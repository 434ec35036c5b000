"""Menus of the old site as drafts of ours: nothing that visitors see changes before somebody publishes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from wagtail.models import Page

from blog.models import BlogCategory
from clinic.models import Menu

from ..export.catalog import ExportCatalog, PageRow
from ..export.entry import plain_title
from ..ground.links import Links, _is_external, without_query
from ..ground.site import Arrival
from ..ground.stock import Stock
from ..notebook import Notebook, Topic
from ..words.flow import cut_text

LONGEST_LABEL, MOST_LINES, MOST_IN_GROUP = 40, 12, 10
_SLOTS = (
    (re.compile(r"legal|privacy|policies|terms|imprint|bottom", re.IGNORECASE), Menu.Slot.LEGAL),
    (re.compile(r"foot|useful|quick|widget|secondary", re.IGNORECASE), Menu.Slot.FOOTER_1),
)
_SOCIAL = re.compile(r"social|follow", re.IGNORECASE)


class Menus:
    """Makes the menus of one import."""

    def __init__(
        self,
        stock: Stock,
        catalog: ExportCatalog,
        links: Links,
        arrival: Arrival,
        find_page: Callable[[PageRow], int | None],
    ) -> None:
        self.stock, self.catalog, self.links, self.arrival, self.find_page = (
            stock,
            catalog,
            links,
            arrival,
            find_page,
        )
        self.dry = stock.run.dry_run

    def bring_menus(self, notebook: Notebook) -> None:
        """Bring in every menu, each into a place of its own."""
        used: set[str] = set()
        for name in self.catalog.menus():
            shown = cut_text(plain_title(name), 60)
            if _SOCIAL.search(name):
                notebook.add(
                    Topic.LEFT,
                    f"The menu ‘{shown}’ was left out: links to social networks stand in the clinic settings.",
                )
                continue
            slot = self._choose_slot(name, used)
            if slot is None:
                notebook.add(
                    Topic.LEFT,
                    f"The menu ‘{shown}’ was left out: every place for a menu has one already.",
                )
                continue
            used.add(slot)
            lines = self._build_lines(self.catalog.menu_items(name), notebook, shown)
            self._save_menu(slot, shown, lines, notebook)

    def _choose_slot(self, name: str, used: set[str]) -> str | None:
        wanted = next((slot for pattern, slot in _SLOTS if pattern.search(name)), Menu.Slot.MAIN)
        order = [wanted, Menu.Slot.MAIN, Menu.Slot.FOOTER_1, Menu.Slot.FOOTER_2, Menu.Slot.LEGAL]
        return next((str(slot) for slot in order if slot not in used), None)

    def _save_menu(
        self, slot: str, name: str, lines: list[dict[str, Any]], notebook: Notebook
    ) -> None:
        key = f"menu:{slot}:{name}"
        if self.stock.find(key) is not None or not lines:
            return
        place = Menu.Slot(slot).label
        self.stock.run.count("menus")
        notebook.add(
            Topic.TAKEN,
            f"The menu ‘{name}’ is a draft for the place ‘{place}’. Look at it under Menus, then publish it.",
        )
        if self.dry:
            return
        menu = Menu.objects.filter(slot=slot).first()
        if menu is not None and menu.has_unpublished_changes and menu.live:
            notebook.add(
                Topic.LEFT,
                f"The menu ‘{name}’ was left out: ‘{place}’ has a draft that nobody has published yet.",
            )
            return
        made = menu is None
        if menu is None:
            menu = Menu(
                slot=slot,
                live=False,
                has_unpublished_changes=True,
                heading="" if slot == Menu.Slot.MAIN else name,
            )
        items = Menu._meta.get_field("items").stream_block.to_python(lines)
        if made:
            menu.items = items
            menu.save()
        before = menu.latest_revision_id
        draft = menu if made else Menu.objects.get(pk=menu.pk)
        draft.items = items
        revision = draft.save_revision(user=self.stock.run.started_by, log_action=False)
        row = self.stock.put(key, "menu" if made else "menu draft", menu.pk, made=made)
        row.revision_id = revision.pk if made else before
        row.save(update_fields=["revision_id"])

    # --- Lines -----------------------------------------------------------------------------------
    def _build_lines(
        self, items: list[dict[str, Any]], notebook: Notebook, menu: str
    ) -> list[dict[str, Any]]:
        numbers = {item["id"] for item in items}
        children: dict[int, list[dict]] = {}
        for item in items:
            children.setdefault(item["parent"] if item["parent"] in numbers else 0, []).append(item)
        lines: list[dict[str, Any]] = []
        for item in children.get(0, []):
            lines += self._build_branch(item, children, notebook, menu)
        if len(lines) > MOST_LINES:
            notebook.add(
                Topic.LEFT,
                f"The menu ‘{menu}’ had {len(lines)} lines; a menu here has {MOST_LINES} at most.",
            )
        return lines[:MOST_LINES]

    def _build_branch(
        self, item: dict, children: dict[int, list[dict]], notebook: Notebook, menu: str
    ) -> list[dict[str, Any]]:
        """Return the lines of one item with all that lies below it: a group of pages, other links after it."""
        own = self._build_line(item, notebook, menu)
        below: list[dict[str, Any]] = []
        pending, seen = list(children.get(item["id"], [])), {item["id"]}
        while pending:
            child = pending.pop(0)
            if child["id"] in seen:
                continue
            seen.add(child["id"])
            pending = [*children.get(child["id"], []), *pending]
            if line := self._build_line(child, notebook, menu):
                below.append(line)
        if not below:
            return [own] if own else []
        pages = [line["value"] for line in ([own] if own else []) + below if line["type"] == "page"]
        others = [line for line in ([own] if own else []) + below if line["type"] != "page"]
        label = cut_text(plain_title(item["title"]) or self._label_of(own) or menu, LONGEST_LABEL)
        if len(pages) > MOST_IN_GROUP:
            notebook.add(
                Topic.LEFT,
                f"The group ‘{label}’ had {len(pages)} pages; a group here has {MOST_IN_GROUP} at most.",
            )
        group = (
            [{"type": "group", "value": {"label": label, "links": pages[:MOST_IN_GROUP]}}]
            if pages
            else []
        )
        return group + others

    @staticmethod
    def _label_of(line: dict[str, Any] | None) -> str:
        """Return the words of a line that has none of its own: the page's title."""
        if not line or line["type"] != "page":
            return ""
        return (
            Page.objects.filter(pk=line["value"]["page"]).values_list("title", flat=True).first()
            or ""
        )

    def _build_line(self, item: dict, notebook: Notebook, menu: str) -> dict[str, Any] | None:
        title = plain_title(item["title"])
        label = cut_text(title, LONGEST_LABEL)
        kind, url = item["kind"], item["url"] or ""
        if kind == "taxonomy":
            return self._term_line(item, label, notebook, menu)
        if kind == "post_type":
            row = self.catalog.page_by_id(item["object_id"])
            number = self.find_page(row) if row else None
            if number is None and (url and self.links.is_old(url)):
                number = self.links.page_of_ours(url)
            if number is None:
                return self._note_lost(title, "its page is not in the export", notebook, menu)
            return {"type": "page", "value": {"page": number, "label": label}}
        if kind == "post_type_archive":
            return {"type": "page", "value": {"page": self._blog_number(), "label": label}}
        return self._address_line(url, label, title, notebook, menu)

    def _address_line(
        self, url: str, label: str, title: str, notebook: Notebook, menu: str
    ) -> dict[str, Any] | None:
        if url.strip() in ("#", ""):
            # A word that only opens a list; a group needs nothing else.
            return None
        if self.links.is_old(url):
            row = self.links.row(url)
            number = self.find_page(row) if row else None
            number = self.links.page_of_ours(url) if number is None else number
            if number is None:
                return self._note_lost(
                    title,
                    f"its address leads nowhere now ({cut_text(without_query(url), 120)})",
                    notebook,
                    menu,
                )
            return {"type": "page", "value": {"page": number, "label": label}}
        target = _is_external(url)
        if target.kind != "address" or "\\" in url or any(ord(char) <= 32 for char in target.url):
            return self._note_lost(title, "its address can't be read", notebook, menu)
        label = label or cut_text(urlsplit(target.url).netloc, LONGEST_LABEL)
        return {"type": "link", "value": {"label": label, "url": target.url[:300]}}

    def _term_line(
        self, item: dict, label: str, notebook: Notebook, menu: str
    ) -> dict[str, Any] | None:
        term = next(
            (
                term
                for term in self.catalog.head().terms
                if term.id and term.id == item["object_id"]
            ),
            None,
        )
        number = self.stock.number(f"category:{term.slug}") if term else None
        category = BlogCategory.objects.filter(pk=number).first() if number else None
        blog = self.arrival.find_blog()
        if term is None or (not self.dry and (category is None or blog is None)):
            return self._note_lost(
                plain_title(item["title"]),
                "its category is not in the export, or no post has it",
                notebook,
                menu,
            )
        if category is None or blog is None:
            return {
                "type": "link",
                "value": {"label": label or term.name[:LONGEST_LABEL], "url": "/"},
            }
        path = "/" + blog.url_path.removeprefix(self.arrival.site.root_page.url_path)
        return {
            "type": "link",
            "value": {
                "label": label or category.name[:LONGEST_LABEL],
                "url": f"{path}category/{category.slug}/",
            },
        }

    def _blog_number(self) -> int:
        found = self.arrival.find_blog()
        return found.pk if found else 0

    @staticmethod
    def _note_lost(title: str, why: str, notebook: Notebook, menu: str) -> None:
        notebook.add(
            Topic.LEFT,
            f"‘{cut_text(title or 'A line', 80)}’ of the menu ‘{menu}’ was left out: {why}.",
        )

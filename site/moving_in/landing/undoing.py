"""Takes a whole import back: everything it made that nobody has changed, published or used elsewhere since."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex

from blog.models import BlogCategory, PostTag
from clinic.models import FaqEntry, Menu
from infra.content_version import change_version
from media.models import ClinicDocument, ClinicImage

from ..folder import clear_folder
from ..models import ImportedThing, ImportNote, ImportRun
from ..notebook import Topic

# Pages first: what stood on them is free afterwards.
ORDER = (
    "redirect",
    "menu draft",
    "menu",
    "page",
    "faq",
    "category",
    "tag",
    "image",
    "document",
    "alias",
)


class Undo:
    """Takes one import back, step by step. `take_back` may be called until it returns True."""

    def __init__(self, run: ImportRun, *, stopping: Callable[[], bool] = lambda: False) -> None:
        self.run, self.stopping = run, stopping

    def take_back(self, seconds: float | None = None) -> bool:
        """Work until everything is taken back, or for `seconds`; return whether it is."""
        end = time.monotonic() + seconds if seconds else None
        run = self.run
        run.state = ImportRun.State.UNDOING
        run.save(update_fields=["state"])
        for kind in ORDER:
            for thing in self._list_things(kind):
                if self.stopping() or (end is not None and time.monotonic() > end):
                    return False
                with transaction.atomic():
                    self._undo_thing(kind, thing)
        with transaction.atomic():
            run.state, run.finished_at = ImportRun.State.UNDONE, timezone.now()
            run.save()
            change_version()
        clear_folder(run)
        return True

    def _list_things(self, kind: str) -> list[ImportedThing]:
        things = list(ImportedThing.objects.filter(run=self.run, kind=kind))
        if kind != "page":
            return things
        # The deepest first: a page takes those below it along.
        depths = dict(
            Page.objects.filter(
                pk__in=ImportedThing.objects.filter(run=self.run, kind="page").values("object_id")
            ).values_list("pk", "depth")
        )
        return sorted(things, key=lambda thing: -depths.get(thing.object_id or 0, 0))

    def _undo_thing(self, kind: str, thing: ImportedThing) -> None:
        if not thing.made and kind != "menu draft":
            thing.delete()
            return
        takers: dict[str, Callable[[ImportedThing], str]] = {
            "redirect": self._undo_redirect, "menu draft": self._undo_menu_draft, "menu": self._undo_menu,
            "page": self._undo_page, "faq": self._undo_faq, "category": self._undo_category,
            "tag": self._undo_tag, "image": self._undo_file, "document": self._undo_file,
        }  # fmt: skip
        why = takers[kind](thing)
        if why:
            ImportNote.objects.update_or_create(
                run=self.run, kind=Topic.LEFT, page_key=f"kept:{thing.pk}",
                defaults={
                    "text": f"Not taken back: {why}.",
                    "title": self._name_thing(kind, thing),
                    "page_id": thing.object_id if kind == "page" else None,
                },
            )  # fmt: skip
        else:
            thing.delete()

    @staticmethod
    def _name_thing(kind: str, thing: ImportedThing) -> str:
        if kind == "page":
            return (
                Page.objects.filter(pk=thing.object_id or 0).values_list("title", flat=True).first()
                or ""
            )
        return f"{kind} {thing.object_id}"

    # --- One kind each; each returns why it stays, or '' once it is gone --------------------------
    @staticmethod
    def _undo_redirect(thing: ImportedThing) -> str:
        Redirect.objects.filter(pk=thing.object_id or 0).delete()
        return ""

    @staticmethod
    def _undo_page(thing: ImportedThing) -> str:
        page = Page.objects.filter(pk=thing.object_id or 0).first()
        if page is None:
            return ""
        if page.live:
            return "it has been published since"
        if thing.revision_id and page.latest_revision_id != thing.revision_id:
            return "somebody has changed it since"
        if page.get_children().exists():
            return "a page below it stays"
        # It never stood here for visitors, so its address is not 'gone'.
        Page.objects.filter(pk=page.pk).update(first_published_at=None)
        Page.objects.get(pk=page.pk).specific.delete()
        return ""

    @staticmethod
    def _undo_menu(thing: ImportedThing) -> str:
        menu = Menu.objects.filter(pk=thing.object_id or 0).first()
        if menu is None:
            return ""
        if menu.live or menu.latest_revision_id != thing.revision_id:
            return "it has been changed or published since"
        menu.delete()
        return ""

    @staticmethod
    def _undo_menu_draft(thing: ImportedThing) -> str:
        """Take the draft of a menu away, so that the one before it is the newest again."""
        menu = Menu.objects.filter(pk=thing.object_id or 0).first()
        if menu is None or menu.latest_revision_id == thing.revision_id:
            return ""
        newer = menu.revisions.filter(pk__gt=thing.revision_id or 0)
        if newer.count() > 1 or not menu.has_unpublished_changes:
            return "it has been changed or published since"
        before = menu.revisions.filter(pk=thing.revision_id).first() if thing.revision_id else None
        changed = before is not None and before.pk != menu.live_revision_id
        Menu.objects.filter(pk=menu.pk).update(
            latest_revision=before, has_unpublished_changes=changed
        )
        newer.delete()
        return ""

    @staticmethod
    def _undo_faq(thing: ImportedThing) -> str:
        entry = FaqEntry.objects.filter(pk=thing.object_id or 0).first()
        if entry is None:
            return ""
        if entry.live or _is_used(entry):
            return "it has been published since, or stands on another page"
        entry.delete()
        return ""

    @staticmethod
    def _undo_category(thing: ImportedThing) -> str:
        category = BlogCategory.objects.filter(pk=thing.object_id or 0).first()
        if category is None:
            return ""
        if category.posts.exists() or _is_used(category):
            return "posts have this category"
        category.delete()
        return ""

    @staticmethod
    def _undo_tag(thing: ImportedThing) -> str:
        if not PostTag.objects.filter(tag_id=thing.object_id).exists():
            Tag.objects.filter(pk=thing.object_id or 0).delete()
        return ""

    @staticmethod
    def _undo_file(thing: ImportedThing) -> str:
        model: Any = ClinicDocument if thing.kind == "document" else ClinicImage
        stored = model.objects.filter(pk=thing.object_id or 0).first()
        if stored is None:
            return ""
        if _is_used(stored):
            return "a page or snippet shows it"
        stored.delete()
        return ""


def _is_used(thing: Any) -> bool:
    """Tell whether anything else refers to `thing`."""
    return bool(ReferenceIndex.get_references_to(thing).exists())

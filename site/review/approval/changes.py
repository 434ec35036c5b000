"""Notes when the content of a live page changed: the day that readers, search engines and feeds are told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Page

from infra import content_version
from pages.content_change import content_changed
from pages.models import BasePage
from review.models import PublicText
from review.texts.page_mark import MARK_VERSION, mark_of

JOINS = ("public_text",)
_AT_ONCE = 100
_JUST_NOW = timedelta(days=1)


def note_change(page: Page) -> None:
    """Compare the live content of `page` with what was on the site before. Called whenever it may have changed."""
    live = page.specific_class.objects.filter(pk=page.pk).first() if page.specific_class else None
    if not isinstance(live, BasePage) or not live.live:
        return
    mark = mark_of(live, with_notices=False)
    row = PublicText.objects.filter(page_id=page.pk).first()
    if row is None:
        moment = live.last_published_at or timezone.now()
        PublicText.objects.create(page_id=page.pk, mark=mark, changed_at=moment)
        _tell_change(live, moment)
    elif row.mark != mark:
        # Read in another way than before, a text can't be compared: then the day stays.
        is_another = row.mark.startswith(f"{MARK_VERSION}:")
        if is_another:
            row.changed_at = timezone.now()
            _tell_change(live, row.changed_at)
        row.mark = mark
        row.save()
        if is_another:
            # The day is on the page. Whoever came between the publish and this would keep the one before.
            content_version.change_version()


def _tell_change(page: BasePage, moment: datetime) -> None:
    """Tell other apps of a change that was made just now, not of one that is only noted now."""
    if timezone.now() - moment < _JUST_NOW:
        content_changed.send(sender=type(page), page=page)


def note_changes(keys: Iterable[int]) -> None:
    """Do the same for pages that show something that changed."""
    for page in Page.objects.live().filter(pk__in=list(keys)):
        note_change(page)


def note_unknown() -> int:
    """Begin with pages that have been live since before this was noted. Returns how many."""
    unknown = Page.objects.live().filter(depth__gt=1, public_text=None)[:_AT_ONCE]
    for page in unknown:
        note_change(page)
    return len(unknown)


def read_change(page: Page) -> datetime | None:
    """Return when the content of `page` changed, from what was fetched with it where it was."""
    fetched = page._state.fields_cache
    row = (
        fetched["public_text"]
        if "public_text" in fetched
        else PublicText.objects.filter(page_id=page.pk).first()
    )
    return row.changed_at if row else None


def read_changes(keys: Iterable[int]) -> dict[int, datetime]:
    """Return the same for many pages, by number."""
    rows = PublicText.objects.filter(page_id__in=list(keys))
    return dict(rows.values_list("page_id", "changed_at"))

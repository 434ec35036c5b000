"""What happens on the site by itself in the coming weeks: pages that go live or end, notices, reviews that fall due."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision
from wagtail.permissions import page_permission_policy

from clinic.models import Notice
from infra.editing.typed_times import say_time
from review.models import ReviewedText

WEEKS = 5


@dataclass(frozen=True)
class AgendaEntry:
    """One thing at one moment: what happens, to what, and where one changes it. `kind` is for the eye.

    `time` is '' for what counts from morning on.
    """

    at: datetime
    time: str
    what: str
    title: str
    url: str
    kind: str

    @property
    def day(self) -> date:
        """The day in the clinic's time zone."""
        return self.at.date()


@dataclass(frozen=True)
class CalendarDay:
    """One day of the calendar with its entries."""

    day: date
    entries: tuple[AgendaEntry, ...]
    is_today: bool
    is_past: bool


def list_weeks(user: Any, today: date) -> list[list[CalendarDay]]:
    """Return the weeks from the one of `today` on, Sunday first, with what `user` may change; nothing where they are empty."""
    start = today - timedelta(days=today.isoweekday() % 7)
    end = start + timedelta(weeks=WEEKS)
    by_day: dict[date, list[AgendaEntry]] = defaultdict(list)
    for entry in list_entries(user, today, end):
        by_day[entry.day].append(entry)
    if not by_day:
        return []
    days = [start + timedelta(days=number) for number in range(7 * WEEKS)]
    shown = [CalendarDay(day, tuple(by_day[day]), day == today, day < today) for day in days]
    return [shown[at : at + 7] for at in range(0, len(shown), 7)]


def list_entries(user: Any, start: date, end: date) -> list[AgendaEntry]:
    """Return what happens from `start` until before `end` to what `user` may change, in the order of time."""
    mine = page_permission_policy.instances_user_has_any_permission_for(user, {"change", "publish"})
    entries = [*_list_schedules(mine, start, end), *_list_reviews(mine, start, end)]
    if user.has_perm("clinic.change_notice"):
        entries += _list_notices(start, end)
    return sorted(entries, key=lambda entry: (entry.at, entry.title))


def _list_schedules(mine: Any, start: date, end: date) -> list[AgendaEntry]:
    """Return the pages that go live or leave the site by themselves."""
    # What is due is asked for, not all pages: of ten thousand hardly one ends by itself.
    first, last = (timezone.make_aware(_start_day(day)) for day in (start, end))
    below = mine.filter(depth__gt=1)
    waiting = list(
        Revision.page_revisions.filter(
            approved_go_live_at__gte=first, approved_go_live_at__lt=last
        ).defer("content")
    )
    keys = [int(revision.object_id) for revision in waiting]
    pages = {str(page.pk): page for page in below.filter(pk__in=keys)} if keys else {}
    moments: list[tuple[Page, datetime, str, str]] = [
        (pages[revision.object_id], revision.approved_go_live_at, _("goes live"), "live")
        for revision in waiting
        if revision.object_id in pages
    ]
    moments += [
        (page, page.expire_at, _("leaves the site"), "ends")
        for page in below.filter(live=True, expire_at__gte=first, expire_at__lt=last)
    ]
    return [
        _make_entry(page, timezone.localtime(moment), what, kind)
        for page, moment, what, kind in moments
    ]


def _make_entry(page: Page, moment: datetime, what: str, kind: str) -> AgendaEntry:
    return AgendaEntry(
        moment.replace(tzinfo=None),
        say_time(moment.time()),
        what,
        page.draft_title,
        _link_editor(page.pk),
        kind,
    )


def _link_editor(key: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[key])


def _list_reviews(mine: Any, start: date, end: date) -> list[AgendaEntry]:
    rows = ReviewedText.objects.filter(
        page__in=mine.filter(live=True).values("pk"),
        approval__next_review__gte=start,
        approval__next_review__lt=end,
    ).select_related("page", "approval")
    return [
        AgendaEntry(
            _start_day(row.approval.next_review), "", _("is due for review"), row.page.title,
            _link_editor(row.page_id), "review",
        )
        for row in rows
    ]  # fmt: skip


def _list_notices(start: date, end: date) -> list[AgendaEntry]:
    found = []
    for notice in Notice.objects.filter(active=True):
        url = reverse("wagtailsnippets_clinic_notice:edit", args=[notice.pk])
        for day, what in ((notice.starts, _("notice starts")), (notice.ends, _("notice ends"))):
            if day is not None and start <= day < end:
                found.append(AgendaEntry(_start_day(day), "", what, notice.title, url, "notice"))
    return found


def _start_day(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())

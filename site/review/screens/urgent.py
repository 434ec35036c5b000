"""The most urgent of the pages that are due, for the dashboard: the database says which may be due, and no other page is read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from clinic.models import Person
from pages.models import BasePage
from review.due import (
    AHEAD,
    Due,
    changed_since_review,
    editable_by,
    find_doubtful_sources,
    look_at,
    reviewed_models,
    sort_by_urgency,
    with_approvals,
)
from review.models import Approval, ReviewedText

# What tells whether an approval still holds: the same for all that one person gave under one profile.
_WHO = (
    "person_id",
    "account_id",
    "account_key",
    "person_name",
    "person_credentials",
    "person_licence",
)
# Prices and law are read again after six months; a month has 28 days at least.
_SHORTEST = timedelta(days=6 * 28)


def list_urgent(user: Any, most: int) -> tuple[list[Due], int]:
    """Return the `most` urgent of the pages that `user` may change and somebody has to read again, and how many there are.

    The same pages as the first of `review.due.due_pages`, which reads every live page.
    """
    keys = editable_by(user).values("pk")
    changed, doubtful = changed_since_review(), find_doubtful_sources()
    lapsed = _find_lapsed()
    found: list[Due] = []
    further = 0
    for model in reviewed_models():
        live = model.objects.live().filter(pk__in=keys)
        some = _narrow_pages(live, lapsed, doubtful)
        if model.needs_review is True:
            # Nobody has read them yet: all are due, the first by title as urgent as the last.
            never, count = _list_never(user, model, most)
            further += count - len(never)
            found += look_at(never, changed, doubtful)
            some = some.filter(reviewed_text__isnull=False)
        found += look_at(with_approvals(some).defer_streamfields(), changed, doubtful)
    return sort_by_urgency(found)[:most], len(found) + further


def _list_never(user: Any, model: type[BasePage], most: int) -> tuple[list[BasePage], int]:
    """Return the first pages of a type that nobody has approved, and how many there are.

    Found by the table of pages alone: sorting ten thousand rows with all that belongs to them took a third of a second.
    """
    never = editable_by(user).live().exact_type(model).filter(reviewed_text__isnull=True)
    keys = list(never.order_by("title").values_list("pk", flat=True)[: most + 1])
    first = with_approvals(model.objects.filter(pk__in=keys[:most])).defer_streamfields()
    return list(first), len(keys) if len(keys) <= most else never.count()


def _narrow_pages(live: QuerySet[BasePage], lapsed: Q, doubtful: Collection[int]) -> QuerySet:
    """Leave out what was approved lately, did not change, and is not due soon; what remains is looked at one by one."""
    horizon = timezone.localdate() + AHEAD
    return live.filter(
        Q(reviewed_text__isnull=True)
        | Q(reviewed_text__changed_at__isnull=False)
        | Q(reviewed_text__approval__next_review__lte=horizon)
        | Q(reviewed_text__approval__approved_at__lte=timezone.now() - _SHORTEST)
        | Q(true_until__lte=horizon)
        | Q(pk__in=list(doubtful))
        | lapsed
    )


def _find_lapsed() -> Q:
    """Return what finds pages whose approval holds no more: its person left, lost the licence or became somebody else."""
    rows = ReviewedText.objects.order_by().values_list(*(f"approval__{name}" for name in _WHO))
    groups = [dict(zip(_WHO, row, strict=True)) for row in rows.distinct()]
    people = Person.objects.select_related("reviewer").in_bulk(
        {group["person_id"] for group in groups if group["person_id"]}
    )
    lapsed = Q(pk__in=[])
    for group in groups:
        approval = Approval(**group)
        approval.person = people.get(group["person_id"])
        if not approval.holds:
            lapsed |= Q(**{f"reviewed_text__approval__{n}": value for n, value in group.items()})
    return lapsed

"""Small corrections: a slip is mended at once, with its reason; the approval stays, and a reviewer sees it within a week.

Small means: a few slips of the pen in the running text (see `slips`), no source mark, no link, nothing that is chosen
from a list, nothing added or taken away as a whole, and no words that the check of claims marks. Always compared with the
approved text, or with the one before the first correction that nobody has looked at, so that many small steps make no
large one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from pages.models import BasePage
from review.approval.reviewer_first import stored_version
from review.models import Correction, record_of
from review.publishing.page_check import claims_on
from review.publishing.slips import slips_between
from review.texts.page_content import LEFT_OUT, content_of
from review.texts.page_mark import mark_of

CORRECTED = "review.correct"
MOST_WORDS = 16  # taken away and put in, over the whole page
_TAGS = re.compile(r"<[^>]*>")


def is_small(page: BasePage) -> bool:
    """Tell whether `page` differs from the text that counts by a small correction only."""
    base = base_of(page)
    if base is None:
        return False
    before, after = (
        dict(list_leaves(content_of(base, LEFT_OUT))),
        dict(list_leaves(content_of(page, LEFT_OUT))),
    )
    if before.keys() != after.keys():
        return False
    words = 0
    for place, old in before.items():
        new = after[place]
        if old == new:
            continue
        changed = changed_words(old, new)
        if changed is None:
            return False
        words += len(changed)
    if words > MOST_WORDS:
        return False
    known = {at.finding.sentence for at in claims_on(base)}
    return all(at.finding.sentence in known for at in claims_on(page))


def base_of(page: BasePage) -> BasePage | None:
    """Return the text that `page` is compared with: the approved one where the approval holds, or the live one."""
    stored = stored_version(page)
    if stored is None or not stored.live:
        return None
    record = record_of(page)
    if record is None or record.changed_at is not None or not record.approval.holds:
        return _before_corrections(page) or stored
    revision = record.approval.revision
    if revision is None:
        return stored if record.text_mark == mark_of(stored) else None
    approved = revision.as_object()
    return approved if isinstance(approved, type(page)) else None


def _before_corrections(page: BasePage) -> BasePage | None:
    """Return the text before the first correction that no reviewer has let stand; None where there is none."""
    first = (
        Correction.objects.filter(Q(seen_at=None) | Q(refused=True), page_id=page.pk)
        .select_related("before")
        .exclude(before=None)
        .first()
    )
    found = first.before.as_object() if first is not None and first.before is not None else None
    return found if isinstance(found, type(page)) else None


def list_leaves(content: Any, place: tuple = ()) -> Iterator[tuple[tuple, Any]]:
    """Yield each single value in nested content, with its place."""
    if isinstance(content, dict):
        for name, inner in content.items():
            yield from list_leaves(inner, (*place, name))
    elif isinstance(content, list):
        for number, inner in enumerate(content):
            yield from list_leaves(inner, (*place, number))
    else:
        yield place, content


def changed_words(old: Any, new: Any) -> list[str] | None:
    """Return the words that differ between two texts; None where the difference is no matter of a few words."""
    if not isinstance(old, str) or not isinstance(new, str):
        return None
    if " " not in old.strip() or " " not in new.strip():
        return None  # a choice from a list, a name, an address
    # Source marks, and where a link leads, which picture stands there, what is a heading or a point of a list.
    if _TAGS.findall(old) != _TAGS.findall(new):
        return None
    return slips_between(_TAGS.sub(" ", old), _TAGS.sub(" ", new))


@transaction.atomic
def record(page: BasePage, user: Any, reason: str) -> Correction:
    """Put a small correction of `page` on record; the approval is kept until a reviewer has looked, or a week is over."""
    standing = record_of(page)
    keeps = standing is not None and standing.changed_at is None and standing.approval.holds
    correction = Correction.objects.create(
        page_id=page.pk,
        approval=standing.approval if standing is not None and keeps else None,
        text_mark=mark_of(page),
        reason=reason,
        account=user,
        revision_id=page.latest_revision_id,
        before_id=page.live_revision_id,
    )
    log(instance=page, action=CORRECTED, user=user, data={"reason": reason})
    return correction

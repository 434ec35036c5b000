"""Small corrections: a slip is mended at once, with its reason; the approval stays, and a reviewer sees it within a week.

Small means: a few words of the running text, no number, no 'not', no source mark, nothing that is chosen from a
list, nothing added or taken away as a whole, and no words that the check of claims marks. Always compared with the
approved text, so that many small steps make no large one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from pages.models import BasePage
from review.approval.reviewer_first import stored_version
from review.models import Correction, record_of
from review.publishing.page_check import claims_on
from review.texts.page_mark import LEFT_OUT, content_of, mark_of

CORRECTED = "review.correct"
MOST_WORDS = 16  # taken away and put in, over the whole page
# Words that turn a sentence round, or change how much or how sure: never small.
_WEIGHTY_WORDS = (
    "not no never none nobody nothing neither nor without cannot can may might must should always all every only most "
    "more less least many few some safe safely unsafe risk risks before after until unless except if ask stop avoid do "
    "don't doesn't isn't aren't can't won't shouldn't"
)
_WEIGHTY = frozenset(_WEIGHTY_WORDS.split())
_TAGS = re.compile(r"<[^>]*>")
_MARKS = re.compile(r"<a\b[^>]*\blinktype=\"reference\"[^>]*>")
_WORD = re.compile(r"[^\s<>]+")


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
        return stored
    revision = record.approval.revision
    if revision is None:
        return stored if record.text_mark == mark_of(stored) else None
    approved = revision.as_object()
    return approved if isinstance(approved, type(page)) else None


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
    if _MARKS.findall(old) != _MARKS.findall(new):
        return None
    first, second = (_WORD.findall(_TAGS.sub(" ", text)) for text in (old, new))
    changed: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind != "equal":
            changed += first[a:b] + second[c:d]
    weighty = any(
        re.search(r"\d", word) or word.strip(".,;:!?()“”\"'").lower() in _WEIGHTY
        for word in changed
    )
    return None if weighty else changed


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

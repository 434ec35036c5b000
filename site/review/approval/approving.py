"""Approving a text, and following what becomes of it: the only place that writes approvals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from clinic.models import Person
from infra import content_version
from pages.models import BasePage
from review.approval.people import is_reviewer
from review.models import (
    Approval,
    ReviewedText,
    Reviewer,
    is_licensed,
    record_of,
    standing_marks,
)
from review.texts.page_mark import list_part_marks, mark_of

APPROVED = "review.approve"


def reviewer_of(user: Any) -> Person | None:
    """Return the licensed person whose account this is, where the account has the role of a reviewer; else None."""
    if not is_reviewer(user):
        return None
    link = Reviewer.objects.select_related("person").filter(user_id=user.pk).first()
    return link.person if link is not None and is_licensed(link.person) else None


def why_not(user: Any) -> str:
    """Return what keeps `user`'s approvals from counting, in a sentence; empty where nothing does."""
    if not is_reviewer(user):
        return _("Only a clinical reviewer approves a page.")
    link = Reviewer.objects.select_related("person").filter(user_id=user.pk).first()
    if link is None:
        return _(
            "Your account is not linked to a person. Ask an administrator: Settings → Reviewers."
        )
    if link.person.is_sample:
        return _("Your account is linked to a sample profile, and a sample approves nothing.")
    if not link.person.licence.strip():
        return _("Your profile names no licence. Fill it in under Clinic → Team, then approve.")
    return ""


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    last = (
        date(day.year + year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - date.resolution
    ).day
    return date(day.year + year, month + 1, min(day.day, last))


def plan_next_review(page: BasePage, today: date) -> date:
    """Return by when a page that is approved today is read again: after its months, or when something in it ends.

    The day is the reviewer's from then on: an editor who takes it off the page later does not put the review off.
    """
    planned = months_later(today, page.review_months)
    ends = page.true_until
    return min(planned, ends) if ends is not None and ends >= today else planned


@transaction.atomic
def approve_page(page: BasePage, user: Any, *, revision: Any = None) -> Approval:
    """Put on record that `user` read `page` as it is here. Raises PermissionDenied where they may not.

    Parameter: `revision`, the version that was read; the live one where it is not given.
    """
    person = reviewer_of(user)
    if person is None:
        raise PermissionDenied(why_not(user))
    approval = Approval.objects.create(
        page_id=page.pk,
        text_mark=mark_of(page),
        parts=list_part_marks(page),
        next_review=plan_next_review(page, timezone.localdate()),
        account=user,
        account_key=user.pk,
        person=person,
        person_name=person.name,
        person_credentials=person.credentials,
        person_licence=person.licence,
        revision=revision or page.live_revision,
    )
    log(instance=page, action=APPROVED, user=user, data={"approval": approval.pk})
    follow_page(page)
    return approval


def follow_page(page: Page) -> None:
    """Note whether the live text of `page` is one that was approved. Called whenever it may have changed."""
    approvals = list(Approval.objects.filter(page_id=page.pk).select_related("person__reviewer"))
    if not approvals:
        return
    live = page.specific_class.objects.filter(pk=page.pk).first() if page.specific_class else None
    if not isinstance(live, BasePage):
        return
    before = record_of(page)
    mark = mark_of(live)
    same = [a for a in approvals if covers_text(a, live, mark)]
    corrected = standing_marks(page.pk).get(mark)
    if same:
        approval, changed_at = next((a for a in same if a.holds), same[0]), None
    elif corrected is not None:
        approval, changed_at = corrected, None
    else:
        # The one whose text was on the site last; before any was, the newest.
        approval = before.approval if before is not None else approvals[0]
        changed_at = (before.changed_at if before else None) or timezone.now()
    if before is None or (before.approval_id, before.changed_at) != (approval.pk, changed_at):
        ReviewedText.objects.update_or_create(
            page_id=page.pk, defaults={"approval": approval, "changed_at": changed_at}
        )
        content_version.change_version()


def covers_text(approval: Approval, live: BasePage, mark: str) -> bool:
    """Tell whether `approval` is one of the text that is live."""
    if approval.is_comparable:
        return approval.text_mark == mark
    return approval.revision_id == live.live_revision_id


def pages_with_part(name: str) -> set[int]:
    """Return the keys of the approved pages of which a part has this name: the team, the places."""
    rows = ReviewedText.objects.values_list("page_id", "approval__parts")
    return {key for key, parts in rows if name in parts}


def follow_all(keys: Iterable[int] | None = None) -> int:
    """Look at every page with an approval again, or at those of these keys. Returns how many there were."""
    rows = ReviewedText.objects.all()
    if keys is not None:
        rows = rows.filter(page_id__in=list(keys))
    pages = Page.objects.filter(pk__in=rows.values("page_id"))
    for page in pages:
        follow_page(page)
    return len(pages)


__all__ = [
    "APPROVED",
    "approve_page",
    "follow_all",
    "follow_page",
    "months_later",
    "pages_with_part",
    "reviewer_of",
    "why_not",
]

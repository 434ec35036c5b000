"""What is noted by itself: a page goes live, a reviewer approves in the workflow, something that pages show changes."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, TaskState
from wagtail.signals import page_published, task_approved

from clinic.models import ClinicSettings, FaqEntry, Location, Notice, Person, Reference
from content.models import Piece
from infra import content_version, jobs
from infra.model_signals import connect_models
from media.models import ClinicDocument, ClinicImage
from pages.models import BasePage
from review.approval.approving import (
    approve_page,
    follow_all,
    follow_page,
    pages_with_part,
    reviewer_of,
)
from review.approval.changes import note_change, note_changes, note_unknown
from review.models import Approval, FalseAlarm, Reviewer, WordRule
from review.texts.page_mark import PLACES_PART, TEAM_PART
from review.texts.shown_on import pages_showing

# What pages show without naming the row, and the part that says so.
_SIGN_OF: dict[type[Model], str] = {Person: TEAM_PART, Location: PLACES_PART}


@receiver(page_published, dispatch_uid="review.page_published")
def follow_published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Note whether the text that went live is a reviewed one."""
    if isinstance(instance, BasePage):
        follow_page(instance)
        note_change(instance)


@receiver(task_approved, dispatch_uid="review.task_approved")
def follow_approved(
    sender: type[TaskState], instance: TaskState, user: Any = None, **kwargs: Any
) -> None:
    """A licensed reviewer's approval, wherever it was given, is a review of the text that was handed in."""
    # What is published is the newest version, mended by the reviewer or not.
    revision = instance.workflow_state.content_object.get_latest_revision() or instance.revision
    page = revision.as_object()
    if isinstance(page, BasePage) and page.needs_review and reviewer_of(user) is not None:
        approve_page(page, user, revision=revision)


def shown_changed(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Look again at the pages that show what was saved or deleted."""
    if raw:
        return
    if not isinstance(instance, Notice):
        note_changes(pages_showing(instance))
    if not Approval.objects.exists():
        return
    if isinstance(instance, Notice | ClinicSettings):
        follow_all()  # it may be shown under every page by itself
    elif sign := _SIGN_OF.get(type(instance)):
        follow_all(pages_showing(instance) | pages_with_part(sign))
    else:
        follow_all(pages_showing(instance))


def remember_pages(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Before something goes: which pages show it (afterwards nothing points to it any more)."""
    instance.__dict__["_pages_showing"] = pages_showing(instance)


def shown_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Look again at the pages that showed it."""
    showing = instance.__dict__.get("_pages_showing", ())
    sign = _SIGN_OF.get(type(instance))
    by_themselves = pages_with_part(sign) if sign else set()
    follow_all(None if isinstance(instance, Notice) else {*showing, *by_themselves})
    note_changes(showing)


# Tables of apps above, by which pages are filed, say so themselves.
_filed_under = [m for m in apps.get_models() if getattr(m, "is_read_with_pages", False)]
_SHOWN: tuple[type[Model], ...] = (
    ClinicDocument, ClinicImage, ClinicSettings, FaqEntry, Location, Notice, Person, Piece, Reference,
    *_filed_under,
)  # fmt: skip
connect_models(post_save, shown_changed, _SHOWN, "review-shown")
connect_models(pre_delete, remember_pages, _SHOWN, "review-shown")
connect_models(post_delete, shown_deleted, _SHOWN, "review-shown")


def watched_changed(sender: type[Model], raw: bool = False, **kwargs: Any) -> None:
    """Watched words changed: what was remembered of them is read anew.

    No visitor sees any of it, so no kept page is thrown away.
    """
    if not raw:
        content_version.change_version(content_version.Part.CHECKS)


def link_changed(sender: type[Model], raw: bool = False, **kwargs: Any) -> None:
    """An account was linked or unlinked, or left: a review holds by that link alone, so visitors read another line."""
    if raw:
        return
    content_version.change_version(content_version.Part.CHECKS)
    if Approval.objects.exists():
        content_version.change_version()


for _watched, _listener in (
    (FalseAlarm, watched_changed), (WordRule, watched_changed), (Reviewer, link_changed),
):  # fmt: skip
    post_save.connect(_listener, sender=_watched, dispatch_uid=f"review-saved-{_watched.__name__}")
    post_delete.connect(_listener, sender=_watched, dispatch_uid=f"review-gone-{_watched.__name__}")


@jobs.register_job("review-marks", every=900, label="Pages compared with their approval")
def compare_all() -> str:
    """Compare every page with what was approved: an import or code may have changed one past Wagtail's signals."""
    follow_all()
    count = note_unknown()
    return f"{count} pages noted" if count else ""

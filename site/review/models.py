"""What was approved: the text of a page as a clinical reviewer last saw it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.models import BasePage

from .page_text import MARK_VERSION, mark_of


class ReviewedText(models.Model):
    """One row a page: a mark of the text that was approved, when, and by whom.

    `reviewed_by` is empty where the page went live with a date of review before any reviewer approved it
    here (the sample site, an import): that text then counts as the reviewed one, so that later changes show.
    `changed_at` is when a text that differs from it went live.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="reviewed_text"
    )
    text_mark = models.CharField(max_length=80)
    reviewed_at = models.DateTimeField(default=timezone.now)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("reviewed text")
        verbose_name_plural = _("reviewed texts")
        default_permissions = ()
        permissions = (
            ("approve_text", "Publishing or approving counts as clinical review"),
            ("publish_checked_words", "Publish words that the check of claims stops"),
        )

    def __str__(self) -> str:
        return f"Reviewed text of page {self.page_id}"

    def differs_from(self, page: BasePage) -> bool:
        """Tell whether the words of `page` are others than those that were approved."""
        if not self.text_mark.startswith(f"{MARK_VERSION}:"):
            return False  # read in another way than today's: can't be compared
        return self.text_mark != mark_of(page)


def record_of(page: Page) -> ReviewedText | None:
    """Return what was put down at the last approval of `page`, or None."""
    if page.pk is None:
        return None
    return ReviewedText.objects.filter(page_id=page.pk).first()


def record_approval(page: BasePage, user: Any) -> None:
    """Put down that `user`, a clinical reviewer, approved the text of `page` as it is now."""
    if page.last_reviewed is None:
        return
    ReviewedText.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "text_mark": mark_of(page),
            "reviewed_at": timezone.now(),
            "reviewed_by": user,
            "changed_at": None,
        },
    )


def note_publication(page: BasePage) -> None:
    """After `page` went live: note whether its text is still the reviewed one."""
    record = record_of(page)
    if record is None:
        if page.last_reviewed is not None:
            ReviewedText.objects.create(page_id=page.pk, text_mark=mark_of(page))
        return
    changed_at = (record.changed_at or timezone.now()) if record.differs_from(page) else None
    if changed_at != record.changed_at:
        ReviewedText.objects.filter(pk=record.pk).update(changed_at=changed_at)

"""What was approved, by whom, and the state of a page's review. Written by an approval and by nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from clinic.models import Person
from pages.models import BasePage
from review.texts.page_mark import MARK_VERSION, mark_of
from review.wording_models import FalseAlarm, WordRule

__all__ = [
    "Approval",
    "Correction",
    "FalseAlarm",
    "ReviewedText",
    "Reviewer",
    "WordRule",
]


class Reviewer(models.Model):
    """Which account is which clinician. Only such an account can approve; administrators make the link."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="reviewer",
        verbose_name=_("account"),
    )
    person = models.OneToOneField(
        Person,
        on_delete=models.CASCADE,
        related_name="reviewer",
        verbose_name=_("person"),
        help_text=_("A real person with a licence. A sample profile approves nothing."),
    )

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")

    def __str__(self) -> str:
        return str(self.person)

    def clean(self) -> None:
        """Refuse a person whose approvals could not count."""
        super().clean()
        actor = get_active_log_context().user
        if actor is not None and actor.pk == self.user_id:
            raise ValidationError(
                {
                    "user": _(
                        "Nobody makes their own account a clinician’s. Ask another administrator."
                    )
                }
            )
        if self.person_id and not is_licensed(self.person):
            raise ValidationError(
                {
                    "person": _(
                        "Choose a real person whose licence stands in the profile. A sample profile approves nothing."
                    )
                }
            )


class Approval(models.Model):
    """One approval of one text of a page. Rows are added and never changed.

    Account, name, credentials and licence are here as they were, so that a profile that is turned into somebody
    else takes no approval along.
    """

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="text_approvals"
    )
    text_mark = models.CharField(max_length=80)
    # The marks of its parts: where a later change lies (approval/what_changed.py).
    parts = models.JSONField(default=dict, editable=False)
    approved_at = models.DateTimeField(default=timezone.now)
    next_review = models.DateField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    account_key = models.PositiveBigIntegerField()
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    person_name = models.CharField(max_length=120)
    person_credentials = models.CharField(max_length=80, blank=True)
    person_licence = models.CharField(max_length=160)
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-approved_at", "-pk"]
        default_permissions = ()
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def __str__(self) -> str:
        return f"Approval of page {self.page_id}"

    @property
    def day(self) -> date:
        """The day on which the page was read."""
        return timezone.localtime(self.approved_at).date()

    @property
    def is_comparable(self) -> bool:
        """Whether its mark was read in today's way. An older one covers the version that was approved and no other."""
        return self.text_mark.startswith(f"{MARK_VERSION}:")

    @property
    def holds(self) -> bool:
        """Whether the person is still who approved: linked to the account, licensed, real, under the same name."""
        person, link = self.person, getattr(self.person, "reviewer", None)
        return (
            person is not None
            and link is not None
            and link.user_id == self.account_key == self.account_id
            and is_licensed(person)
            and (person.name, person.credentials) == (self.person_name, self.person_credentials)
            and person.licence == self.person_licence
        )


class Correction(models.Model):
    """A small correction that somebody published without asking: kept until a reviewer has looked, or a week is over."""

    GRACE = timedelta(days=7)

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="text_corrections"
    )
    # The approval that goes on holding; none where the page had none.
    approval = models.ForeignKey(
        Approval, null=True, on_delete=models.CASCADE, related_name="corrections"
    )
    text_mark = models.CharField(max_length=80)
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    before = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    refused = models.BooleanField(default=False)

    class Meta:
        ordering = ["made_at", "pk"]
        default_permissions = ()
        verbose_name = _("small correction")
        verbose_name_plural = _("small corrections")

    def __str__(self) -> str:
        return f"Correction of page {self.page_id}"

    @property
    def look_by(self) -> date:
        """The day by which a reviewer looks; afterwards the page says that it was changed."""
        return timezone.localtime(self.made_at + self.GRACE).date()

    @property
    def leaves_approval(self) -> bool:
        """Whether the approval still covers the corrected text."""
        waits = self.seen_at is None and timezone.now() < self.made_at + self.GRACE
        return self.approval_id is not None and not self.refused and (bool(self.seen_at) or waits)


def standing_marks(page_key: int) -> dict[str, Approval]:
    """Return the marks of corrected texts of a page that an approval still covers, with that approval."""
    rows = Correction.objects.filter(page_id=page_key).select_related("approval__person__reviewer")
    return {row.text_mark: row.approval for row in rows if row.leaves_approval and row.approval}


class ReviewedText(models.Model):
    """One row a page: the approval that counts for it, and since when its text is another one.

    `changed_at` is when a text that differs from the approved one went live.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="reviewed_text"
    )
    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="+")
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

    @property
    def text_mark(self) -> str:
        """The mark of the approved text."""
        return self.approval.text_mark

    @property
    def reviewed_at(self) -> Any:
        """When it was approved."""
        return self.approval.approved_at

    def differs_from(self, page: BasePage) -> bool:
        """Tell whether `page` says anything else than what was approved."""
        if not self.approval.is_comparable:
            return page.latest_revision_id != self.approval.revision_id
        mark = mark_of(page)
        return self.text_mark != mark and mark not in standing_marks(self.page_id)


class PublicText(models.Model):
    """One row a page: the mark of what visitors read there now, and since when they read it."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="public_text"
    )
    mark = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("public text")
        verbose_name_plural = _("public texts")
        default_permissions = ()

    def __str__(self) -> str:
        return f"Public text of page {self.page_id}"


# What is fetched with a page so that its line costs no query.
JOINS = ("reviewed_text__approval__person__photo", "reviewed_text__approval__person__reviewer")


def counting_approvals(page_key: int) -> list[Approval]:
    """Return the approvals of a page by which it may be published, the newest first.

    One whose text was replaced by a text that was approved later is none: who approved that one has read further.
    """
    rows = Approval.objects.filter(page_id=page_key).select_related("person__reviewer")
    record = ReviewedText.objects.select_related("approval").filter(page_id=page_key).first()
    if record is None:
        return list(rows)
    since = (record.approval.approved_at, record.approval_id)
    return [row for row in rows if (row.approved_at, row.pk) >= since]


def is_licensed(person: Person) -> bool:
    """Tell whether `person` is a real one whose licence is on record."""
    return not person.is_sample and bool(person.licence.strip())


def record_of(page: Page) -> ReviewedText | None:
    """Return the state of `page` since its last approval, or None."""
    if page.pk is None:
        return None
    return (
        ReviewedText.objects.select_related(
            *(join.removeprefix("reviewed_text__") for join in JOINS)
        )
        .filter(page_id=page.pk)
        .first()
    )

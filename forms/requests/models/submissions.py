"""A request as it is stored."""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.models import AbstractFormSubmission

from forms.requests.encryption import EncryptedJSONField
from forms.requests.presenters import list_answers
from forms.requests.written import note_key

# No 0/O, 1/I/L, no U or V: read on the telephone, a reference must not be mistaken.
_REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"


def new_reference() -> str:
    """Return a reference for the visitor, for example R-7K3M-92."""
    letters = [secrets.choice(_REFERENCE_ALPHABET) for _ in range(6)]
    return f"R-{''.join(letters[:4])}-{''.join(letters[4:])}"


def list_references(typed: str) -> list[str]:
    """Return the references that somebody may mean who typed or heard one.

    Capitals, dashes, blanks and the leading R don't matter: ‘r8r84fz’ and ‘8R84 FZ’ are R-8R84-FZ.
    """
    letters = "".join(c for c in typed.upper() if c.isascii() and c.isalnum())
    codes = {letters, letters.removeprefix("R")}
    return [f"R-{code[:4]}-{code[4:]}" for code in sorted(codes) if len(code) == 6]


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Queries for stored requests."""

    def without_answers(self) -> SubmissionQuerySet:
        """Leave the encrypted columns out: lists, counts and jobs have no need of them."""
        return self.defer("form_data", "amendments")

    def only_genuine(self) -> SubmissionQuerySet:
        """What is not suspect and was not merged into another request."""
        return self.exclude(verdict=Submission.Verdict.SUSPECT).filter(merged_into=None)

    def only_suspect(self) -> SubmissionQuerySet:
        """What the Spam view shows."""
        return self.filter(verdict=Submission.Verdict.SUSPECT, merged_into=None)

    def only_open(self) -> SubmissionQuerySet:
        """What somebody still has to work on."""
        return self.only_genuine().exclude(
            status__in=[Submission.Status.BOOKED, Submission.Status.CLOSED]
        )


class Submission(AbstractFormSubmission):
    """One request. Everything that could tell who sent it, or why, is encrypted."""

    # Wagtail would note at every save which page it belongs to; nobody asks.
    wagtail_reference_index_ignore = True

    class Verdict(models.TextChoices):
        """What the defences think. It sorts; it never refuses."""

        PASSED = "passed", _("Passed")
        UNVERIFIED = "unverified", _("Unverified")
        SUSPECT = "suspect", _("Suspect")

    class Status(models.TextChoices):
        """How far the work has come."""

        NEW = "new", _("New")
        ATTEMPTING = "attempting", _("Attempting")
        CONTACTED = "contacted", _("Contacted")
        BOOKED = "booked", _("Booked")
        CLOSED = "closed", _("Closed")

    class Closing(models.TextChoices):
        """Why a request was closed."""

        PATIENT = "patient", _("Became a patient")
        REFERRED = "referred", _("Referred elsewhere")
        DECLINED = "declined", _("Declined")
        UNREACHABLE = "unreachable", _("Unreachable")
        DUPLICATE = "duplicate", _("Duplicate")
        SPAM = "spam", _("Spam")

    class NextAction(models.TextChoices):
        """What is to be done next. Fixed: there is no room for clinical notes."""

        CALL = "call", _("Call")
        TEXT = "text", _("Text")
        EMAIL = "email", _("E-mail")
        ESTIMATE = "estimate", _("Send the cost estimate")
        INTERPRETER = "interpreter", _("Arrange an interpreter")
        BOOK = "book", _("Book the appointment")
        WAIT = "wait", _("Wait for an answer")

    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        # The database itself refuses to lose requests with their page; the admin says so kindly.
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("form"),
    )
    form_data: Any = EncryptedJSONField(_("answers"), default=dict)
    # What the same form sent again with other answers (back button, correction), oldest first.
    amendments: Any = EncryptedJSONField(_("earlier answers"), null=True, blank=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # The token of the form it came from. Two people at one screen share it, and are two requests.
    token = models.UUIDField(null=True, blank=True, db_index=True, editable=False)
    # The same last word by the same person, however often sent, is one request.
    content_key = models.CharField(
        max_length=64, unique=True, null=True, blank=True, editable=False
    )
    reference = models.CharField(
        _("reference"), max_length=12, unique=True, default=new_reference, editable=False
    )
    form_title = models.CharField(_("form"), max_length=255, blank=True)
    schema = models.JSONField(_("questions as shown"), default=list)
    source_path = models.CharField(_("sent from"), max_length=255, blank=True)

    verdict = models.CharField(
        _("verdict"), max_length=10, choices=Verdict.choices, default=Verdict.UNVERIFIED
    )
    reasons = models.JSONField(_("reasons"), default=list, blank=True)

    # When somebody first saw it among what is held back, and who. Unseen, nothing deletes it.
    held_seen_at = models.DateTimeField(_("seen while held back"), null=True, blank=True)
    held_seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("seen while held back by"),
    )

    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.NEW
    )
    closing_reason = models.CharField(
        _("closed because"), max_length=12, choices=Closing.choices, blank=True
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("owner"),
    )
    next_action = models.CharField(
        _("next action"), max_length=12, choices=NextAction.choices, blank=True
    )
    next_due = models.DateTimeField(_("next action due"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    first_attempt_at = models.DateTimeField(_("first attempt"), null=True, blank=True)
    due_at = models.DateTimeField(_("first attempt due"), null=True, blank=True)
    wants_estimate = models.BooleanField(_("asks for a cost estimate"), default=False)
    estimate_due = models.DateTimeField(_("cost estimate due"), null=True, blank=True)
    estimate_sent_at = models.DateTimeField(_("cost estimate sent"), null=True, blank=True)

    phone_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    email_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    text_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    legal_hold = models.BooleanField(
        _("legal hold"), default=False, help_text=_("Nothing deletes it while this is on.")
    )
    delete_after = models.DateField(_("delete after"), null=True, blank=True, db_index=True)

    objects = SubmissionQuerySet.as_manager()

    class Correction(models.TextChoices):
        """Why a status is set back to an earlier one."""

        MISTAKE = "mistake", _("Pressed by mistake")
        CANCELLED = "cancelled", _("Appointment cancelled")
        CAME_BACK = "came_back", _("Asked again")
        OTHER_PERSON = "other", _("Concerned another person")

    # Which status may follow which. Reopening is allowed.
    MOVES: ClassVar[dict[str, tuple[str, ...]]] = {
        Status.NEW: (Status.ATTEMPTING, Status.CONTACTED, Status.BOOKED, Status.CLOSED),
        Status.ATTEMPTING: (Status.CONTACTED, Status.BOOKED, Status.CLOSED),
        Status.CONTACTED: (Status.ATTEMPTING, Status.BOOKED, Status.CLOSED),
        Status.BOOKED: (Status.CONTACTED, Status.CLOSED),
        Status.CLOSED: (Status.ATTEMPTING, Status.CONTACTED, Status.BOOKED),
    }

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["-submit_time", "-pk"]
        # Who may read and work requests is said in `staff.access`, and nowhere else.
        default_permissions = ()
        indexes = [
            models.Index(fields=["status", "due_at"], name="request_status_due"),
            models.Index(fields=["verdict", "status"], name="request_verdict_status"),
            models.Index(fields=["-submit_time", "-id"], name="request_time"),
            models.Index(fields=["status", "-submit_time", "-id"], name="request_status_time"),
            models.Index(
                fields=["closing_reason"],
                condition=models.Q(closing_reason="spam"),
                name="request_closed_as_spam",
            ),
        ]

    def __str__(self) -> str:
        # Wagtail's audit log keeps this for ever: never anything personal.
        return f"Request #{self.pk}"

    def get_data(self) -> dict[str, Any]:
        """Return the answers by key, with our own columns under a leading underscore."""
        return {
            **self.form_data,
            "submit_time": self.submit_time,
            "_number": self.pk,
            "_reference": self.reference,
            "_status": self.get_status_display(),
            "_verdict": self.get_verdict_display(),
        }

    @property
    def allowed_moves(self) -> tuple[str, ...]:
        """The statuses that may come next; what was closed before anybody tried may be new again."""
        moves = self.MOVES[self.status]
        if self.status == self.Status.CLOSED and not self.attempts:
            return (self.Status.NEW, *moves)
        return moves

    @property
    def earlier_statuses(self) -> tuple[str, ...]:
        """The statuses that a mistake can be corrected to: every earlier one."""
        order = list(self.Status.values)
        return tuple(order[: order.index(self.status)])

    def answers(self) -> list[dict[str, Any]]:
        """Return every answer with its question as it was shown, in that order.

        Each is a dict of key, label, kind, section and text. Questions that have since been removed
        from the form are there as well: the schema is the request's own.
        """
        return list_answers(self.schema, self.form_data)

    def answer(self, kind: str) -> Any:
        """Return the raw answer to the question of this kind ('phone', 'email', 'name', …), or ''."""
        for question in self.schema:
            if question.get("kind") == kind:
                return self.form_data.get(question["key"], "")
        return ""

    def note(self, kind: str) -> str:
        """Return what was written beside the answer of this kind ('cell', a second number), or ''."""
        for question in self.schema:
            if question.get("kind") == kind:
                return str(self.form_data.get(note_key(question["key"]), ""))
        return ""


class EarlierWord(models.Model):
    """The key of what a request said before it was corrected, so that saying it once more finds it."""

    wagtail_reference_index_ignore = True

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="earlier_words"
    )
    # A keyed hash of the answers, as `Submission.content_key`.
    content_key = models.CharField(max_length=64, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Earlier word of request #{self.submission_id}"

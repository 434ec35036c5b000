"""What happened to a request, and what the visitor agreed to."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms.requests.models.submissions import Submission


class EventType(models.TextChoices):
    """What happened to a request, one code a line of its log."""

    RECEIVED = "received", _("Received")
    RESENT = "resent", _("Sent again with other answers")
    NOTICE = "notice", _("Staff were told")
    RECEIPT = "receipt", _("The visitor's receipt was sent")
    STATUS = "status", _("Status")
    CALL = "call", _("Attempt")
    OWNER = "owner", _("Owner")
    NEXT = "next", _("Next action")
    ESTIMATE = "estimate", _("Cost estimate sent")
    VERDICT = "verdict", _("Verdict overruled")
    MERGED = "merged", _("Merged")
    HOLD = "hold", _("Legal hold")
    CONSENT = "consent", _("Consent taken back")
    ERASURE = "erasure", _("Deletion asked for")
    UNDONE = "undone", _("Undone")
    CORRECTED = "corrected", _("Status corrected")
    RETRACTED = "retracted", _("Withdrawal taken back")


class Event(models.Model):
    """One line of a request's log. Codes and dates only: never anything personal."""

    # Wagtail would note at every save which page it belongs to; nobody asks.
    wagtail_reference_index_ignore = True

    class Outcome(models.TextChoices):
        """How an attempt to reach the visitor ended."""

        NO_ANSWER = "no_answer", _("No answer")
        VOICEMAIL = "voicemail", _("Left a voicemail")
        TEXTED = "texted", _("Sent a text message")
        EMAILED = "emailed", _("Sent an e-mail")
        SPOKE = "spoke", _("Spoke")
        CALL_BACK = "call_back", _("Asked to be called later")
        WRONG_NUMBER = "wrong_number", _("Wrong number")
        BOOKED = "booked", _("Booked")

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="events", verbose_name=_("request")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who"),
    )
    kind = models.CharField(_("what"), max_length=10, choices=EventType.choices)
    outcome = models.CharField(_("outcome"), max_length=14, choices=Outcome.choices, blank=True)
    # Codes: {"from": "new", "to": "closed", "reason": "spam"}.
    detail = models.JSONField(_("detail"), default=dict, blank=True)
    # The state before a press of a button, for its undo: codes, numbers and dates.
    before = models.JSONField(null=True, blank=True, editable=False)
    # Pressed by mistake and taken back: it stays in the log and counts nowhere.
    undone = models.BooleanField(_("undone"), default=False, editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} (#{self.submission_id})"


class ConsentType(models.TextChoices):
    """What is asked for, each on its own: three consents, and two answers that work like one."""

    CONTACT = "consent_contact", _("Contact about the request")
    TEXT = "consent_text", _("Text messages")
    VOICEMAIL = "voicemail", _("Leaving a voicemail")
    SAY_CLINIC = "say_clinic", _("Saying the clinic’s name")
    MARKETING = "consent_news", _("News and offers")


class Consent(models.Model):
    """One line of the consent ledger: what somebody said yes or no to, about which number or address.

    Lines are added and closed (`withdrawn_at`), never rewritten, and they outlive the request. What
    holds now is answered by `forms.requests.privacy.consents.read_standing`, and nowhere else.
    """

    # Wagtail would note at every save which page it belongs to; nobody asks.
    wagtail_reference_index_ignore = True

    class How(models.TextChoices):
        """The way in which somebody told the clinic."""

        FORM = "form", _("On the form")
        PHONE = "phone", _("Said on the telephone")
        STOP = "text", _("By text message (STOP)")
        EMAIL = "email", _("By e-mail")
        LETTER = "letter", _("By letter")
        IN_PERSON = "person", _("In person")

    submission = models.ForeignKey(
        Submission,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="consents",
        verbose_name=_("request"),
    )
    reference = models.CharField(_("reference"), max_length=12, blank=True)
    # The number and the address that it is about; they find the lines when the request is gone.
    phone_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    email_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=ConsentType.choices)
    given = models.BooleanField(_("agreed"), default=True)
    wording = models.TextField(_("wording"), blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    given_at = models.DateTimeField(_("said"), default=timezone.now)
    how = models.CharField(_("how"), max_length=8, choices=How.choices, default=How.FORM)
    # Who entered it, where it did not come by the form.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("entered by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_how = models.CharField(
        _("withdrawn how"), max_length=8, choices=How.choices, blank=True
    )
    # A withdrawal that was entered by mistake: it stays on record and counts nowhere.
    retracted_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    retracted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("taken back by"),
    )
    keep_until = models.DateField(_("keep until"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["given_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"


class OtherContact(models.Model):
    """Another number or address that a request holds besides the first: typed beside it, or at a second question.

    Whoever asks what is stored about them may name that one. Only a keyed hash, as on the request itself.
    """

    wagtail_reference_index_ignore = True

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="other_contacts"
    )
    value = models.CharField(max_length=64, db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["submission", "value"], name="other_contact_once")
        ]

    def __str__(self) -> str:
        return f"Another contact of request #{self.submission_id}"

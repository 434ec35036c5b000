"""Messages that wait for the worker, and each address that a message goes to."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms.requests.models.submissions import Submission


class MessageType(models.TextChoices):
    """What is sent to whom."""

    NOTICE = "notice", _("Notice to staff")
    RECEIPT = "receipt", _("Receipt to the visitor")
    OVERDUE = "overdue", _("A request is overdue by a day")
    EMERGENCY = "glass", _("Emergency access was opened")
    TEST = "test", _("Test")
    HELD = "held", _("What is held back")


class OutboxMessage(models.Model):
    """One message to be sent at least once. Its text is made when it is sent, from the request."""

    # Wagtail would note at every save which page it belongs to; nobody asks.
    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        """How far its sending has come."""

        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")
        SKIPPED = "skipped", _("Not needed")

    # Letters to staff: when one of them does not arrive, the dashboard is red.
    TO_STAFF: ClassVar[tuple[MessageType, ...]] = (
        MessageType.NOTICE, MessageType.OVERDUE, MessageType.EMERGENCY, MessageType.HELD,
    )  # fmt: skip

    kind = models.CharField(_("kind"), max_length=8, choices=MessageType.choices)
    submission = models.ForeignKey(
        Submission,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="messages",
        verbose_name=_("request"),
    )
    # Unique, and the source of the Message-ID: what is sent twice arrives as one message.
    dedup_key = models.CharField(max_length=100, unique=True)
    # Only for tests: the staff address that asked for it.
    address = models.EmailField(blank=True)
    # Whose mailbox a receipt goes to, as a keyed hash: nobody gets many a day.
    mailbox_hash = models.CharField(
        max_length=64, blank=True, default="", db_index=True, editable=False
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    next_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    lease = models.CharField(max_length=32, blank=True, default="")
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    # The kind of failure and the server's code; never a text that could quote an address.
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["next_at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["state", "next_at"], name="outbox_state_next")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"


class Delivery(models.Model):
    """One message on its way to one address: its own state, its own failures.

    A receipt's delivery carries no address: it goes to the one in the request's encrypted answers.
    """

    # Wagtail would note at every save which page it belongs to; nobody asks.
    wagtail_reference_index_ignore = True

    State = OutboxMessage.State

    message = models.ForeignKey(
        OutboxMessage,
        on_delete=models.CASCADE,
        related_name="deliveries",
        verbose_name=_("message"),
    )
    address = models.CharField(_("address"), max_length=320, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    # As with the message: a code, never a text that could quote an address.
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["message", "address"], name="delivery_once_an_address")
        ]

    def __str__(self) -> str:
        return f"Delivery #{self.pk}"

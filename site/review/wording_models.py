"""What reviewers add to the check of claims."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.log_actions import get_active_log_context


class WordRule(models.Model):
    """Words that a reviewer wants stopped, looked at or let pass, beside the built-in ones."""

    class Strength(models.TextChoices):
        """What happens to a page that says it."""

        STOP = "stop", _("Stop: can't be published")
        LOOK = "look", _("Look: marked for the reviewer")
        PASS = "pass", _("Let pass: no finding that consists of these words")

    words = models.CharField(
        _("words"),
        max_length=120,
        unique=True,
        help_text=_(
            "A word or a phrase, for example ‘life-changing’. An asterisk stands for any ending: ‘transform*’."
        ),
    )
    kind = models.CharField(
        _("kind"), max_length=60, help_text=_("For example ‘Certainty’ or ‘Testimonials’.")
    )
    strength = models.CharField(
        _("strength"), max_length=6, choices=Strength.choices, default=Strength.LOOK
    )
    why = models.CharField(
        _("why"), max_length=240, help_text=_("One sentence. The editor reads it.")
    )
    instead = models.CharField(
        _("say instead"), max_length=240, help_text=_("The wording that you offer.")
    )
    panels = [
        FieldPanel("words"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("strength")]),
        FieldPanel("why"),
        FieldPanel("instead"),
    ]

    class Meta:
        ordering = ["kind", "words"]
        verbose_name = _("watched words")
        verbose_name_plural = _("watched words")

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        """Refuse what would match nearly everything."""
        super().clean()
        self.words = " ".join(self.words.split())
        letters = sum(c.isalpha() for c in self.words)
        if letters < 3:
            raise ValidationError(
                {"words": _("Give a word of at least three letters, or a phrase.")}
            )


class FalseAlarm(models.Model):
    """A sentence of which somebody said that the check is wrong about it: kept, with who. A reviewer decides."""

    class State(models.TextChoices):
        """What a reviewer made of it."""

        OPEN = "open", _("Not looked at yet")
        STANDS = "stands", _("The sentence can stand: it is found no more")
        FOUND = "found", _("The check is right: it is found as before")

    sentence = models.TextField(_("sentence"), max_length=1000)
    # The sentence as it is compared: small plain letters, digested, so that every database can index it.
    mark = models.CharField(max_length=64, unique=True, editable=False)
    words = models.CharField(_("words"), max_length=300)
    kind = models.CharField(_("kind"), max_length=60)
    times = models.PositiveIntegerField(_("times said"), default=1)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("said by"),
    )
    said_at = models.DateTimeField(_("said on"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=6, choices=State.choices, default=State.OPEN, db_index=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.CharField(
        _("why"),
        max_length=300,
        blank=True,
        help_text=_("Why the sentence can stand, or why not. The history shows it."),
    )

    class Meta:
        ordering = ["state", "-said_at"]
        verbose_name = _("false alarm")
        verbose_name_plural = _("false alarms")

    def __str__(self) -> str:
        return self.sentence[:80]

    def clean(self) -> None:
        """Ask for a reason where a sentence is to stand, and put on record who decided."""
        super().clean()
        self.reason = " ".join(self.reason.split())
        if self.state == self.State.STANDS and not self.reason:
            raise ValidationError({"reason": _("Say why the sentence can stand.")})
        if self.state != self.State.OPEN:
            self.decided_by = get_active_log_context().user or self.decided_by

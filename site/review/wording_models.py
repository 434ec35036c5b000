"""What reviewers add to the check of claims, and what staff say about its findings; how readers answer 'Was this clear?'."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel


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
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
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
    """Somebody said that a finding is none. Kept with who said it; a reviewer's takes the mark off that sentence."""

    sentence_mark = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=60)
    words = models.CharField(max_length=200)
    sentence = models.CharField(max_length=500)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Whether a reviewer said so, or somebody whose word a reviewer has yet to confirm.
    by_reviewer = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at", "-pk"]
        default_permissions = ("view",)
        verbose_name = _("false alarm")
        verbose_name_plural = _("false alarms")

    def __str__(self) -> str:
        return self.words


class ClearAnswer(models.Model):
    """How often readers of a page answered 'Was this clear?' with yes and with no. Two numbers, nothing else."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="clear_answers"
    )
    clear = models.PositiveIntegerField(default=0)
    unclear = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        verbose_name = _("answers to ‘Was this clear?’")
        verbose_name_plural = _("answers to ‘Was this clear?’")

    def __str__(self) -> str:
        return f"Answers on page {self.page_id}"


__all__: list[Any] = ["ClearAnswer", "FalseAlarm", "WordRule"]

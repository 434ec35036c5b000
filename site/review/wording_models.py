"""What reviewers add to the check of claims."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
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

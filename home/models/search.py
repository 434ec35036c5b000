"""What staff add to the search, and what they learn from it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from infra.editing.panels import AppsPanel
from infra.searching.accents import fold_accents

_TWICE = _(
    "“%(phrase)s” stands in “%(other)s” already, and a phrase leads to one place. Take it out of one of the two."
)


class SearchWord(models.Model):
    """Words that people type, and what they mean on this site: other words, a page, an answer, a fact."""

    # A page is not linked to by being found.
    is_a_way = False

    class Fact(models.TextChoices):
        """A fact of the settings that can be said at once."""

        HOURS = "hours", _("Opening hours")
        PHONE = "phone", _("Telephone and text number")
        ADDRESS = "address", _("Address")
        EMAIL = "email", _("E-mail address")
        PRICE = "price", _("Prices, from the price table")

    typed = models.TextField(
        _("what people type"),
        max_length=1000,
        help_text=_(
            "One word or phrase a line, in any language. Capitals, accents and word endings don't matter."
        ),
    )
    means = models.CharField(
        _("also look for"),
        max_length=200,
        blank=True,
        help_text=_(
            "Words that your pages use for it, for example ‘ketamine’ for ‘special k’. Each of them counts."
        ),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("show this page first"),
    )
    question = models.ForeignKey(
        "clinic.FaqEntry",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("or this answer first"),
    )
    fact = models.CharField(
        _("say at once"),
        max_length=10,
        choices=Fact.choices,
        blank=True,
        help_text=_("From the settings, above all results."),
    )

    panels = [
        AppsPanel(),
        FieldPanel("typed"),
        FieldPanel("means"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("page"), FieldPanel("question")]), FieldPanel("fact")],
            heading=_("What comes first"),
        ),
    ]

    class Meta:
        ordering = ["typed"]
        verbose_name = _("word for the search")
        verbose_name_plural = _("words for the search")

    def __str__(self) -> str:
        # A label for lists and messages, however much somebody pasted.
        return Truncator(", ".join(self.phrases[:4])).chars(80)

    @property
    def phrases(self) -> list[str]:
        """What people type, one phrase each."""
        return [line.strip() for line in self.typed.splitlines() if line.strip()]

    @property
    def leads_to(self) -> str:
        """What it leads to, in a few words, for the list in the admin."""
        shown = [
            str(each)
            if each.live
            else gettext("%(title)s (visitors don't see it yet)") % {"title": each}
            for each in (self.page, self.question)
            if each
        ]
        parts: list[Any] = [*shown, self.get_fact_display(), self.means]
        return " · ".join(str(part) for part in parts if part)

    def clean(self) -> None:
        """Refuse words that lead nowhere, and a phrase that leads elsewhere already: only one of the two would count."""
        super().clean()
        if not self.phrases:
            raise ValidationError({"typed": _("Write at least one word.")})
        if not (self.means.strip() or self.page_id or self.question_id or self.fact):
            raise ValidationError(
                {"means": _("Say what it means: other words, a page, an answer or a fact.")}
            )
        own = {fold_accents(phrase): phrase for phrase in self.phrases}
        for other in type(self).objects.exclude(pk=self.pk):
            for phrase in other.phrases:
                if (twice := own.get(fold_accents(phrase))) is not None:
                    raise ValidationError({"typed": _TWICE % {"phrase": twice, "other": other}})


class UnansweredSearch(models.Model):
    """How often a search found nothing. Never who asked, and readable only once several people asked the same.

    `words` stays empty until so many different visits on so many days asked that they can't be one person's name
    (`home.finding.unanswered`); until then there is a keyed digest that nobody can read backwards.
    """

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    words = models.CharField(_("words"), max_length=60, blank=True)
    asked = models.PositiveIntegerField(_("asked for"), default=0)
    days = models.PositiveSmallIntegerField(_("days"), default=0)
    last_day = models.DateField(_("last day"))

    class Meta:
        ordering = ["-asked", "words"]
        verbose_name = _("search without an answer")
        verbose_name_plural = _("searches without an answer")

    def __str__(self) -> str:
        return self.words

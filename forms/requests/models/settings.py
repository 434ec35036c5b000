"""What staff set once for all requests."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from infra.memory import memoize


def split_addresses(text: str) -> list[str]:
    """Return the addresses of a list written with commas, semicolons or new lines."""
    return [part for part in re.split(r"[\s,;]+", text or "") if part]


def validate_addresses(text: str) -> None:
    """Raise ValidationError naming the first thing that is no e-mail address."""
    for address in split_addresses(text):
        try:
            validate_email(address)
        except ValidationError:
            raise ValidationError(
                _("‘%(address)s’ is not an e-mail address. Write one a line."),
                params={"address": address},
            ) from None


@register_setting(icon="mail", order=20)
class RequestSettings(BaseSiteSetting):
    """Who is told of a request, how fast it is answered and how long it is kept."""

    notify = models.TextField(
        _("who is told"),
        blank=True,
        validators=[validate_addresses],
        help_text=_(
            "E-mail addresses, one a line. The message carries a number and a link, nothing personal. "
            "A form can name its own."
        ),
    )
    first_attempt_minutes = models.PositiveSmallIntegerField(
        _("first attempt, minutes"),
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(2880)],
        help_text=_("Counted in opening hours. Shown to visitors as the time by which we try."),
    )
    estimate_days = models.PositiveSmallIntegerField(
        _("cost estimate, business days"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("The law gives 3 business days to whoever asks about cost (45 CFR 149.610)."),
    )
    spam_days = models.PositiveSmallIntegerField(
        _("keep spam and unreachable, days"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
    )
    closed_months = models.PositiveSmallIntegerField(
        _("keep closed requests, months"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    consent_years = models.PositiveSmallIntegerField(
        _("keep consent records, years"),
        default=6,
        validators=[MinValueValidator(6), MaxValueValidator(30)],
        help_text=_("Six years at least (45 CFR 164.316(b)(2))."),
    )
    hourly_limit = models.PositiveSmallIntegerField(
        _("requests an hour from one address"),
        default=8,
        validators=[MinValueValidator(1)],
        help_text=_(
            "More than that are stored and told all the same, and marked as unverified. A hospital or "
            "a library can be one address for many people."
        ),
    )
    hourly_most = models.PositiveSmallIntegerField(
        _("most requests an hour from one address"),
        default=60,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Above this nothing more is stored: the visitor keeps what they wrote and reads the "
            "clinic's number. The dashboard says how often that happened."
        ),
    )

    panels = [
        FieldPanel("notify"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("first_attempt_minutes"), FieldPanel("estimate_days")])],
            heading=_("How fast we answer"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("spam_days"), FieldPanel("closed_months")]),
                FieldPanel("consent_years"),
            ],
            heading=_("How long we keep requests"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("hourly_limit"), FieldPanel("hourly_most")])],
            heading=_("What one source may send"),
        ),
    ]

    class Meta:
        verbose_name = _("requests")

    def __str__(self) -> str:
        return str(_("Requests"))

    @classmethod
    def current(cls, site: Site | None = None) -> RequestSettings:
        """Return the settings of `site` (or of the default site) without ever writing a row."""

        def read() -> RequestSettings:
            sites = {"site": site} if site else {"site__is_default_site": True}
            return cls.objects.filter(**sites).first() or cls(site=site)

        return memoize(("request-settings", site.pk if site else None), read)

    @property
    def notify_addresses(self) -> list[str]:
        """The addresses as a list."""
        return split_addresses(self.notify)

"""The sums. No row stands for a person, and none can: a row is a day, a page and a number."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitEvent(models.TextChoices):
    """What is counted: an event on a page, or a request that came of it."""

    VIEW = "view", _("Views")
    REFERRER = "from", _("Came from another site")
    LED = "led", _("Led to a form")
    CALL = "call", _("Tapped ‘call’")
    TEXT = "text", _("Tapped ‘text’")
    SEARCH = "search", _("Searches")
    REQUEST = "request", _("Requests")


class DayCount(models.Model):
    """How often one kind of thing happened on one page on one day, by the clinic's clock."""

    wagtail_reference_index_ignore = True

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=8, choices=VisitEvent.choices)
    # The page's number, 0 for none. No foreign key: what was read stays counted when the page goes.
    page = models.PositiveIntegerField(_("page"), default=0)
    host = models.CharField(_("other site"), max_length=100, blank=True)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("count of a day")
        verbose_name_plural = _("counts of a day")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "kind", "page", "host"], name="visits_daycount_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.page} {self.host}: {self.count}"

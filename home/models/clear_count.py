"""How often readers said that a page was clear, or was not: two numbers a page and day, nothing about anybody."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ClearCount(models.Model):
    """The answers to 'Was this clear?' on one page on one day."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="clear_counts")
    day = models.DateField(_("day"))
    yes = models.PositiveIntegerField(_("yes"), default=0)
    no = models.PositiveIntegerField(_("no"), default=0)

    class Meta:
        verbose_name = _("answers to ‘Was this clear?’")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="clear_once_a_day")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day}"

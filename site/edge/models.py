"""Addresses that answered once and never will again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class GoneAddress(models.Model):
    """The address of a page that was deleted for good. Visitors and search engines get 410 there."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    path = models.CharField(_("path"), max_length=255)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("gone address")
        verbose_name_plural = _("gone addresses")
        constraints = [
            models.UniqueConstraint(fields=["site", "path"], name="edge_one_gone_address")
        ]

    def __str__(self) -> str:
        return self.path

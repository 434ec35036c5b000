"""Addresses that answered once and never will again, what caches in front were last told, what browsers reported."""

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


class PolicyViolation(models.Model):
    """How often browsers kept something from running on a day. Neither the page nor the script is stored."""

    day = models.DateField(_("day"))
    directive = models.CharField(_("directive"), max_length=30)
    blocked = models.CharField(_("blocked"), max_length=100)
    staff = models.BooleanField(_("on a page for staff"), default=False)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("policy violation")
        verbose_name_plural = _("policy violations")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "directive", "blocked", "staff"], name="edge_one_violation_count"
            )
        ]

    def __str__(self) -> str:
        return f"{self.directive} {self.blocked}"


class HandedOutAddress(models.Model):
    """An address whose answer a cache in front may hold, and the content version that it was made for."""

    LONGEST = 1_000

    address = models.CharField(_("address"), max_length=LONGEST, unique=True)
    version = models.CharField(_("content version"), max_length=32)

    class Meta:
        verbose_name = _("address handed out")
        verbose_name_plural = _("addresses handed out")

    def __str__(self) -> str:
        return self.address


class FrontCache(models.Model):
    """What nginx or a CDN was last told of: the content version, and how the next try stands."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    told = models.CharField(_("content version told"), max_length=32, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    next_try = models.DateTimeField(_("next try"), null=True, blank=True)
    behind_since = models.DateTimeField(_("behind since"), null=True, blank=True)

    class Meta:
        verbose_name = _("cache in front")
        verbose_name_plural = _("caches in front")

    def __str__(self) -> str:
        return self.name


class NotFoundAddress(models.Model):
    """An address that was asked for and is not here: its path, as far as it may be read, and how often.

    `path` hides words that may be somebody's name until several visitors asked (`edge.addresses.not_found`).
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    path = models.CharField(_("path"), max_length=255)
    asked = models.PositiveIntegerField(_("asked for"), default=0)
    last_day = models.DateField(_("last day"))

    class Meta:
        ordering = ["-asked", "path"]
        verbose_name = _("address not found")
        verbose_name_plural = _("addresses not found")

    def __str__(self) -> str:
        return self.path

"""Pages and other things that were deleted and can still be brought back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

RETENTION = timedelta(days=30)


class InBin(models.Model):
    """What everything in the bin has: who put it there, and until when it stays."""

    wagtail_reference_index_ignore = True

    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("deleted by"),
    )
    deleted_at = models.DateTimeField(_("deleted"), default=timezone.now, db_index=True)

    class Meta:
        abstract = True
        ordering = ["-deleted_at"]
        default_permissions = ()

    @property
    def gone_on(self) -> datetime:
        """When it is deleted for good."""
        return self.deleted_at + RETENTION


class BinnedPage(InBin):
    """One page in the bin, with those that lay under it, and what it needs to come back as it was."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="binned", verbose_name=_("page")
    )
    parent = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("where it lay"),
    )
    address = models.CharField(_("address"), max_length=500, blank=True)
    # What was on the site: the live revision (or null) by the page's number.
    live = models.JSONField(default=dict)
    redirects = models.JSONField(default=list)
    # When which of its versions was to go live: revision and time.
    schedules = models.JSONField(default=list, null=True)

    class Meta(InBin.Meta):
        verbose_name = _("deleted page")
        verbose_name_plural = _("deleted pages")

    def __str__(self) -> str:
        return self.page.title


class BinnedThing(InBin):
    """A picture, a document or a snippet in the bin, with all that it needs to come back as it was."""

    kind = models.CharField(_("kind"), max_length=100)
    key = models.CharField(_("number"), max_length=40)
    label = models.CharField(_("name"), max_length=255, blank=True)
    # Its row and those that went with it, as Django writes them down.
    rows = models.TextField()
    # Links of rows that stayed: model, field and key.
    links = models.JSONField(default=list)
    content = models.BinaryField(null=True)

    class Meta(InBin.Meta):
        verbose_name = _("deleted thing")
        verbose_name_plural = _("deleted things")

    def __str__(self) -> str:
        return self.label

    @property
    def kind_name(self) -> str:
        """What it is, in words."""
        try:
            return str(apps.get_model(self.kind)._meta.verbose_name)
        except LookupError:
            return self.kind

"""When a backup was made and when one was tried, for the dashboard and the health address."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class BackupRun(models.Model):
    """One backup, or one drill: a backup that was put back beside the site and read."""

    class Kind(models.TextChoices):
        """Whether a backup was made or one was tried."""

        BACKUP = "backup", _("Backup")
        DRILL = "drill", _("Restore drill")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    started_at = models.DateTimeField(_("started"), db_index=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ok = models.BooleanField(_("good"), default=False)
    file = models.CharField(_("file"), max_length=120, blank=True)
    size = models.BigIntegerField(_("bytes"), default=0)
    # A sentence or the kind and place of an error; never what somebody wrote.
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.started_at:%Y-%m-%d %H:%M}"

    @classmethod
    def last_good(cls, kind: str) -> datetime | None:
        """Return when the last good one of a kind ended, or None."""
        return (
            cls.objects.filter(kind=kind, ok=True)
            .order_by("-ended_at")
            .values_list("ended_at", flat=True)
            .first()
        )

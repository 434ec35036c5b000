"""How old the last good backup and the last drill are: one answer for the dashboard, monitoring and checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from .models import BackupRun

# One a night, and two hours for a slow one.
BACKUP_LATE = timedelta(hours=26)
# 'Try a restore twice a year.'
DRILL_LATE = timedelta(days=190)


@dataclass(frozen=True)
class BackupState:
    """When the last good ones were, and what became of the newest tries."""

    configured: bool
    last_backup: datetime | None
    last_drill: datetime | None
    backup_late: bool
    drill_late: bool
    error: str = ""
    drill_error: str = ""

    @property
    def ok(self) -> bool:
        """Whether there is nothing to do about it."""
        return not (self.backup_late or self.drill_late)


def backup_state(now: datetime | None = None) -> BackupState:
    """Return how the backups stand."""
    now = now or timezone.now()
    kinds = BackupRun.Kind
    backup, drill = (BackupRun.last_good(kind) for kind in (kinds.BACKUP, kinds.DRILL))
    return BackupState(
        configured=bool(settings.BACKUP_DIR),
        last_backup=backup,
        last_drill=drill,
        backup_late=backup is None or now - backup > BACKUP_LATE,
        drill_late=drill is None or now - drill > DRILL_LATE,
        error=_newest_error(kinds.BACKUP),
        drill_error=_newest_error(kinds.DRILL),
    )


def _newest_error(kind: str) -> str:
    """Return why the newest try of a kind failed, or '' where it did not."""
    newest = BackupRun.objects.filter(kind=kind, ended_at__isnull=False).first()
    return newest.note if newest is not None and not newest.ok else ""

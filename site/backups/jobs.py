"""The worker's jobs: a backup every night, a drill now and then.

The work runs in a process of its own. The worker does one thing at a time, and notices must not wait for a backup.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from infra import jobs

from .models import BackupRun

# A try that failed is repeated after so long; one that never ended counts as failed after that.
AGAIN = timedelta(hours=1)
DRILL_EVERY = timedelta(days=30)
_running: dict[str, subprocess.Popen[bytes]] = {}


def is_backup_due(now: datetime) -> bool:
    """Tell whether tonight's backup is to be made: none since the last BACKUP_HOUR, and no try within an hour."""
    if not settings.BACKUP_DIR:
        return False
    local = timezone.localtime(now)
    hour = local.replace(hour=settings.BACKUP_HOUR, minute=0, second=0, microsecond=0)
    if hour > local:
        hour -= timedelta(days=1)
    return not _was_started(BackupRun.Kind.BACKUP, hour, good=True) and not _was_started(
        BackupRun.Kind.BACKUP, now - AGAIN
    )


def is_drill_due(now: datetime) -> bool:
    """Tell whether a drill is to be made: only where the operator left a key on this machine for it."""
    if not (settings.BACKUP_DIR and settings.BACKUP_IDENTITY_FILE):
        return False
    kind = BackupRun.Kind.DRILL
    if not BackupRun.objects.filter(kind=BackupRun.Kind.BACKUP, ok=True).exists():
        return False
    return not _was_started(kind, now - DRILL_EVERY, good=True) and not _was_started(
        kind, now - AGAIN
    )


def _was_started(kind: str, since: datetime, *, good: bool = False) -> bool:
    runs = BackupRun.objects.filter(kind=kind, started_at__gte=since)
    return (runs.filter(ok=True) if good else runs).exists()


def _start_command(name: str, *command: str) -> str:
    """Run a command of ours beside the worker, once at a time. Returns a line of what was done."""
    before = _running.get(name)
    if before is not None:
        if before.poll() is None:
            return ""
        del _running[name]
    _running[name] = subprocess.Popen(  # noqa: S603 (our own words)
        [sys.executable, str(settings.ROOT / "manage.py"), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    return "begun"


@jobs.register_job("backup", every=300, label="Backup of the night")
def start_backup() -> str:
    """Begin the backup of the night if it is due."""
    return _start_command("backup", "backup") if is_backup_due(timezone.now()) else ""


@jobs.register_job("restore-drill", every=3600, label="Restore drill")
def start_drill() -> str:
    """Begin a drill if it is due."""
    return _start_command("drill", "restore_drill") if is_drill_due(timezone.now()) else ""

"""What monitoring learns about backups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from edge.health import register_check

from .state import backup_state

# One a night and a try every four hours; two hours for a slow line.
COPY_LATE = timedelta(hours=30)


@register_check("backup")
def check_backup() -> tuple[bool, str]:
    """Not well where backups are set up and the last good one is older than 26 hours."""
    state = backup_state()
    if not state.configured:
        return True, "not set up (BACKUP_DIR)"
    tail = f"; last try: {state.error}" if state.error else ""
    return not state.backup_late, f"last good backup: {_say_moment(state.last_backup)}{tail}"


@register_check("drill")
def check_drill() -> tuple[bool, str]:
    """Always well, for a drill is a person's work; says when the last one was, and the checks warn."""
    state = backup_state()
    tail = f"; last try: {state.drill_error}" if state.drill_error else ""
    return True, f"last drill: {_say_moment(state.last_drill)}{tail}"


@register_check("backup-copy")
def check_copy() -> tuple[bool, str]:
    """Not well where copies go elsewhere (BACKUP_COPY_TO) and the last good one is older than 30 hours."""
    if not settings.BACKUP_COPY_TO or not settings.BACKUP_DIR:
        return True, "not set up (BACKUP_COPY_TO)"
    mark = Path(settings.BACKUP_DIR) / ".copied"  # deploy/copy-backups leaves it
    last = datetime.fromtimestamp(mark.stat().st_mtime, UTC) if mark.exists() else None
    late = last is None or timezone.now() - last > COPY_LATE
    return not late, f"last good copy: {_say_moment(last)}"


def _say_moment(moment: datetime | None) -> str:
    return moment.isoformat(timespec="minutes") if moment else "never"

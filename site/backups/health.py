"""What monitoring learns about backups."""

from __future__ import annotations

from datetime import datetime

from edge.health import register_check

from .state import backup_state


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


def _say_moment(moment: datetime | None) -> str:
    return moment.isoformat(timespec="minutes") if moment else "never"

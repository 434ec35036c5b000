"""What `check --deploy` says of a live site's backups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError
from django.utils import timezone

from .packing import envelope
from .packing.errors import BackupError
from .state import BackupState, backup_state


@register(Tags.security, deploy=True)
def check_backups(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Backups are set up, encrypted for somebody, made every night and tried now and then."""
    if not settings.BACKUP_DIR:
        return [
            Warning(
                "No backups are made.",
                hint="Set BACKUP_DIR and BACKUP_RECIPIENTS (`manage.py make_backup_key`); the worker does the rest.",
                id="backups.W001",
            )
        ]
    found: list[CheckMessage] = []
    try:
        envelope.read_recipients(settings.BACKUP_RECIPIENTS)
        if settings.BACKUP_IDENTITY_FILE:
            envelope.read_identities(Path(settings.BACKUP_IDENTITY_FILE))
    except BackupError as error:
        found.append(
            Error("Backups can't be made or tried.", hint=str(error), id="backups.E001"),
        )
    try:
        state = backup_state()
    except DatabaseError:
        return found  # nothing migrated yet
    return [*found, *_check_age(state)]


def _check_age(state: BackupState) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if state.backup_late:
        when = _say_age(state.last_backup)
        found.append(
            Warning(
                f"There is no good backup of the last 26 hours (last: {when}).",
                hint=f"Run `manage.py backup` and see that the worker runs. {state.error}".strip(),
                id="backups.W002",
            )
        )
    elif state.drill_late:
        found.append(
            Warning(
                f"No restore was tried for half a year (last: {_say_age(state.last_drill)}).",
                hint="Run `manage.py restore_drill --identity key.txt` with the key from the safe.",
                id="backups.W003",
            )
        )
    return found


def _say_age(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else "never"

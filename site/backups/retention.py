"""Which backups stay: each of the last days, then one a week, and nothing for longer.

What a person had deleted is gone from the backups when the last one that holds it goes: that is why there is an end.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"clinic-(\d{8}-\d{6})\.tar\.age")


def list_backups(folder: Path) -> list[tuple[datetime, Path]]:
    """Return the whole backups of a folder with the time of their names, the newest first."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        if match := _NAME.fullmatch(path.name):
            made = datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
            found.append((made, path))
    return sorted(found, reverse=True)


def find_old(folder: Path, now: datetime) -> list[Path]:
    """Return the backups that go: older than BACKUP_KEEP_DAYS but for each week's newest, those in turn
    until BACKUP_KEEP_WEEKS. The newest of all always stays."""
    days = now - timedelta(days=settings.BACKUP_KEEP_DAYS)
    weeks = now - timedelta(weeks=settings.BACKUP_KEEP_WEEKS)
    old, seen = [], set()
    for position, (made, path) in enumerate(list_backups(folder)):
        week = made.isocalendar()[:2]
        newest_of_week = week not in seen
        seen.add(week)
        if position == 0 or made >= days or (newest_of_week and made >= weeks):
            continue
        old.append(path)
    return old


def delete_old(folder: Path, now: datetime) -> list[str]:
    """Delete what is too old, and what an interrupted run left behind. Returns the names."""
    gone = find_old(folder, now)
    day_ago = now.timestamp() - 86_400
    gone += [p for p in folder.glob(".clinic-*.part") if p.stat().st_mtime < day_ago]
    for path in gone:
        path.unlink(missing_ok=True)
    return [path.name for path in gone]

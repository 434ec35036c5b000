"""Whether the disks have room: a full one stops the database, uploads and backups at once, and mostly at night."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings

from ..health import register_check

# An upload, a backup and a day of logs must fit; large disks are told earlier, in parts of a hundred.
SMALLEST_FREE = 1_000_000_000
SMALLEST_SHARE = 0.05


def list_folders() -> list[Path]:
    """Return the folders that the site writes into on this machine."""
    names = [settings.ROOT, "" if settings.S3_BUCKET else settings.MEDIA_ROOT, settings.BACKUP_DIR]
    return [Path(name) for name in names if name and Path(name).exists()]


@register_check("disk")
def check_disk() -> tuple[bool, str]:
    """Every disk that the site writes to has a gigabyte and a twentieth of itself free."""
    tight, lines = False, []
    seen: set[int] = set()
    for folder in list_folders():
        device = folder.stat().st_dev
        if device in seen:
            continue
        seen.add(device)
        usage = shutil.disk_usage(folder)
        tight = tight or usage.free < max(SMALLEST_FREE, usage.total * SMALLEST_SHARE)
        lines.append(f"{usage.free / 1e9:.1f} of {usage.total / 1e9:.0f} GB free")
    return not tight, "; ".join(lines)

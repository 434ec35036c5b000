"""Begins an import, or finds the one of the same file that was stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .export.opening import digest_of
from .models import ImportRun

State = ImportRun.State


def find_or_begin(
    path: Path, *, media: str, network: bool, dry: bool, user: Any = None
) -> tuple[ImportRun, bool]:
    """Return the run for a file on this machine, and whether it goes on from where it was stopped.

    Raises ExportError where the file can't be read.
    """
    digest = digest_of(path)
    found = None
    if not dry:
        found = ImportRun.objects.filter(
            digest=digest,
            dry_run=False,
            owns_file=False,
            state__in=(State.STOPPED, State.RUNNING, State.WAITING),
        ).first()
    if found is not None:
        found.path, found.media_path, found.use_network, found.stop_asked = (
            str(path),
            media,
            network,
            False,
        )
        found.state = State.WAITING
        found.save()
        return found, True
    return (
        ImportRun.objects.create(
            file_name=path.name[:200],
            digest=digest,
            path=str(path),
            media_path=media,
            use_network=network,
            dry_run=dry,
            started_by=user,
        ),
        False,
    )

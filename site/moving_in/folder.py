"""The private folder in which exports lie while they are brought in."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from .models import ImportRun


def work_folder(run: ImportRun) -> Path:
    """Return the folder of one import; only this account may look into it."""
    root = Path(settings.MOVING_IN_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = root / f"run-{run.pk}"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def keep_upload(run: ImportRun, name: str, pieces: Iterable[bytes]) -> Path:
    """Write an uploaded file into the run's folder under a name of ours."""
    path = work_folder(run) / name
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece)
    path.chmod(0o600)
    return path


def clear_folder(run: ImportRun) -> None:
    """Delete what lies in a run's folder: the export can hold what patients wrote."""
    shutil.rmtree(Path(settings.MOVING_IN_ROOT) / f"run-{run.pk}", ignore_errors=True)

"""The private folder in which exports lie while they are brought in."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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


def store_upload(run: ImportRun, name: str, pieces: Iterable[bytes]) -> Path:
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


@contextmanager
def only_one() -> Iterator[bool]:
    """Hold the one place at which an import is brought forward on this machine; False where another process has it.

    The system takes it back when a process ends, however it ends.
    """
    root = Path(settings.MOVING_IN_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (root / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True

"""Making a backup: the database as of one moment, then the files, in one encrypted file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from forms.models import Submission
from infra.jobs import describe_error

from . import keys, retention
from .models import BackupRun
from .packing import archive, databases, envelope
from .packing.errors import BackupError

SUFFIX = ".tar.age"


def media_storages() -> dict[str, Storage]:
    """Return the storages that hold people's files, by their folder in the archive."""
    found = {"media": storages["default"]}
    if settings.S3_BUCKET:  # on one machine they lie in the same folder
        found["documents"] = storages["documents"]
    return found


def backup_folder() -> Path:
    """Return the folder of the backups, made if need be. Raises BackupError where none is set."""
    if not settings.BACKUP_DIR:
        raise BackupError("Set BACKUP_DIR to the folder in which backups are kept.")
    folder = Path(settings.BACKUP_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BackupError(
            f"The folder of BACKUP_DIR can't be made: {os.strerror(error.errno or 0)}."
        ) from None
    return folder


@contextmanager
def work_folder(beside: Path) -> Iterator[Path]:
    """A private folder on the same disk, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=".work-", dir=beside) as name:
        yield Path(name)


def new_manifest(alias: str = "default") -> archive.Manifest:
    """Return what is known before the archive is written."""
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    latest: dict[str, str] = {}
    for app, name in sorted(applied):
        latest[app] = name
    return archive.Manifest(
        made_at=timezone.now().isoformat(),
        database=databases.name_suffix(settings.DATABASES["default"]),
        field_keys=keys.list_used_keys(alias),
        lookup_key=keys.lookup_key_id(),
        migrations=latest,
        requests=Submission.objects.using(alias).count(),
    )


def read_numbers() -> set[int]:
    """Return the numbers of all requests."""
    return set(Submission.objects.values_list("pk", flat=True))


def seal(
    manifest: archive.Manifest,
    dump: Path,
    target: Path,
    recipients: Sequence[str],
    leave_out: Iterable[str] = (),
) -> None:
    """Write the encrypted file `target`; what stood there before is replaced only by a whole one."""
    part = target.with_name(f".{target.name}.part")
    try:
        envelope.encrypt(
            lambda stream: archive.write_archive(
                stream, manifest, dump, media_storages(), leave_out
            ),
            part,
            recipients,
        )
        part.chmod(0o600)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def make_backup(now: datetime | None = None) -> BackupRun:
    """Make a backup in BACKUP_DIR, put it on record, and delete the ones that are too old.

    Returns its record. Raises BackupError where it could not be made; that is on record, too.
    """
    now = now or timezone.now()
    run = BackupRun.objects.create(kind=BackupRun.Kind.BACKUP, started_at=now)
    try:
        folder = backup_folder()
        envelope.read_recipients(settings.BACKUP_RECIPIENTS)  # said before the work, not after
        target = folder / f"clinic-{now.astimezone(UTC):%Y%m%d-%H%M%S}{SUFFIX}"
        with work_folder(folder) as work:
            manifest = new_manifest()
            before = read_numbers()
            dump = work / f"dump.{manifest.database}"
            databases.dump_database(connections["default"].settings_dict, dump)
            # So many are in the dump for certain: there before and after. What a person erases meanwhile may be or not.
            manifest.requests = len(before & read_numbers())
            seal(manifest, dump, target, settings.BACKUP_RECIPIENTS)
        retention.delete_old(folder, now)
    except BaseException as error:
        end_run(run, error=error)
        raise
    return end_run(run, file=target)


def end_run(
    run: BackupRun, *, file: Path | None = None, error: BaseException | None = None
) -> BackupRun:
    """Put on record how a run ended."""
    run.ended_at = timezone.now()
    run.ok = error is None
    if file is not None:
        run.file, run.size = file.name, file.stat().st_size
    if error is not None:
        # A sentence of ours names no data; the words of anything else may.
        run.note = str(error)[:300] if isinstance(error, BackupError) else describe_error(error)
    run.save()
    return run

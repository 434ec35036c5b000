"""Putting a backup back: into the site, or beside it as a drill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import connections
from django.utils import timezone

from forms.models import Submission
from forms.requests.encryption import DecryptionError

from . import keys
from .making import backup_folder, end_run, media_storages, work_folder
from .models import BackupRun
from .packing import archive, databases, envelope, scratch
from .packing.errors import BackupError
from .replacing import SavedAudit, save_audit
from .retention import list_backups


@dataclass(frozen=True)
class Restored:
    """What a restore brought back: for the sentence at its end."""

    requests: int
    files: int
    manifest: archive.Manifest
    kept: SavedAudit | None


@contextmanager
def count_opened(
    source: Path, identities: Sequence[Any], beside: Path
) -> Iterator[tuple[archive.Manifest, Path]]:
    """Open a backup into a private folder and check all of it. Raises BackupError."""
    with work_folder(beside) as work:
        envelope.decrypt(source, work / "archive.tar", identities)
        folder = work / "content"
        folder.mkdir()
        manifest = archive.unpack_archive(work / "archive.tar", folder)
        (work / "archive.tar").unlink()
        yield manifest, folder


def check_fit(manifest: archive.Manifest) -> None:
    """Refuse a backup that this site could not use. Raises BackupError that names what is missing."""
    ours = databases.name_suffix(settings.DATABASES["default"])
    if manifest.database != ours:
        raise BackupError(
            f"The backup is of another kind of database ({manifest.database}) than this site's ({ours})."
        )
    if not manifest.personal:
        return
    missing = [name for name in manifest.field_keys if name not in keys.field_key_ids()]
    if missing and manifest.requests:
        raise BackupError(
            "The requests in this backup need keys that are not in FIELD_ENCRYPTION_KEYS: "
            f"{', '.join(missing)}. Fetch them from the safe and add them; `manage.py backup --key-ids` names yours."
        )


def restore_backup(source: Path, identities: Sequence[Any], beside: Path) -> Restored:
    """Put a backup in the place of the site's database and files.

    Files that came later stay: nothing points at them. The audit of today is kept as a file before; afterwards, and
    after `migrate`, `finish_restore` has to follow. Raises BackupError before anything is changed where the
    backup does not open, is damaged, or needs keys that are not here.
    """
    with count_opened(source, identities, beside) as (manifest, folder):
        check_fit(manifest)
        dump = folder / f"database.{manifest.database}"
        kept = save_audit(beside)
        files = _put_files(folder, manifest)
        database = connections["default"].settings_dict
        _close_connections("default")
        databases.restore_database(database, dump)
        count = read_requests("default") if manifest.personal else 0
    return Restored(count, files, manifest, kept)


def drill_restore(source: Path | None, identities: Sequence[Any]) -> BackupRun:
    """Put a backup into a database beside the site's, open every request in it, and take it away again.

    `source` None means the newest in BACKUP_DIR. Returns the record. Raises BackupError; that is on record, too.
    """
    run = BackupRun.objects.create(kind=BackupRun.Kind.DRILL, started_at=timezone.now())
    try:
        folder = backup_folder()
        if source is None:
            there = list_backups(folder)
            if not there:
                raise BackupError("There is no backup to try: BACKUP_DIR is empty.")
            source = there[0][1]
        with count_opened(source, identities, folder) as (manifest, content):
            check_fit(manifest)
            with scratch.open_database(content.parent) as alias:
                databases.restore_database(
                    connections[alias].settings_dict, content / f"database.{manifest.database}"
                )
                count = read_requests(alias)
            if count < manifest.requests:
                raise BackupError(f"Only {count} of {manifest.requests} requests came back.")
            run.note = f"{count} requests opened, {len(manifest.hashes) - 1} files compared"
    except BaseException as error:
        end_run(run, error=error)
        raise
    return end_run(run, file=source)


def read_requests(alias: str) -> int:
    """Open every request of a database and return how many there are. Raises BackupError if one does not open."""
    count = last = 0
    rows = Submission.objects.using(alias).order_by("pk")
    try:
        # Portions, each read to its end: an open cursor would outlive the database of a drill.
        while read := list(
            rows.filter(pk__gt=last).values_list("pk", "form_data", "amendments")[:500]
        ):
            count += len(read)
            last = read[-1][0]
    except DecryptionError:
        raise BackupError("A request came back but does not open: a key is missing.") from None
    finally:
        _close_connections(alias)
    return count


def _put_files(folder: Path, manifest: archive.Manifest) -> int:
    """Put the files into their storages; one that is there with the same content is left alone."""
    count = 0
    for top, storage in media_storages().items():
        for member in manifest.hashes:
            if not member.startswith(f"{top}/"):
                continue
            name, path = member.removeprefix(f"{top}/"), folder / member
            count += 1
            if storage.exists(name):
                with storage.open(name) as present:
                    if archive.hash_stream(present) == manifest.hashes[member]:
                        continue
                storage.delete(name)
            with path.open("rb") as stream:
                storage.save(name, File(stream))
    return count


def _close_connections(alias: str) -> None:
    """Close this process's connections: they hold the state from before."""
    connection = connections[alias]
    if not connection.in_atomic_block:
        connection.close()

"""What is inside the envelope: a tar of `manifest.json`, the database and the files.

The manifest comes last, when the hash of everything before it is known.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.storage import Storage

from .errors import BackupError

FORMAT = 1
MANIFEST = "manifest.json"
PIECE = 1024 * 1024


@dataclass
class Manifest:
    """What a backup holds and what it takes to use it."""

    made_at: str
    database: str
    field_keys: list[str] = field(default_factory=list)
    lookup_key: str = ""
    migrations: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    personal: bool = True
    version: int = FORMAT
    # Names of members with their SHA-256. Files that were deleted while the backup ran are named apart.
    hashes: dict[str, str] = field(default_factory=dict)
    vanished: list[str] = field(default_factory=list)


class _Hashed(io.RawIOBase):
    """Reads from a stream and keeps the hash of what went through."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        data = self.stream.read(size)
        self.sha256.update(data)
        return data


def list_files(storage: Storage, folder: str = "") -> Iterator[str]:
    """Return the name of each file of a storage, whatever lies behind it (a folder, a bucket)."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        if name:
            yield f"{folder}{name}"
    for name in sorted(folders):
        if name:
            yield from list_files(storage, f"{folder}{name}/")


def write_archive(
    stream: BinaryIO,
    manifest: Manifest,
    database: Path,
    storages: dict[str, Storage],
    leave_out: Iterable[str] = (),
) -> None:
    """Write the archive: database first, so that each row's file is there or was deleted since.

    Parameters: `storages` by the folder that each has in the archive; `leave_out`, names of files in it.
    """
    kept_out = set(leave_out)
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        with database.open("rb") as source:
            _add_entry(
                tar, manifest, f"database.{database.suffix[1:]}", source, database.stat().st_size
            )
        for folder, storage in storages.items():
            for name in list_files(storage):
                member = f"{folder}/{name}"
                if member in kept_out:
                    continue
                try:
                    with storage.open(name) as source:
                        _add_entry(tar, manifest, member, source, storage.size(name))
                except FileNotFoundError:
                    manifest.vanished.append(member)
        text = json.dumps(asdict(manifest), indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(text)
        tar.addfile(info, io.BytesIO(text))


def _add_entry(tar: tarfile.TarFile, manifest: Manifest, name: str, source: Any, size: int) -> None:
    info = tarfile.TarInfo(name)
    info.size = size
    hashed = _Hashed(source)
    tar.addfile(info, hashed)
    manifest.hashes[name] = hashed.sha256.hexdigest()


def unpack_archive(archive: Path, folder: Path) -> Manifest:
    """Unpack an opened archive into a folder and compare every file with its hash.

    Raises BackupError where it is no backup, of a later format, or not as it was written.
    """
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (tarfile.TarError, OSError, ValueError, TypeError):
        raise BackupError("This is no backup of the site, or it is damaged.") from None
    if manifest.version > FORMAT:
        raise BackupError("This backup was made by a later version of the site.")
    for name, expected in manifest.hashes.items():
        if _hash_file(folder / name) != expected:
            raise BackupError(f"{name} in the backup is not as it was written.")
    return manifest


def _hash_file(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hash_stream(stream)
    except OSError:
        return ""


def hash_stream(stream: Any) -> str:
    """Return the SHA-256 of what is left in an open file."""
    digest = hashlib.sha256()
    while piece := stream.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()

"""Where files are looked for on this machine: a folder, or a zip that is never unpacked whole."""

from __future__ import annotations

import os
import stat
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Protocol

from ..export.errors import ExportError

# No file of a clinic's site is larger; the limits of our library are smaller still.
LARGEST = 40 << 20
MOST_FILES = 300_000
# A file that opens to so many times its size is made to fill a disk.
BEST_PACKED = 150


class Shelf(Protocol):
    """A place in which a file of the old library may be found."""

    def has(self, name: str) -> bool:
        """Tell whether `name`, below wp-content/uploads, is there."""

    def read(self, name: str) -> bytes | None:
        """Return the file; None where it is missing, too large or can't be read."""


def open_shelf(path: str) -> Shelf | None:
    """Return the shelf of a folder or a zip. Raises ExportError, with a sentence, for anything else."""
    if not path:
        return None
    place = Path(path)
    try:
        if place.is_dir():
            return FolderShelf(place)
        if zipfile.is_zipfile(place):
            return ZipShelf(place)
    except (OSError, ValueError) as error:
        raise ExportError(
            f"‘{place.name}’ can't be opened: give a folder or a zip of pictures."
        ) from error
    if not place.exists():
        raise ExportError(
            f"There is no folder or zip ‘{place.name}’. Give the whole path to the pictures."
        )
    raise ExportError(
        f"‘{place.name}’ is neither a folder nor a zip. Give the folder wp-content/uploads of the old site, or a zip of it."
    )


def _fold_name(name: str) -> str:
    """Return a path as it is compared: a Mac keeps 'ô' as two letters, Windows parts folders otherwise."""
    return unicodedata.normalize("NFC", name.replace("\\", "/")).lower()


def _read_zipped_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a file in a zip. A Mac writes UTF-8 and doesn't say so; Python then reads letters of old DOS."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _list_endings(name: str) -> list[str]:
    """Return the ways in which a file may be filed: with its year and month, or by its name alone."""
    clean = _fold_name(name).strip("/")
    parts = [part for part in clean.split("/") if part not in ("", ".")]
    if ".." in parts or not parts:
        return []
    return ["/".join(parts[at:]) for at in range(len(parts))]


class _Index:
    """Finds files by the end of their path, whatever folder they were packed in."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.alone: dict[str, str | None] = {}

    def add(self, path: str, shown: str = "") -> None:
        """Note a file under every ending of its path, or of the name that it is shown by."""
        lower = _fold_name(shown or path)
        self.files[lower] = path
        after = lower.rpartition("wp-content/uploads/")[2]
        self.files.setdefault(after, path)
        parts = lower.split("/")
        for at in range(1, len(parts) - 1):
            self.files.setdefault("/".join(parts[at:]), path)
        # By its name alone only where there is just one of that name.
        self.alone[parts[-1]] = None if parts[-1] in self.alone else path

    def find(self, name: str) -> str | None:
        """Return where a file lies."""
        endings = _list_endings(name)
        for ending in endings[:-1] or endings:
            if ending in self.files:
                return self.files[ending]
        return self.alone.get(endings[-1]) if endings else None


class _IndexedShelf:
    """What has an index of its files."""

    index: _Index

    def has(self, name: str) -> bool:
        """Tell whether `name` is there."""
        return self.index.find(name) is not None


class FolderShelf(_IndexedShelf):
    """A folder. Links that lead out of it are not followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.index = _Index()
        count = 0
        for place, _folders, names in os.walk(self.folder, followlinks=False):
            for name in sorted(names):
                count += 1
                if count > MOST_FILES:
                    return
                self.index.add((Path(place) / name).relative_to(self.folder).as_posix())

    def read(self, name: str) -> bytes | None:
        """Return the file, or None."""
        found = self.index.find(name)
        if found is None:
            return None
        path = self.folder / found
        try:
            real = path.resolve(strict=True)
            info = real.stat()
            inside = real.is_relative_to(self.folder) and stat.S_ISREG(info.st_mode)
            return real.read_bytes() if inside and info.st_size <= LARGEST else None
        except (OSError, RuntimeError, ValueError):
            return None


class ZipShelf(_IndexedShelf):
    """A zip. Files are read out of it one by one and never written where their names say."""

    def __init__(self, path: Path) -> None:
        try:
            self.box = zipfile.ZipFile(path)
            infos = self.box.infolist()
        except (zipfile.BadZipFile, OSError) as error:
            raise ExportError(f"‘{path.name}’ can't be unpacked; it is damaged.") from error
        self.index = _Index()
        for info in infos[:MOST_FILES]:
            parts = PurePosixPath(info.filename.replace("\\", "/")).parts
            if not info.is_dir() and ".." not in parts and "__MACOSX" not in parts:
                self.index.add(info.filename, _read_zipped_name(info))

    def read(self, name: str) -> bytes | None:
        """Return the file, or None. What opens to far more than it says is not opened."""
        found = self.index.find(name)
        if found is None:
            return None
        try:
            info = self.box.getinfo(found)
            honest = (
                info.file_size <= LARGEST
                and info.file_size <= max(info.compress_size, 1) * BEST_PACKED + 4096
            )
            if not honest or info.flag_bits & 0x1 or stat.S_ISLNK(info.external_attr >> 16):
                return None
            with self.box.open(info) as file:
                data = file.read(LARGEST + 1)
            return data if len(data) <= LARGEST else None
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            KeyError,
        ):
            return None


__all__ = ["FolderShelf", "Shelf", "ZipShelf", "open_shelf"]

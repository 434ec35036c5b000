"""Opens the file that somebody chose: an export, packed or not, in whatever encoding; or says what it is instead."""

from __future__ import annotations

import gzip
import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import IO, cast

from .errors import HOW_TO, ExportError
from .text_bytes import BEGINNING, PIECE, find_encoding, is_export, recode_pieces
from .zips import unpack_zip

# Nobody's site is larger; a packed file that opens to more is an attack.
LARGEST = 8 << 30
# No honest text packs better than this.
BEST_PACKED = 200

_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']""", re.IGNORECASE)


# What other files begin with, and what they are.
_OTHERS = (
    (b"\xff\xd8\xff", "a picture"), (b"\x89PNG", "a picture"), (b"GIF8", "a picture"), (b"RIFF", "a picture"),
    (b"%PDF", "a PDF"), (b"\xd0\xcf\x11\xe0", "a file of Word or Excel"), (b"{\\rtf", "a file of Word"),
    (b"Rar!", "packed in a way that can't be opened here; pack it as .zip"),
    (b"7z\xbc\xaf", "packed in a way that can't be opened here; pack it as .zip"),
    (b"BZh", "packed in a way that can't be opened here; pack it as .zip"),
    (b"\xfd7zXZ", "packed in a way that can't be opened here; pack it as .zip"),
)  # fmt: skip


def digest_of(path: Path) -> str:
    """Return the digest by which the same file is known again."""
    with _open_reading(path) as file:
        return hashlib.file_digest(cast(BufferedReader, file), "sha256").hexdigest()


@contextmanager
def _open_reading(path: Path) -> Iterator[IO[bytes]]:
    """Open a file. Raises ExportError where it can't be read."""
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as error:
        raise ExportError(
            f"There is no file ‘{path.name}’. Give the whole path to the export."
        ) from error
    except IsADirectoryError as error:
        raise ExportError(
            f"‘{path.name}’ is a folder. Give the path to the export, an .xml file."
        ) from error
    except PermissionError as error:
        raise ExportError(
            f"‘{path.name}’ may not be read by this program. Change the file's rights."
        ) from error
    except (OSError, ValueError) as error:
        raise ExportError(f"‘{path.name}’ can't be read. Copy it anew and try again.") from error


def prepare_export(path: Path, work: Path) -> Path:
    """Return a file of plain XML in UTF-8: `path` itself, or an unpacked copy in the folder `work`.

    Raises ExportError, with a sentence, for anything that is no export of WordPress.
    """
    with _open_reading(path) as file:
        start = file.read(BEGINNING)
    if not start.strip(b"\x00\xef\xbb\xbf \t\r\n"):
        raise ExportError(f"‘{path.name}’ is empty. {HOW_TO}")
    if start.startswith(b"PK\x03\x04"):
        path = _write_file(work, unpack_zip(path), path)
    elif start.startswith(b"\x1f\x8b"):
        path = _write_file(work, _unpack_gzip(path), path)
    with _open_reading(path) as file:
        start = file.read(BEGINNING)
    if encoding := find_encoding(start):
        with _open_reading(path) as file:
            path = _write_file(work, recode_pieces(file, encoding), path)
    _refuse_others(path)
    return path


def encoding_of(path: Path) -> str:
    """Return the encoding that the export says it has, in small letters."""
    with _open_reading(path) as file:
        found = _ENCODING.search(file.read(2000))
    name = found[1].decode("ascii").lower() if found else "utf-8"
    return {"utf8": "utf-8", "latin1": "iso-8859-1"}.get(name, name)


def _refuse_others(path: Path) -> None:
    with _open_reading(path) as file:
        start = file.read(BEGINNING)
    if is_export(start):
        return
    small = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if known := next((words for mark, words in _OTHERS if start.startswith(mark)), ""):
        what = known
    elif small.startswith((b"<!doctype html", b"<html")):
        what = "a web page, perhaps WordPress's sign-in page saved by mistake"
    elif small.startswith((b"--", b"create table", b"insert into", b"/*!")):
        what = "a copy of a database"
    elif b"<rss" in small or b"<feed" in small:
        what = "a feed, which holds only the newest posts"
    else:
        what = "no export of WordPress"
    raise ExportError(f"‘{path.name}’ is {what}. {HOW_TO}")


def _write_file(work: Path, pieces: Iterator[bytes], path: Path) -> Path:
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = work / f"{path.stem}.plain-{len(path.suffixes)}.xml"
    done, broken = target.with_suffix(".done"), target.with_suffix(".broken")
    if done.exists() and target.exists():
        return target  # an import that goes on finds what it unpacked before
    size, packed = 0, max(path.stat().st_size, 1)
    try:
        with target.open("wb") as file:
            for piece in pieces:
                size += len(piece)
                if size > LARGEST or size > packed * BEST_PACKED + (64 << 20):
                    raise ExportError(
                        f"‘{path.name}’ opens to far more than an export can hold. It is not opened further."
                    )
                file.write(piece)
    except ExportError:
        target.unlink(missing_ok=True)
        raise
    except (
        OSError,
        EOFError,
        zlib.error,
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
        UnicodeError,
    ) as error:
        if not size:
            target.unlink(missing_ok=True)
            raise ExportError(
                f"‘{path.name}’ can't be unpacked; it is damaged or locked."
            ) from error
        broken.touch()
    done.touch()
    return target


def opened_whole(work: Path) -> bool:
    """Tell whether all that was packed could be unpacked to its end."""
    return not any(work.glob("*.broken"))


def _unpack_gzip(path: Path) -> Iterator[bytes]:
    with gzip.open(path) as file:
        while piece := file.read(PIECE):
            yield piece

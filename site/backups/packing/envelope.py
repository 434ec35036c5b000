"""The envelope of a backup: age (https://age-encryption.org), so that any age program opens it, too.

The machine holds public keys only: whoever breaks into it can't read the backups that lie there.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

import pyrage

from .errors import BackupError


def make_key() -> tuple[str, str]:
    """Return a new pair: the public key that encrypts (age1…), and the secret one that opens."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


def read_recipients(texts: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    """Return the public keys. Raises BackupError where there is none or one is misspelt."""
    if not texts:
        raise BackupError(
            "Nobody could open the backup: set BACKUP_RECIPIENTS to one or more age public keys. "
            "`manage.py make_backup_key` makes a pair."
        )
    try:
        return [pyrage.x25519.Recipient.from_str(text.strip()) for text in texts]
    except pyrage.RecipientError:
        raise BackupError("BACKUP_RECIPIENTS holds something that is no age public key.") from None


def read_identities(path: Path) -> list[pyrage.x25519.Identity]:
    """Return the secret keys of a key file (lines that begin with # are remarks).

    Raises BackupError where there is no such file or no key in it.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        found = [pyrage.x25519.Identity.from_str(key) for key in keys]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        raise BackupError(f"There is no age secret key (AGE-SECRET-KEY-…) in {path}.") from None
    if not found:
        raise BackupError(f"There is no age secret key (AGE-SECRET-KEY-…) in {path}.")
    return found


def encrypt(write: Callable[[BinaryIO], None], target: Path, recipients: Sequence[str]) -> None:
    """Encrypt what `write` writes into the file `target`, in pieces: memory stays small.

    Whatever `write` raises is raised here. Raises BackupError where no recipient is set.
    """
    keys = read_recipients(recipients)
    out, into = os.pipe()
    failed: list[BaseException] = []

    def write_into_pipe() -> None:
        try:
            with os.fdopen(into, "wb") as stream:
                write(stream)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=write_into_pipe, name="backup-writer")
    with os.fdopen(out, "rb") as source, target.open("wb") as sink:
        thread.start()
        try:
            pyrage.encrypt_io(source, sink, keys)
        except BaseException:
            source.close()  # the writer would wait for a reader for ever
            raise
        finally:
            thread.join()
        sink.flush()
        os.fsync(sink.fileno())
    if failed:
        raise failed[0]


def decrypt(source: Path, target: Path, identities: Sequence[pyrage.x25519.Identity]) -> None:
    """Decrypt the file `source` into the file `target`.

    Raises BackupError where no key fits, or where the file was cut off or changed.
    """
    try:
        with source.open("rb") as reader, target.open("wb") as writer:
            pyrage.decrypt_io(reader, writer, list(identities))
    except FileNotFoundError:
        raise BackupError(f"There is no file {source}.") from None
    except (pyrage.DecryptError, OSError, ValueError):
        raise BackupError(
            f"{source.name} can't be opened: it was made for another key, or it was cut off or changed."
        ) from None

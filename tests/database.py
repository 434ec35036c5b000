"""A migrated database, made once and copied for each run of the tests.

Migrating from nothing takes half a minute, and every parallel worker would do it again. The
template is named after what it is made from, so a changed migration makes a new one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from functools import cache
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MEMORY = Path("/dev/shm")  # (a file system in memory, where there is one)
KEPT_SECONDS = 24 * 3600


def folder() -> Path:
    """Return where test databases live: in memory where the machine offers it."""
    base = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    path = base / f"clinic-tests-{os.getuid()}"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


@cache
def digest() -> str:
    """Return a name for what the template is made from: migrations, roles and the packages.

    The packages are those that run, not those that are locked: `make next` runs newer ones.

    Read once a process: who edits a migration while tests run changes the next run, not this one.
    """
    files = sorted(
        file
        for room in ("site", "home", "blog", "forms")
        for file in (ROOT / room).glob("**/migrations/*.py")
    )
    files.append(ROOT / "site" / "staff" / "trail" / "guards.py")
    files.append(ROOT / "site" / "staff" / "roles.py")  # what `migrate` gives the roles at its end
    packages = sorted(f"{found.name}=={found.version}" for found in metadata.distributions())
    sum_ = hashlib.sha256("\n".join(packages).encode())
    for file in files:
        sum_.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return sum_.hexdigest()[:16]


def template() -> Path:
    """Return a migrated SQLite file; the first process to ask makes it, the others wait."""
    path = folder() / f"template-{digest()}.sqlite3"
    if (
        path.exists()
    ):  # it appears whole: who only copies it waits for no other checkout's migrations
        os.utime(path)
        return path
    with (folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if path.exists():
            os.utime(path)
            return path
        for old in folder().glob("*.sqlite3*"):
            # Left by a killed run. Younger ones may be another checkout's, testing at this moment.
            if old.stat().st_mtime < time.time() - KEPT_SECONDS:
                old.unlink(missing_ok=True)
        half = path.with_suffix(".half")
        half.unlink(missing_ok=True)
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "TEST_DATABASE_URL": f"sqlite:///{half}",
        }
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
            cwd=ROOT, env=env, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"The tests' database could not be migrated:\n{done.stderr[-3000:]}")
        allow_emptying(half)
        half.rename(path)
    return path


def allow_emptying(path: Path) -> None:
    """Take the audit's triggers off: Django empties every table after tests that commit.

    The tests of the audit put them on again (`staff.trail.guards.install`).
    """
    with closing(sqlite3.connect(path)) as link:
        for name in ("staff_audit_keep", "staff_audit_keep_all"):
            link.execute(f"DROP TRIGGER {name}")


def copy_for(worker: str) -> Path:
    """Return a fresh copy of the template for one worker of this run."""
    path = folder() / f"{worker}-{os.getpid()}.sqlite3"
    shutil.copyfile(template(), path)
    return path


def restore(path: Path) -> None:
    """Write the template over a worker's copy, past any connection that is still open."""
    if path.parent != folder():
        return  # never anything but a copy of ours
    with closing(sqlite3.connect(template())) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)


def remove(path: Path) -> None:
    """Delete a worker's copy."""
    for end in ("", "-wal", "-shm", "-journal", "-queue"):
        Path(f"{path}{end}").unlink(missing_ok=True)

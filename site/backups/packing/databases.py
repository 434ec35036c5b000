"""A whole database into one file and back: SQLite by its own backup interface, PostgreSQL by its own programs.

Both see the database as it was at one moment, while others go on writing.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from .errors import BackupError

# What stands in the database is replaced as a whole, tables that came later included.
EMPTY = "DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;"
PATIENCE = "SET lock_timeout = '20s';"
# Where Debian keeps PostgreSQL's programs.
FOLDERS = "/usr/lib/postgresql"


def is_sqlite(database: Mapping[str, Any]) -> bool:
    """Tell whether the entry of DATABASES is SQLite."""
    return str(database["ENGINE"]).endswith("sqlite3")


def name_suffix(database: Mapping[str, Any]) -> str:
    """Return how the file of a dump ends."""
    return "sqlite3" if is_sqlite(database) else "pgdump"


def dump_database(database: Mapping[str, Any], target: Path) -> None:
    """Write the database into `target`, as of one moment. Raises BackupError with a sentence."""
    if is_sqlite(database):
        _copy_sqlite(Path(database["NAME"]), target)
        return
    _run_program(
        [_find_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", "--file", str(target)],
        database,
    )  # fmt: skip


def restore_database(database: Mapping[str, Any], source: Path) -> None:
    """Put a dump in the place of all that the database holds; all of it or nothing.

    Raises BackupError with a sentence: a damaged file, a missing program, somebody still working there.
    """
    if is_sqlite(database):
        _check_sqlite(source)
        _copy_sqlite(source, Path(database["NAME"]))
        return
    # First as a whole into a file: a damaged dump must not end as half a database.
    script = source.with_suffix(".sql")
    try:
        _run_program(
            [_find_program("pg_restore"), "--no-owner", "--no-privileges", f"--file={script}", str(source)],
            database,
        )  # fmt: skip
        with script.open("rb") as statements:
            _feed_program(database, f"{PATIENCE}\n{EMPTY}\n", statements)
    finally:
        script.unlink(missing_ok=True)


def clear_database(database: Mapping[str, Any]) -> None:
    """Leave nothing in a database that was only borrowed."""
    if is_sqlite(database):
        for ending in ("", "-wal", "-shm"):
            Path(f"{database['NAME']}{ending}").unlink(missing_ok=True)
        return
    _feed_program(database, f"{PATIENCE}\n{EMPTY}\n", None)


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy by SQLite's backup interface, which reads one state and takes the locks of the target."""
    try:
        with sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=20) as reader:
            writer = sqlite3.connect(target, timeout=20)
            try:
                reader.backup(writer)
            finally:
                writer.close()
        reader.close()
    except sqlite3.Error as error:
        raise BackupError(f"SQLite could not copy {source.name}: {error}.") from None


def _check_sqlite(path: Path) -> None:
    """Refuse a damaged file before anything is replaced by it."""
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as link:
            said = link.execute("PRAGMA quick_check").fetchone()[0]
        link.close()
    except sqlite3.Error:
        said = "damaged"
    if said != "ok":
        raise BackupError(f"{path.name} is no whole SQLite database.")


def _find_program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs, the newest there is."""
    found = sorted(Path(FOLDERS).glob(f"*/bin/{name}"), key=lambda p: float(p.parts[-3]))
    program = str(found[-1]) if found else shutil.which(name)
    if not program:
        raise BackupError(
            f"{name} is not on this machine. Install PostgreSQL's client of the server's version or newer."
        )
    return program


def _build_environment(database: Mapping[str, Any]) -> dict[str, str]:
    """Return the variables by which PostgreSQL's programs find the database; no password is an argument."""
    options = database.get("OPTIONS", {})
    wanted = {
        "PGHOST": database.get("HOST"),
        "PGPORT": database.get("PORT"),
        "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
        "PGDATABASE": database.get("NAME"),
        "PGSSLMODE": options.get("sslmode"),
        "PGSSLROOTCERT": options.get("sslrootcert"),
        "PGCONNECT_TIMEOUT": "10",
    }
    return {**os.environ, **{name: str(value) for name, value in wanted.items() if value}}


def _run_program(command: list[str], database: Mapping[str, Any]) -> None:
    done = subprocess.run(  # noqa: S603 (our own words)
        command, env=_build_environment(database), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{Path(command[0]).name} failed: {_read_reason(done.stderr)}")


def _feed_program(database: Mapping[str, Any], first: str, rest: IO[bytes] | None) -> None:
    """Give psql its statements in one transaction. Raises BackupError at the first that fails."""
    command = [_find_program("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--output=/dev/null",
               "--set=ON_ERROR_STOP=1", "--file=-"]  # fmt: skip
    psql = subprocess.Popen(  # noqa: S603 (our own words)
        command, env=_build_environment(database), stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert psql.stdin is not None and psql.stderr is not None
    try:
        psql.stdin.write(first.encode())
        if rest is not None:
            shutil.copyfileobj(rest, psql.stdin)
        psql.stdin.close()
    except BrokenPipeError:
        pass  # psql gave up; what it says comes next
    said = psql.stderr.read().decode(errors="replace")
    psql.stderr.close()
    if psql.wait():
        raise BackupError(f"PostgreSQL refused the backup: {_read_reason(said)}")


def _read_reason(said: str) -> str:
    """Return the first error of what a program said, without the row that it may quote after it."""
    lines = [line for line in said.splitlines() if "error:" in line.lower()] or [""]
    return lines[0].partition("rror:")[2].strip()[:200] or "it gave no reason"

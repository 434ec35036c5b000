"""A database beside the site's, for drills and for copies: used, then gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from . import databases
from .errors import BackupError

ALIAS = "backup_scratch"


@contextmanager
def open_database(folder: Path) -> Iterator[str]:
    """Lend an empty database of the site's kind, by its alias, and leave nothing of it.

    On PostgreSQL it is called like the site's with '_drill' after it. Raises BackupError where it can't be made.
    """
    main = connections["default"]
    entry = deepcopy(main.settings_dict)
    made_here = False
    if databases.is_sqlite(entry):
        entry["NAME"] = str(folder / "drill.sqlite3")
    else:
        entry["NAME"] = f"{entry['NAME']}_drill"
        entry["OPTIONS"].pop("pool", None)  # one connection, closed at the end
        made_here = _create_database(main, entry["NAME"])
    entry["CONN_MAX_AGE"] = 0
    connections.databases[ALIAS] = entry
    try:
        yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]
        if made_here:
            _drop_database(main, entry["NAME"])
        else:
            databases.clear_database(entry)


def _create_database(main: BaseDatabaseWrapper, name: str) -> bool:
    """Make a PostgreSQL database unless it is there. Returns whether it was made."""
    with main._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            return False
        try:
            cursor.execute(f"CREATE DATABASE {main.ops.quote_name(name)} TEMPLATE template0")
        except DatabaseError:
            raise BackupError(
                f"The database user may not make the database {name}. Make it once, as PostgreSQL's own user: "
                f"createdb --owner {main.settings_dict['USER']} {name}"
            ) from None
    return True


def _drop_database(main: BaseDatabaseWrapper, name: str) -> None:
    with main._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {main.ops.quote_name(name)}")

"""The same for PostgreSQL as `tests.database` for SQLite: migrated once, copied for each run.

Used where the tests run with `DATABASE_URL=postgres://…` (`make test-production`).
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from .database import ROOT, digest, folder


def _connect(settings: dict[str, Any]) -> psycopg.Connection:
    """Connect to the server itself, outside any transaction."""
    return psycopg.connect(
        host=settings["HOST"], port=settings["PORT"] or 5432, user=settings["USER"],
        password=settings["PASSWORD"], dbname="postgres", autocommit=True,
    )  # fmt: skip


def template(settings: dict[str, Any]) -> str:
    """Return the name of a migrated database; the first process to ask makes it, the others wait."""
    name = f"clinic_template_{digest()}"
    with (folder() / "lock-postgres").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with _connect(settings) as link:
            if link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return name
            half = f"{name}_half"
            link.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(half))
            )
            link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half)))
            _migrate(settings, half)
            link.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(half), sql.Identifier(name)
                )
            )
    return name


def _migrate(settings: dict[str, Any], name: str) -> None:
    who = f"{quote(settings['USER'])}:{quote(settings['PASSWORD'])}"
    url = f"postgres://{who}@{settings['HOST']}:{settings['PORT'] or 5432}/{name}"
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": url,
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT, env=env, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"The tests' database could not be migrated:\n{done.stderr[-3000:]}")
    with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as link:
        # Django empties every table after tests that commit; the audit's own tests put them on again.
        link.execute("DROP TRIGGER staff_audit_keep ON staff_auditentry")
        link.execute("DROP TRIGGER staff_audit_keep_all ON staff_auditentry")


def restore(connection: Any) -> None:
    """Put a fresh copy of the template in the place of a database that a test emptied."""
    settings = connection.settings_dict
    name = settings["NAME"]
    if not name.startswith("test_"):
        return  # never anything but a database of the tests
    connection.close()
    connection.close_pool()
    with _connect(settings) as link:
        link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        link.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(settings["TEST"]["TEMPLATE"])
            )
        )

"""What the database itself refuses about the audit: changing an entry, and deleting one before its time.

PostgreSQL and SQLite. Sealing (a number and hashes where there were none) and pruning after six years pass. Whoever
owns the tables can take the triggers away, switch them off or hollow them out; `list_weak_guards` tells, and the chain does.
"""

from __future__ import annotations

import re
from typing import Any

TABLE = "staff_auditentry"
SAME = ("at", "action", "who", "who_id", "about_kind", "about_id", "about", "data", "id")

_POSTGRES = f"""
CREATE OR REPLACE FUNCTION staff_audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.number IS NULL AND NEW.number IS NOT NULL
           AND ({" AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in SAME)}) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'the audit is append-only';
    ELSIF TG_OP = 'DELETE' THEN
        IF OLD.at < now() - interval '6 years' THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'the audit is kept for six years';
    END IF;
    RAISE EXCEPTION 'the audit is not emptied';
END $$;
CREATE TRIGGER staff_audit_keep BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION staff_audit_keep();
CREATE TRIGGER staff_audit_keep_all BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION staff_audit_keep();
ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER staff_audit_keep;
ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER staff_audit_keep_all;
"""
_NUMBER_TAKEN = "EXISTS (SELECT 1 FROM staff_auditentry WHERE number = NEW.number)"
_ID_TAKEN = "EXISTS (SELECT 1 FROM staff_auditentry WHERE id = NEW.id)"
_SQLITE = (
    f"""CREATE TRIGGER staff_audit_keep BEFORE UPDATE ON {TABLE} FOR EACH ROW
    WHEN NOT (OLD.number IS NULL AND NEW.number IS NOT NULL
              AND {" AND ".join(f"NEW.{name} IS OLD.{name}" for name in SAME)}
              AND NOT {_NUMBER_TAKEN})
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END""",
    f"""CREATE TRIGGER staff_audit_keep_all BEFORE DELETE ON {TABLE} FOR EACH ROW
    WHEN OLD.at >= datetime('now', '-6 years')
    BEGIN SELECT RAISE(ABORT, 'the audit is kept for six years'); END""",
    # 'INSERT OR REPLACE' takes away the row in its place, and SQLite calls no trigger for that.
    f"""CREATE TRIGGER staff_audit_keep_place BEFORE INSERT ON {TABLE} FOR EACH ROW
    WHEN {_NUMBER_TAKEN} OR {_ID_TAKEN}
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END""",
)
# Before, per row or statement, and at what: bits of PostgreSQL's catalogue (src/include/catalog/pg_trigger.h).
ON_POSTGRES = {"staff_audit_keep": 1 + 2 + 8 + 16, "staff_audit_keep_all": 2 + 32}
NAMES = (*ON_POSTGRES, "staff_audit_keep_place")


def install_triggers(connection: Any) -> None:
    """Put the triggers on; those that are there are made anew."""
    remove_triggers(connection)
    with connection.cursor() as cursor:
        for statement in (_POSTGRES,) if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)


def remove_triggers(connection: Any) -> None:
    """Take the triggers off: for going back in the migrations, and for tests that empty every table."""
    end = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in NAMES:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{end}")


def list_weak_guards(connection: Any) -> list[str]:
    """Return the names of the triggers that the database lacks, does not call, or that do something else."""
    good = _find_on_postgres if connection.vendor == "postgresql" else _find_on_sqlite
    wanted = ON_POSTGRES if connection.vendor == "postgresql" else NAMES
    there = good(connection)
    return [name for name in wanted if name not in there]


def _find_on_postgres(connection: Any) -> set[str]:
    """Return the triggers that are called always ('A': in a replica's session too) and do what this module says."""
    query = (
        "SELECT t.tgname, t.tgtype FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE t.tgrelid = %s::regclass AND t.tgenabled = 'A' AND t.tgqual IS NULL AND p.prosrc = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [TABLE, _POSTGRES.split("$$")[1]])
        return {name for name, kind in cursor.fetchall() if ON_POSTGRES.get(name) == kind}


def _find_on_sqlite(connection: Any) -> set[str]:
    """Return the triggers whose words are those of this module."""
    words = {re.findall(r"TRIGGER (\w+)", statement)[0]: statement for statement in _SQLITE}
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    with connection.cursor() as cursor:
        cursor.execute(query, [TABLE])
        return {name for name, sql in cursor.fetchall() if words.get(name) == sql}

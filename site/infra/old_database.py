"""A database from before today's apps: its tables have other names, and no migration leads here.

Nobody ran the site then, so migrations were written anew once (docs/decisions). Whoever still has such a database
reads one sentence instead of an error about tables.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import DatabaseError

# The app that held what five apps hold now; only a database from before names it.
OLD_APP: Final = "core"
SENTENCE: Final = (
    "This database is from before the apps were laid out anew, and can't be brought up to date. Start afresh with "
    "`make reset`, then `make run`."
)


def is_from_before(connection: Any) -> bool:
    """Tell whether the migrations that a database has seen are those from before; False where it can't be asked."""
    try:
        if "django_migrations" not in connection.introspection.table_names():
            return False
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations WHERE app = %s", [OLD_APP])
            return cursor.fetchone() is not None
    except DatabaseError:
        return False

"""What `check --deploy` says of the audit of a live site."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connection

from staff.trail import guards


@register(Tags.security, deploy=True)
def check_audit_guards(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The database itself refuses to change or empty the audit."""
    try:
        if guards.TABLE not in connection.introspection.table_names():
            return []  # nothing migrated yet
        weak = guards.list_weak_guards(connection)
    except DatabaseError:
        return []
    if not weak:
        return []
    return [
        Error(
            f"The database does not guard the audit ({', '.join(weak)} missing, switched off or changed).",
            hint=(
                "Ask who did that, then put the guards back: `manage.py migrate staff 0005`, `manage.py migrate staff`, "
                "`manage.py verify_audit`."
            ),
            id="staff.E001",
        )
    ]

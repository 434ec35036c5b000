"""What must be true of the database before it is migrated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from infra.old_database import SENTENCE, is_from_before


@register(Tags.database)
def check_database_age(
    app_configs: Any, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a database from before today's apps, with one sentence."""
    old = [alias for alias in databases or () if is_from_before(connections[alias])]
    return [Error(SENTENCE, id="infra.E001")] if old else []

"""The audit as JSON lines: every sealed entry with its number and hashes, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from . import chain


def list_lines() -> Iterator[dict[str, Any]]:
    """Return each entry as it is hashed, in the chain's order."""
    chain.seal_entries()
    entries = apps.get_model("staff", "AuditEntry").objects.filter(number__isnull=False)
    for entry in entries.order_by("number").iterator():
        yield chain.make_line(entry)

"""The whole audit as JSON lines, for keeping it somewhere else."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand

from staff.trail import export


class Command(BaseCommand):
    """Print the audit, oldest entry first, one JSON object a line."""

    help = "Prints the audit as JSON lines; `verify_audit --file` checks them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every sealed entry."""
        for line in export.list_lines():
            self.stdout.write(json.dumps(line, ensure_ascii=False))

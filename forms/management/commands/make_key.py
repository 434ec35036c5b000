"""Print a new key for FIELD_ENCRYPTION_KEYS."""

from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Print a new key."""

    help = "Prints a new key for FIELD_ENCRYPTION_KEYS. Keep it apart from the backups."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it, and nothing else, so that it can be piped."""
        self.stdout.write(Fernet.generate_key().decode())

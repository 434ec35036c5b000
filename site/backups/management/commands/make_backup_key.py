"""Makes the pair of keys for backups."""

from typing import Any

from django.core.management.base import BaseCommand

from ...packing import envelope


class Command(BaseCommand):
    """Prints a new pair; nothing is stored."""

    help = "Prints a new pair of age keys for backups: the public one for BACKUP_RECIPIENTS, the secret one for the safe."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print both halves of a new key, and where each belongs."""
        public, secret = envelope.make_key()
        self.stdout.write(f"# Into the environment of the site:\nBACKUP_RECIPIENTS={public}\n")
        self.stdout.write(
            f"# Into a file in the safe, away from this machine; it opens the backups:\n{secret}"
        )

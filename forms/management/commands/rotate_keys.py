"""Write every request anew under the first key of the ring."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from staff.accounts import reencrypt_second_factors

from ...rotation import rehash_all, rotate_all


class Command(BaseCommand):
    """Change the key of stored requests."""

    help = "Re-encrypts all requests with the first key of FIELD_ENCRYPTION_KEYS. May be interrupted and run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --hashes."""
        parser.add_argument(
            "--hashes", action="store_true", help="also compute look-up hashes anew (LOOKUP_KEY)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate and print counts. Raises CommandError where a request could not be opened."""
        done = rotate_all()
        self.stdout.write(
            f"{done.rotated} written under the new key, {done.current} were already there."
        )
        if done.unreadable:
            raise CommandError(
                f"{done.unreadable} requests can't be opened with any key of FIELD_ENCRYPTION_KEYS. "
                "Take no key out before they can."
            )
        self.stdout.write(f"{reencrypt_second_factors()} secrets of second factors written anew.")
        if options["hashes"]:
            self.stdout.write(f"{rehash_all()} requests have new look-up hashes.")

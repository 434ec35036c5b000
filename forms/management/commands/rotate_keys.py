"""Write every request anew under the first key of the ring."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from staff.sign_in.accounts import reencrypt_second_factors

from ...requests.privacy.key_checks import ANSWERS, SIGNING, write_current
from ...requests.privacy.rotation import rehash_all, rotate_all


class Command(BaseCommand):
    """Change the key of stored requests."""

    help = "Re-encrypts all requests with the first key of FIELD_ENCRYPTION_KEYS. May be interrupted and run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --hashes, which writes the lookup hashes anew."""
        parser.add_argument(
            "--hashes", action="store_true", help="also compute look-up hashes anew (LOOKUP_KEY)"
        )
        parser.add_argument(
            "--new-secret",
            action="store_true",
            help="SECRET_KEY was replaced on purpose: nothing warns of it any more",
        )
        parser.add_argument(
            "--accept-loss",
            action="store_true",
            help="the old key is lost for good: what can't be opened stays unreadable, and nothing warns of it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate and print counts. Raises CommandError where a request could not be opened."""
        done = rotate_all()
        self.stdout.write(
            f"{done.rotated} written under the new key, {done.current} were already there."
        )
        if options["accept_loss"]:
            write_current(ANSWERS)
            self.stdout.write(f"{done.unreadable} requests stay unreadable.")
        elif done.unreadable:
            raise CommandError(
                f"{done.unreadable} requests can't be opened with any key of FIELD_ENCRYPTION_KEYS. "
                "Take no key out before they can."
            )
        self.stdout.write(f"{reencrypt_second_factors()} secrets of second factors written anew.")
        if options["new_secret"]:
            write_current(SIGNING)
            self.stdout.write("SECRET_KEY is taken as it is now.")
        if options["hashes"]:
            self.stdout.write(f"{rehash_all()} requests have new look-up hashes.")

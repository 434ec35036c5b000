"""For the day the telephone and the recovery codes are both lost."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from staff import audit
from staff.people import mails


class Command(BaseCommand):
    """Remove somebody's second factor, so that they set up a new one at the next sign-in."""

    help = "Removes the second factor of an account. Make sure first that you talk to the right person."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove it and put it on record. Raises CommandError for an unknown account."""
        user = get_user_model().objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account named ‘{options['username']}’.")
        count, _models = Authenticator.objects.filter(user=user).delete()
        audit.record(
            "staff.second_factor",
            instance=user,
            data={"state": "removed on the server", "count": count},
        )
        mails.tell_owner(user, "factor_removed")
        self.stdout.write(
            f"{user.get_username()}: second factor removed. It is asked for anew at the next sign-in."
        )

"""For the day on which nobody is left who could confirm a role."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """Give an account a role at once, also one that reads requests. It goes on record."""

    help = "Gives an account a role at once. In the admin, a manager confirms roles that read requests."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name and the role."""
        parser.add_argument("username")
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        """Give it. Raises CommandError for an unknown account or role."""
        user = get_user_model().objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account named ‘{options['username']}’.")
        group = Group.objects.filter(name=options["role"]).first()
        if group is None:
            names = ", ".join(Group.objects.order_by("name").values_list("name", flat=True))
            raise CommandError(f"There is no role ‘{options['role']}’. There are: {names}.")
        user.groups.add(group)  # the signal puts it on record
        user.waiting_roles.filter(group=group).delete()
        self.stdout.write(f"{user.get_username()} has the role {group.name}.")

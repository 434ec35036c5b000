"""One account per role, for a machine of one's own."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand

ROLES = [
    ("editor", "Editor", "writes and publishes pages"),
    ("reviewer", "Clinical reviewer", "approves health content"),
    ("frontdesk", "Front desk", "works through requests"),
    ("manager", "Manager", "requests, export, reports"),
    ("administrator", "Administrator", "users, settings, everything technical"),
]


class Command(BaseCommand):
    """Make an account for each role that has none, with a random password shown once."""

    help = "Makes one account per role with random passwords and prints them once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing and print it as a table."""
        user_model = get_user_model()
        made = []
        for username, role, does in ROLES:
            if user_model.objects.filter(username=username).exists():
                continue
            password = secrets.token_urlsafe(12)
            user = user_model.objects.create_user(
                username, f"{username}@example.com", password, first_name=role, last_name="(sample)"
            )
            user.groups.set(Group.objects.filter(name=role))
            made.append((username, password, f"{role}: {does}"))
        if not made:
            self.stdout.write(
                "  Every sample account exists already. Reset a password in the admin."
            )
            return
        self.stdout.write("\n  Accounts (shown once, write them down):\n")
        self.stdout.write(f"    {'user name':<15}{'password':<20}what it is for")
        for username, password, does in made:
            self.stdout.write(f"    {username:<15}{password:<20}{does}")

"""Build the stylesheets from their sources."""

import gzip
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from infra.stylesheet import STYLESHEETS, StylesheetError, build_stylesheet


class Command(BaseCommand):
    """`manage.py build_stylesheet`: the website's, the admin's and the sign-in's, each one minified file."""

    help = "Build css/site.css, admin/clinic.css and admin/accounts.css from their sources below static/."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Build the files and say what each weighs."""
        for sheet in STYLESHEETS:
            try:
                content = build_stylesheet(sheet).read_bytes()
            except StylesheetError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(
                f"{sheet.served_as}: {len(sheet.list_states())} sources, {len(content):,} bytes, "
                f"{len(gzip.compress(content)):,} as sent with gzip."
            )

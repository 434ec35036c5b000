"""Build the public stylesheet from its sources."""

import gzip
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from infra.stylesheet import SOURCES, StylesheetError, build_stylesheet


class Command(BaseCommand):
    """`manage.py build_stylesheet`: one minified file from the sources in `static/css/`."""

    help = "Build css/site.css from the sources in static/css."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Build the file and say what it weighs."""
        try:
            file = build_stylesheet()
        except StylesheetError as error:
            raise CommandError(str(error)) from error
        content = file.read_bytes()
        sources = len(list(SOURCES.rglob("*.css")))
        self.stdout.write(
            f"Stylesheet: {sources} sources, {len(content):,} bytes, {len(gzip.compress(content)):,} as sent with gzip."
        )

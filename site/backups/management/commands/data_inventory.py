"""Writes docs/data-inventory.md from the models and what is said of their fields."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ... import inventory


class Command(BaseCommand):
    """From the models and the inventory."""

    help = "Prints which personal data lie where; --write puts it into docs/data-inventory.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether the page is written or printed."""
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print or write. Raises CommandError where a field is not entered."""
        if gaps := inventory.find_gaps():
            raise CommandError("\n".join(gaps))
        text = inventory.as_markdown()
        if options["write"]:
            (settings.ROOT / "docs" / "data-inventory.md").write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text)

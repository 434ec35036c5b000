"""Prints every rule for a live site, whether it holds, and what to do where it does not."""

from __future__ import annotations

import inspect
import textwrap
from typing import Any

from django.conf import settings
from django.core.checks import WARNING, CheckMessage, registry
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections


class Command(BaseCommand):
    """`check --deploy` for people: what holds is said, too."""

    help = "Prints every rule for a live site, and what to do where one does not hold."
    requires_system_checks: list[str] = []  # it runs them itself

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether warnings fail the command, too."""
        parser.add_argument("--strict", action="store_true", help="fail for warnings, too")

    def handle(self, *args: Any, strict: bool = False, **options: Any) -> None:
        """Print; end with code 1 where an error (with --strict: anything) was found."""
        checks = sorted(
            {*registry.registry.registered_checks, *registry.registry.deployment_checks},
            key=lambda check: (check.__module__, check.__name__),
        )
        found: list[CheckMessage] = []
        holds: list[str] = []
        for check in checks:
            messages = [
                m for m in self._run_check(check) if not m.is_silenced() and m.level >= WARNING
            ]
            found += messages
            if not messages and _is_ours(check):
                holds.append(_first_line(check))
        self._say_holds(holds)
        found.sort(key=lambda message: (-message.level, message.id or ""))
        for message in found:
            self._print_message(message)
        errors = sum(message.is_serious() for message in found)
        self.stdout.write(
            f"\n{len(checks)} rules: {errors} errors, {len(found) - errors} warnings. "
            + ("Nothing is left to do." if not found else "Each line with → says what to do.")
        )
        if errors or (strict and found):
            raise SystemExit(1)

    @staticmethod
    def _run_check(check: Any) -> list[CheckMessage]:
        return list(check(app_configs=None, databases=list(connections)) or [])

    def _say_holds(self, lines: list[str]) -> None:
        self.stdout.write("Holds:")
        for line in lines:
            self.stdout.write(f"  {self.style.SUCCESS('✓')} {line}")

    def _print_message(self, message: CheckMessage) -> None:
        word = self.style.ERROR("ERROR") if message.is_serious() else self.style.WARNING("Warning")
        self.stdout.write(f"\n{word} {message.id}")
        for prefix, text in (("  ", message.msg), ("  → ", message.hint)):
            if text:
                self.stdout.write(
                    textwrap.fill(str(text), 110, initial_indent=prefix, subsequent_indent="    ")
                )


def _is_ours(check: Any) -> bool:
    """Tell whether a rule is the house's own; Django's and Wagtail's are only told where they find something."""
    file = inspect.getsourcefile(check) or ""
    return file.startswith(str(settings.ROOT)) and "site-packages" not in file


def _first_line(check: Any) -> str:
    return (inspect.getdoc(check) or check.__name__).splitlines()[0]

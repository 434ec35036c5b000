"""`manage.py load_sample_site`: a whole clinic site to read, to edit and to learn from."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import ProtectedError

from media import renditions

from ...loader import SampleLoader
from ...loading.state import State, clear_sample, look_at_database
from ...markup import SampleTextError

# In the order in which they are told: kind → one of it, several of it.
NAMES = {
    "picture": ("picture", "pictures"),
    "reference": ("reference", "references"),
    "person": ("sample profile", "sample profiles"),
    "location": ("place", "places"),
    "category": ("blog category", "blog categories"),
    "faq": ("question", "questions"),
    "notice": ("notice", "notices"),
    "page": ("page", "pages"),
    "post": ("post", "posts"),
    "menu": ("menu", "menus"),
    "settings": ("set of clinic settings", "sets of clinic settings"),
}


class Command(BaseCommand):
    """Loads the sample site, once; touches nothing that somebody else made unless told to."""

    help = "Loads the sample site. Safe to run again; never touches existing content unless told."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --replace and the other options."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--replace",
            action="store_true",
            help="Delete all pages, snippets and pictures first, then load. Asks before it deletes.",
        )
        choice.add_argument(
            "--only-missing",
            action="store_true",
            help="Add the parts of the sample that are not there. Changes nothing that is there.",
        )
        parser.add_argument("--yes", action="store_true", help="With --replace: don't ask.")
        parser.add_argument(
            "--site-url",
            default="",
            help="The public address, for example https://clinic.example.com. Stays as it is if left out.",
        )
        parser.add_argument(
            "--warm-seconds",
            type=float,
            default=15,
            help="How long to prepare pictures afterwards, at most. 0: leave them to the worker.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or say why not."""
        self.started = time.monotonic()
        state = look_at_database()
        if options["replace"]:
            self._replace_site(state, sure=options["yes"])
        elif not state.is_empty and not options["only_missing"]:
            self._leave_alone(state)
            return
        self.report_progress("Loading the sample site …")
        loader = SampleLoader(self.report_progress, site_url=options["site_url"])
        try:
            loader.load()
        except SampleTextError as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        if options["warm_seconds"] > 0 and loader.made:
            self._make_renditions(options["warm_seconds"])
        self._sum_up(loader)

    def report_progress(self, line: str) -> None:
        """Show progress, with the seconds since the start."""
        if self.verbosity_is_on:
            self.stdout.write(f"{time.monotonic() - self.started:5.1f} s  {line}")

    @property
    def verbosity_is_on(self) -> bool:
        """Whether progress is wanted (`--verbosity 0` silences it)."""
        return self._verbosity > 0

    def execute(self, *args: Any, **options: Any) -> Any:
        """Remember how talkative to be."""
        self._verbosity = options.get("verbosity", 1)
        return super().execute(*args, **options)

    def _leave_alone(self, state: State) -> None:
        if not state.is_sample:
            raise CommandError(
                f"This site has content already ({state}), so nothing was loaded. "
                "Use --only-missing to add the sample beside it, or --replace to delete "
                "everything and load the sample."
            )
        self.report_progress(f"The sample site is there already: {state}. Nothing was changed.")
        self.report_progress(
            "--only-missing adds parts that were deleted; --replace starts afresh."
        )

    def _replace_site(self, state: State, *, sure: bool) -> None:
        if state.is_empty:
            return
        if not sure:
            if not sys.stdin.isatty():
                raise CommandError(
                    "Nothing was deleted. --replace asks first; in a script add --yes."
                )
            self.stdout.write(f"This deletes {state}, also those that you made yourself.")
            if input("Type 'delete' to go on: ").strip().lower() != "delete":
                raise CommandError("Nothing was deleted.")
        try:
            clear_sample()
        except ProtectedError as error:
            raise CommandError(
                "Nothing was deleted: people have sent requests through a form of this site. "
                "Close and purge them first, or use --only-missing."
            ) from error
        self.report_progress(f"Deleted {state}")

    def _make_renditions(self, seconds: float) -> None:
        """Make the sizes of pictures that pages need; AVIF is slow, so only for a while."""
        self.report_progress("Preparing pictures …")
        renditions.make_missing(seconds)
        left = sum(map(len, renditions.list_missing().values()))
        self.report_progress(
            f"The worker makes {left} more sizes" if left else "All pictures are ready"
        )

    def _sum_up(self, loader: SampleLoader) -> None:
        if loader.made:
            self.report_progress(f"Made {_count_words(loader.made)}.")
        if loader.found:
            self.report_progress(f"Found and left as they are: {_count_words(loader.found)}.")
        self.report_progress(
            "What comes next: read the site; then, signed in, open Settings → Clinic settings,"
        )
        self.report_progress(
            "put in the clinic's own name, numbers and prices, and empty 'sample site note'."
        )


def _count_words(counts: dict[str, int]) -> str:
    """Return '36 pictures, 1 place' in the order of NAMES."""
    parts = [f"{counts[k]} {NAMES[k][counts[k] != 1]}" for k in NAMES if k in counts]
    return ", ".join(parts)

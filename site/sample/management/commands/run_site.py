"""`make run`: the whole site on this machine, from an empty folder to an open page."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from home.models import HomePage
from infra.addresses.hosts import is_local
from infra.addresses.staff_paths import ADMIN
from infra.old_database import SENTENCE, is_from_before
from infra.stylesheet import STYLESHEETS, build_stylesheet


class Command(BaseCommand):
    """Prepare the database, load the sample site, make accounts, then serve with the worker."""

    help = "Sets up what is missing and serves the site with its worker on this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port and whether to reload on change."""
        parser.add_argument("--port", default="8000")
        parser.add_argument("--reload", action="store_true", help="Restart when a file changes.")
        parser.add_argument("--prepare-only", action="store_true", help="Set up, but do not serve.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the site and serve it, naming each step."""
        reloading_child = os.environ.get("RUN_MAIN") == "true"
        if not reloading_child:
            self.prepare()
            if options["prepare_only"]:
                return
        self.name_addresses(str(options["port"]))
        worker = None if reloading_child else self.start_worker()
        try:
            if not reloading_child:
                self.print_addresses(options["port"])
            self.serve(options)
        finally:
            if worker is not None:
                self.stop_worker(worker)

    # --- preparing ---------------------------------------------------------------------------
    def prepare(self) -> None:
        """Bring the database up to date and fill it if it is empty."""
        Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
        try:
            executor = MigrationExecutor(connection)
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except OperationalError as error:
            raise CommandError(
                f"The database can't be opened ({error}). Is the disk full, or the folder var/ not writable?"
            ) from error
        if is_from_before(connection):
            raise CommandError(SENTENCE)
        if plan:
            self.report_step(f"preparing the database ({len(plan)} migrations)")
            call_command("migrate", verbosity=0, interactive=False)
        for sheet in STYLESHEETS:
            build_stylesheet(sheet)
        if not HomePage.objects.exists():
            self.report_step("loading the sample site")
            call_command("load_sample_site", "--yes", stdout=self.stdout)
        if not get_user_model().objects.exists():
            call_command("create_sample_accounts", stdout=self.stdout)

    def report_step(self, text: str) -> None:
        """Tell what is being done."""
        self.stdout.write(f"  · {text}")
        self.stdout.flush()

    def name_addresses(self, port: str) -> None:
        """Let everything that names an address in full name the one that is served now.

        Links in mails come from a setting, canonical addresses, sitemap and feeds from the CMS's site
        record. Both follow the port of each start, unless somebody set them: the setting in the
        environment, the record to a host that is more than this machine.
        """
        # A line of the file .env is in the environment too.
        base = os.environ.get("WAGTAILADMIN_BASE_URL") or f"http://127.0.0.1:{port}"
        settings.WAGTAILADMIN_BASE_URL = base
        parts = urlsplit(base)
        host, number = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        site = Site.objects.filter(is_default_site=True).first()
        if (
            site is None
            or not is_local(site.hostname)
            or (site.hostname, site.port) == (host, number)
        ):
            return
        if Site.objects.filter(hostname=host, port=number).exists():
            return  # another site of this machine is there
        site.hostname, site.port = host, number
        site.save()

    # --- serving -----------------------------------------------------------------------------
    def start_worker(self) -> subprocess.Popen:
        """Start the worker beside the server, in a process group of its own."""
        return subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, sys.argv[0], "worker"],
            start_new_session=True,
            env={**os.environ, "WAGTAILADMIN_BASE_URL": settings.WAGTAILADMIN_BASE_URL},
        )

    def stop_worker(self, worker: subprocess.Popen) -> None:
        """End the worker; it finishes what it has in hand."""
        if worker.poll() is None:
            worker.send_signal(signal.SIGTERM)
            try:
                worker.wait(timeout=10)
            except subprocess.TimeoutExpired:
                worker.kill()

    def print_addresses(self, port: str) -> None:
        """Say where everything is."""
        base = f"http://127.0.0.1:{port}"
        self.stdout.write(
            f"\n  The site:   {base}/\n  The admin:  {base}{ADMIN}\n"
            "  The worker runs beside it (mail, scheduled publishing, pictures).\n"
            "  Mail is printed here, unless EMAIL_URL names a server.\n"
            "  Stop with Ctrl+C. Your data stays in var/; `make reset` starts afresh.\n"
        )
        self.stdout.flush()

    def serve(self, options: dict[str, Any]) -> None:
        """Serve until Ctrl+C."""
        signal.signal(signal.SIGTERM, _leave_quietly)
        arguments = [f"127.0.0.1:{options['port']}", "--skip-checks"]
        if not options["reload"]:
            arguments.append("--noreload")
        try:
            call_command("runserver", *arguments, stdout=_Quiet(self.stdout))
        except KeyboardInterrupt:
            time.sleep(0)
        self.stdout.write("\n  Stopped. Start again with `make run`.")


def _leave_quietly(*_: Any) -> None:
    raise KeyboardInterrupt


class _Quiet:
    """Keeps runserver's own banner from drowning ours."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def write(self, text: str, *args: Any, **kwargs: Any) -> None:
        """Let only complaints through."""
        if "rror" in text:
            self.inner.write(text)

    def flush(self) -> None:
        """Pass the call on to the stream."""
        self.inner.flush()

    def isatty(self) -> bool:
        """Return False: a log has no colours."""
        return False

"""The one worker: runs every registered job when it is due. See `infra.jobs`."""

from __future__ import annotations

import logging
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connections
from django.utils import timezone

from infra import jobs
from infra.models import Heartbeat

logger = logging.getLogger("clinic.worker")

BEAT_EVERY = 30
NAP = 0.25


def _close_stale_connections() -> None:
    """Close connections that are too old or broken, as Django does around a request."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


class Command(BaseCommand):
    """Runs until it is asked to stop."""

    help = (
        "Runs the site's jobs: publishing on schedule, mail, pictures, retention. "
        "Stops on Ctrl-C or SIGTERM after the current step."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --once and --list."""
        parser.add_argument("--once", action="store_true", help="run what is due once, then end")
        parser.add_argument("--list", action="store_true", help="list the jobs, then end")

    def handle(self, *args: Any, once: bool = False, list: bool = False, **options: Any) -> None:
        """Run the jobs until the worker is asked to stop."""
        if list:
            for job in jobs.all_jobs():
                self.stdout.write(f"{job.name}: {job.label}, every {job.every} seconds")
            return
        jobs.ask_to_stop(False)
        self._beaten = 0.0
        if once:
            self._run_due_jobs()
            return
        previous = {
            number: signal.signal(number, self._ask_to_stop)
            for number in (signal.SIGTERM, signal.SIGINT)
        }
        self.stdout.write(f"Worker runs {len(jobs.all_jobs())} jobs. Ctrl-C stops it.")
        try:
            while not jobs.is_stopping():
                self._run_due_jobs()
                self._sleep_for(self._count_pause())
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
        self.stdout.write("Worker stopped.")

    def _ask_to_stop(self, number: int, layout: object) -> None:
        jobs.ask_to_stop()

    def _run_due_jobs(self) -> None:
        """Run what is due. A database that is away is waited for."""
        for job in jobs.all_jobs():
            if jobs.is_stopping():
                return
            try:
                _close_stale_connections()
                self._write_heartbeat()
                line = jobs.run_if_due(job)
            except DatabaseError as error:
                logger.error("worker can't reach the database: %s", jobs.describe_error(error))
                self._sleep_for(5)
                continue
            finally:
                _close_stale_connections()
            if line:
                self.stdout.write(f"{timezone.localtime():%H:%M:%S} {job.label}: {line}")

    def _write_heartbeat(self) -> None:
        """Say that the worker is alive, now and then."""
        if time.monotonic() - self._beaten > BEAT_EVERY:
            Heartbeat.note_alive(jobs.WORKER, timezone.now())
            self._beaten = time.monotonic()

    def _count_pause(self) -> float:
        """Return the seconds until the next look: as often as the most frequent job, at most ten."""
        return min([job.every for job in jobs.all_jobs()] + [10])

    def _sleep_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not jobs.is_stopping() and (left := end - time.monotonic()) > 0:
            time.sleep(min(NAP, left))

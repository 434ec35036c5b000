"""The jobs of the one worker. Each app registers its own when it starts; `manage.py worker` runs them.

Two workers may run at once and a worker may die at any moment, so a job must tolerate being run
again: it finds what is left to do in the database and does it in small steps.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from infra.models import Heartbeat

logger = logging.getLogger("clinic.worker")

# The worker's own heartbeat, beside those of its jobs.
WORKER = "worker"
LATE_AFTER = timedelta(minutes=3)
# One worker does one thing at a time: while a job runs for longer than this, the others wait too long.
STUCK_AFTER = timedelta(minutes=2)


@dataclass(frozen=True)
class Job:
    """Something to do again and again.

    `run` takes nothing and returns a line of what it did, or '' where there is nothing to report.
    `every` is in seconds; `lease`, how long a worker may have it before another one takes over.
    """

    name: str
    every: int
    run: Callable[[], str]
    label: str = ""
    lease: int = 300


_jobs: dict[str, Job] = {}
_stop = False


def register_job(
    name: str, *, every: int, label: str = "", lease: int = 300
) -> Callable[[Callable[[], str]], Callable[[], str]]:
    """Make the decorated function a job of the worker, due every `every` seconds."""

    def add(run: Callable[[], str]) -> Callable[[], str]:
        _jobs[name] = Job(name, every, run, label or name, lease)
        return run

    return add


def all_jobs() -> list[Job]:
    """Return every registered job, the frequent ones first."""
    return sorted(_jobs.values(), key=lambda job: (job.every, job.name))


# --- Stopping --------------------------------------------------------------------------------
def ask_to_stop(stop: bool = True) -> None:
    """Ask the job that runs now to end after its current step."""
    global _stop
    _stop = stop


def is_stopping() -> bool:
    """Tell a long job whether the worker was asked to stop; it then returns after its current step."""
    return _stop


# --- Running ---------------------------------------------------------------------------------
def run_if_due(job: Job, now: datetime | None = None) -> str | None:
    """Run `job` if it is due and no other worker has it.

    Returns its line ('' for nothing to tell), or None where it was not ours to run. Whatever the
    job raises is written down as its kind and place, never its message: messages quote people.
    """
    now = now or timezone.now()
    if not Heartbeat.take_job(job.name, now, job.every, job.lease):
        return None
    try:
        line = job.run() or ""
    except Exception as error:
        what = describe_error(error)
        logger.error("job %s failed: %s", job.name, what)
        Heartbeat.give_back(job.name, timezone.now(), what)
        return f"failed: {what}"
    Heartbeat.give_back(job.name, timezone.now())
    return line


def describe_error(error: BaseException) -> str:
    """Return an error's kind and the line of ours that raised it, without its message."""
    here = str(settings.ROOT)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if f.filename.startswith(here) and ".venv" not in f.filename]
    place = ""
    if frames:
        last = (ours or frames)[-1]
        name = Path(last.filename)
        place = f" ({name.parent.name}/{name.name}:{last.lineno})"
    return f"{type(error).__name__}{place}"


# --- Reporting ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class JobStatus:
    """The state of one job. `label` is for people."""

    name: str
    label: str
    last_run: datetime | None = None
    last_ok: datetime | None = None
    last_error: str = ""
    failures: int = 0
    # Since when it has been running now; None while it rests.
    running_since: datetime | None = None
    lease: int = 300

    def running_for(self, now: datetime | None = None) -> timedelta:
        """Return how long the present run has taken so far; nothing while the job rests."""
        if self.running_since is None:
            return timedelta()
        return max((now or timezone.now()) - self.running_since, timedelta())

    def is_stuck(self, now: datetime | None = None) -> bool:
        """Tell whether the present run takes so long that the other jobs wait for it."""
        return self.running_for(now) > min(STUCK_AFTER, timedelta(seconds=self.lease))


@dataclass(frozen=True)
class WorkerStatus:
    """Whether the worker runs, for the dashboard and the health address."""

    last_seen: datetime | None
    late: bool
    jobs: tuple[JobStatus, ...] = ()

    @property
    def failing(self) -> tuple[JobStatus, ...]:
        """The jobs whose last run failed."""
        return tuple(job for job in self.jobs if job.last_error)

    @property
    def stuck(self) -> tuple[JobStatus, ...]:
        """The jobs that have been running for too long."""
        return tuple(job for job in self.jobs if job.is_stuck())

    @property
    def ok(self) -> bool:
        """Whether there is nothing to do about it."""
        return not (self.late or self.failing or self.stuck)


def worker_status(now: datetime | None = None) -> WorkerStatus:
    """Return the state of the worker: late if it has not been seen for three minutes, or never."""
    now = now or timezone.now()
    beats = {beat.job: beat for beat in Heartbeat.objects.all()}
    seen = beats[WORKER].last_ok if WORKER in beats else None
    jobs = []
    for job in all_jobs():
        beat = beats.get(job.name) or Heartbeat(job=job.name)
        jobs.append(
            JobStatus(
                job.name,
                job.label,
                beat.last_run,
                beat.last_ok,
                beat.last_error,
                beat.failures,
                beat.running_since,
                job.lease,
            )
        )
    return WorkerStatus(seen, seen is None or now - seen > LATE_AFTER, tuple(jobs))


# --- Core's own ------------------------------------------------------------------------------
@register_job("publish-scheduled", every=60, label="Scheduled publishing")
def publish_scheduled() -> str:
    """Publish and expire what is due."""
    call_command("publish_scheduled", verbosity=0)
    return ""

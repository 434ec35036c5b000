"""The jobs of the one worker. Each room registers its own when it starts; `manage.py worker` runs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """Something to do again and again.

    `run` takes nothing and returns a line of what it did, or '' for nothing worth telling.
    `every` is in seconds.
    """

    name: str
    every: int
    run: Callable[[], str]
    label: str = ""


_jobs: dict[str, Job] = {}


def register(
    name: str, *, every: int, label: str = ""
) -> Callable[[Callable[[], str]], Callable[[], str]]:
    """Make the decorated function a job of the worker, due every `every` seconds."""

    def add(run: Callable[[], str]) -> Callable[[], str]:
        _jobs[name] = Job(name, every, run, label or name)
        return run

    return add


def all_jobs() -> list[Job]:
    """Return every registered job, the frequent ones first."""
    return sorted(_jobs.values(), key=lambda job: (job.every, job.name))


@register("publish-scheduled", every=60, label="Scheduled publishing")
def publish_scheduled() -> str:
    """Publish and expire what is due."""
    from django.core.management import call_command

    call_command("publish_scheduled", verbosity=0)
    return ""

"""The worker's part: imports that were begun in the admin go on, a few seconds at a time."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from infra import jobs

from .export.errors import ExportError
from .folder import clear_folder, only_one
from .landing.engine import Engine
from .landing.undoing import Undo
from .models import ImportRun

NAME = "moving-in"
# So long at once: one worker does everything, and mail must not wait.
BUDGET = 20.0
# An export that nobody brought in is deleted; it can hold what patients wrote.
RETENTION_DAYS = 7
State = ImportRun.State


@jobs.register_job(NAME, every=3, label="Bringing in an old site")
def go_on() -> str:
    """Bring the oldest import that is under way forward, unless the command does so."""
    with only_one() as ours:
        return _go_on() if ours else ""


def _go_on() -> str:
    own = Q(owns_file=True, state__in=(State.WAITING, State.RUNNING))
    run = ImportRun.objects.filter(own | Q(state=State.UNDOING)).order_by("pk").first()
    if run is None:
        return ""
    if run.state == State.UNDOING:
        done = Undo(run, stopping=jobs.is_stopping).take_back(BUDGET)
        return f"import {run.pk} taken back" if done else ""
    try:
        Engine(run, stopping=jobs.is_stopping).advance(BUDGET)
    except ExportError:
        return f"import {run.pk} could not be done"
    except Exception as error:
        # Else it would be tried, and fail, for ever.
        run.refresh_from_db()
        run.state, run.finished_at = State.STOPPED, timezone.now()
        run.trouble = (
            f"Something unforeseen stopped it ({jobs.describe_error(error)}). "
            "‘Go on’ tries again; if it stops again, tell a developer."
        )
        run.save(update_fields=["state", "trouble", "finished_at"])
        raise
    return f"import {run.pk} done" if run.state == State.DONE else ""


@jobs.register_job("moving-in-files", every=3600, label="Deleting exports that nobody needs")
def delete_old_files() -> str:
    """Delete the files of imports that ended, or that nobody went on with, a week ago."""
    limit = timezone.now() - timedelta(days=RETENTION_DAYS)
    old = (
        ImportRun.objects.filter(owns_file=True, started_at__lt=limit)
        .exclude(state__in=(State.RUNNING, State.UNDOING))
        .exclude(path="")
    )
    count = 0
    for run in old:
        clear_folder(run)
        run.path = run.media_path = ""
        if run.state in (State.WAITING, State.STOPPED):
            run.state, run.trouble = (
                State.FAILED,
                "Nobody went on with it for a week, so the file was deleted. Upload it again.",
            )
        run.save()
        count += 1
    return f"{count} exports deleted" if count else ""

"""Whether the site is well. Each app may add what it knows; monitoring asks at `/readyz`."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from infra.jobs import worker_status
from infra.models import Heartbeat
from infra.resilience.database_patience import wait_at_most

OK, DEGRADED, UNAVAILABLE = "ok", "degraded", "unavailable"
# The worker runs something every minute; a deployment restarts it within a few.
WORKER_LATE = timedelta(minutes=10)
# Monitoring gives up soon: a database that hangs is told before that, in so many seconds.
PATIENCE = 2.0
# All checks together: where several wait in vain (the database begins to hang between two of them), the answer comes all the same.
TOGETHER = 4.0

log = logging.getLogger("clinic.edge")
_migrated = False


@dataclass(frozen=True)
class CheckResult:
    """What one check found. `vital`: without it no page can be served."""

    name: str
    ok: bool
    detail: str
    vital: bool


@dataclass(frozen=True)
class HealthReport:
    """What all checks found."""

    results: tuple[CheckResult, ...]

    @property
    def status(self) -> str:
        """'ok', 'degraded' (pages are served, somebody should look) or 'unavailable'."""
        bad = [result for result in self.results if not result.ok]
        if any(result.vital for result in bad):
            return UNAVAILABLE
        return DEGRADED if bad else OK

    @property
    def failing(self) -> list[str]:
        """The names of what is not well."""
        return [result.name for result in self.results if not result.ok]


Check = Callable[[], tuple[bool, str]]
_checks: dict[str, tuple[Check, bool]] = {}
# Asked even while the database is away; each of the others would only wait for it in vain.
_WITHOUT_DATABASE = {"database", "cache"}


def register_check(name: str, *, vital: bool = False) -> Callable[[Check], Check]:
    """Make the decorated function a check. It returns whether all is well, and a line of why.

    Apps above call this when they start, for example for the age of the oldest unsent notice.
    """

    def add(check: Check) -> Check:
        _checks[name] = (check, vital)
        return check

    return add


def run_checks() -> HealthReport:
    """Run every check. One that fails in itself counts as not well.

    Without a database only what needs none is asked, and after `TOGETHER` seconds nothing more, so that the answer comes soon.
    """
    results: list[CheckResult] = []
    end = time.monotonic() + TOGETHER
    for name, (check, vital) in _checks.items():
        if name not in _WITHOUT_DATABASE and any(
            result.name == "database" and not result.ok for result in results
        ):
            continue
        ok, detail = _run_check(name, check, end - time.monotonic())
        results.append(CheckResult(name, ok, detail, vital))
    return HealthReport(tuple(results))


def _run_check(name: str, check: Check, left: float) -> tuple[bool, str]:
    """Return what one check found. Parameters: `left`, how many seconds all that follow have together."""
    if left <= 0:
        return False, "not asked: the checks before it took too long"
    try:
        with wait_at_most(min(PATIENCE, left)):
            return check()
    except Exception as error:
        log.warning("The health check %s failed: %s", name, type(error).__name__)
        return False, type(error).__name__


def may_read_details(request: HttpRequest) -> bool:
    """Whether the request carries the operator's token. Nobody does while none is set."""
    token = settings.HEALTH_TOKEN
    sent = request.headers.get("Authorization", "")
    return bool(token) and constant_time_compare(sent, f"Bearer {token}")


@register_check("database", vital=True)
def check_database() -> tuple[bool, str]:
    """Tell whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return True, connection.vendor


@register_check("migrations", vital=True)
def check_migrations() -> tuple[bool, str]:
    """Every migration of this code is applied."""
    global _migrated
    if not _migrated:  # reading every migration's file takes a while; applied ones stay applied
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if waiting:
            return False, f"{waiting} not applied"
        _migrated = True
    return True, "all applied"


@register_check("jobs")
def long_runs() -> tuple[bool, str]:
    """No job of the worker has been running for too long."""
    running = [job for job in worker_status().jobs if job.running_since]
    lines = [
        f"{job.name} has run for {int(job.running_for().total_seconds())} s" for job in running
    ]
    return not any(job.is_stuck() for job in running), "; ".join(lines) or "none runs"


@register_check("cache")
def check_cache() -> tuple[bool, str]:
    """Every cache takes and gives values. Without one the site is slower, and limits count by process."""
    silent = [alias for alias in caches.settings if not caches[alias].answers()]
    return not silent, f"no answer: {', '.join(silent)}" if silent else "answers"


@register_check("worker")
def check_worker() -> tuple[bool, str]:
    """The worker ran something lately."""
    last = Heartbeat.objects.aggregate(last=Max("last_run"))["last"]
    if last is None:
        return False, "has never run"
    age = timezone.now() - last
    return age < WORKER_LATE, f"ran {int(age.total_seconds())} seconds ago"

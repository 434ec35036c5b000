"""Numbers for Prometheus at /metrics: what was asked, how long it took, how the page cache and the worker do.

Counted in each process and added up over all of gunicorn's (`PROMETHEUS_MULTIPROC_DIR`, which gunicorn.conf.py sets). No
address, no query and nobody's name is in a label: what people look for here is health data.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import cache

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import REGISTRY, Collector

from edge import health
from infra.addresses.staff_paths import is_staff_path
from infra.models import Heartbeat

SECONDS = Histogram(
    "clinic_request_seconds", "Answers, and their seconds in the application", ["kind", "status"],
    buckets=(0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
QUEUED = Histogram(
    "clinic_queue_seconds", "Seconds between nginx and the application",
    buckets=(0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
PAGES = Counter(
    "clinic_page_cache", "Public pages: kept ('hit'), waited for, or rendered", ["answer"]
)
_KINDS = {
    "/search/": "search",
    "/documents/": "document",
    "/healthz": "health",
    "/readyz": "health",
    "/metrics": "health",
}


def name_kind(request: HttpRequest, response: HttpResponseBase) -> str:
    """Return what kind of address was asked for: one of a few words, whatever somebody typed."""
    path = request.path
    if is_staff_path(path):
        return "staff"
    if getattr(response, "is_form", False):
        return "form"
    for beginning, kind in _KINDS.items():
        # A page may begin as one of the single addresses does.
        if path == beginning or (beginning.endswith("/") and path.startswith(beginning)):
            return kind
    return "file" if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)) else "page"


@cache
def _find_series(kind: str, hundred: int) -> Histogram:
    """Return what counts these answers; looking it up by its labels costs more than counting."""
    return SECONDS.labels(kind, f"{hundred}xx")


class MetricsMiddleware:
    """Counts each answer and its time. First of all, so that kept pages count, too (5 microseconds each)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and count what was answered."""
        began = time.perf_counter()
        response = self.get_response(request)
        count_answer(request, response, began)
        return response


def count_answer(request: HttpRequest, response: HttpResponseBase, began: float) -> None:
    """Count an answer that was begun at `began` (of `time.perf_counter`), and how long it had lain before."""
    seconds = time.perf_counter() - began
    _find_series(name_kind(request, response), response.status_code // 100).observe(seconds)
    _note_queue(request, seconds)


def _note_queue(request: HttpRequest, seconds: float) -> None:
    """Note how long the request lay between nginx and here: `X-Request-Start: t=1700000000.123`."""
    sent = request.META.get("HTTP_X_REQUEST_START", "")
    if settings.TRUSTED_PROXIES and sent.startswith("t="):
        try:
            QUEUED.observe(max(0.0, time.time() - seconds - float(sent[2:])))
        except ValueError:
            return  # not ours


class StateCollector(Collector):
    """What is asked of the database and the disk when somebody reads the numbers, and not before."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield each check of /readyz (1: well), and how long ago each job of the worker ran."""
        report = health.run_checks()
        checks = GaugeMetricFamily(
            "clinic_check_ok", "1 where a check of /readyz is well", labels=["check"]
        )
        for result in report.results:
            checks.add_metric([result.name], float(result.ok))
        yield checks
        ready = report.status != health.UNAVAILABLE
        yield GaugeMetricFamily("clinic_ready", "1 where pages can be served", value=float(ready))
        if ready:
            yield from self._collect_jobs()

    @staticmethod
    def _collect_jobs() -> Iterator[GaugeMetricFamily]:
        age = GaugeMetricFamily(
            "clinic_job_age_seconds", "Seconds since a job of the worker last ran", labels=["job"]
        )
        try:
            now = time.time()
            for job, ran in Heartbeat.objects.values_list("job", "last_run"):
                if ran is not None:
                    age.add_metric([job], now - ran.timestamp())
        except DatabaseError:
            return
        yield age


def write_metrics() -> bytes:
    """Return every number in Prometheus' text format, added up over the processes where there are several."""
    registry = CollectorRegistry()
    registry.register(StateCollector())
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)
        return generate_latest(registry)
    return generate_latest(registry) + generate_latest(REGISTRY)


@require_safe
@cache_control(no_store=True)
def show_metrics(request: HttpRequest) -> HttpResponse:
    """Show the numbers to whoever sends `Authorization: Bearer <HEALTH_TOKEN>`; to everybody else there is no such page."""
    if not health.may_read_details(request):
        return HttpResponse(status=404)
    return HttpResponse(write_metrics(), content_type=CONTENT_TYPE_LATEST)

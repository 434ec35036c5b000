"""Whether monitoring is told the truth, and strangers nothing."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from edge import health
from infra.models import Heartbeat
from infra.resilience.database_patience import current_limit
from tests.factories import home_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    """Forget what this process learnt of migrations, and other rooms' checks."""
    monkeypatch.setattr(health, "_migrated", False)
    own = {name: health._checks[name] for name in ("database", "migrations", "worker")}
    monkeypatch.setattr(health, "_checks", own)


def beat(age: timedelta = timedelta(0)) -> None:
    """Let the worker have run."""
    Heartbeat.objects.create(job="publish-scheduled", last_run=timezone.now() - age)


def refuse(execute, sql, params, many, context):
    """Be a database that is gone."""
    raise OperationalError("gone")


def test_healthz_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_ready_when_all_is_well(client):
    beat()
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


@pytest.mark.parametrize("age", [None, timedelta(minutes=30)])
def test_a_late_worker_is_told_but_takes_no_visitor_away(client, age):
    if age:
        beat(age)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "degraded", "failing": ["worker"]},
    )


def test_a_database_that_is_gone_is_unavailable(client):
    with connection.execute_wrapper(refuse):
        response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        503,
        {"status": "unavailable", "failing": ["database"]},
    )


def test_migrations_that_wait_are_unavailable(client, monkeypatch):
    beat()
    monkeypatch.setattr(
        "edge.health.MigrationExecutor.migration_plan", lambda self, targets: [("x", False)]
    )
    assert client.get("/readyz").status_code == 503


def test_the_details_are_for_whoever_has_the_token(client, settings):
    settings.HEALTH_TOKEN = "long-random-token"
    beat()
    for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": "long-random-token"}):
        assert "checks" not in client.get("/readyz", headers=headers).json()
    answer = client.get("/readyz", headers={"authorization": "Bearer long-random-token"}).json()
    assert set(answer["checks"]) == {"database", "migrations", "worker"}
    assert answer["checks"]["migrations"] == {"ok": True, "detail": "all applied"}


def test_without_a_token_nobody_reads_the_details(client):
    for value in ("Bearer ", "Bearer", ""):
        assert "checks" not in client.get("/readyz", headers={"authorization": value}).json()


def test_a_room_adds_a_check_and_a_broken_one_counts_as_unwell(client):
    beat()

    @health.register_check("outbox")
    def outbox():
        raise RuntimeError("a detail that nobody should read")

    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "degraded", "failing": ["outbox"]},
    )


def test_the_answer_comes_although_every_check_waits_as_long_as_it_may(client, monkeypatch):
    """A database that begins to hang between two checks: each would wait two seconds, one after the other."""
    beat()
    now, asked = [100.0], []
    monkeypatch.setattr(health.time, "monotonic", lambda: now[0])

    def hang():
        asked.append(current_limit())
        now[0] += current_limit()
        raise OperationalError("said nothing")

    for number in range(8):
        health.register_check(f"slow-{number}")(hang)
    report = health.run_checks()
    assert now[0] - 100 == pytest.approx(health.TOGETHER)
    assert asked == [health.PATIENCE, health.PATIENCE]
    assert report.failing == [f"slow-{number}" for number in range(8)]
    assert report.status == health.DEGRADED
    assert "not asked" in report.results[-1].detail


def test_a_vital_check_that_nobody_had_time_for_is_no_sign_that_all_is_well(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(health.time, "monotonic", lambda: now[0])
    checks = dict(health._checks)

    def slow():
        now[0] += 9
        return True, "at last"

    monkeypatch.setattr(health, "_checks", {"slow": (slow, False), **checks})
    assert health.run_checks().status == health.UNAVAILABLE


def test_migrations_are_read_once_a_process(client, monkeypatch):
    client.get("/readyz")

    def fail(self, targets):
        raise AssertionError("read again")

    monkeypatch.setattr("edge.health.MigrationExecutor.migration_plan", fail)
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    ("address", "kind", "magic"),
    [
        ("/favicon.ico", "image/x-icon", b"\x00\x00\x01\x00"),
        ("/apple-touch-icon.png", "image/png", b"\x89PNG"),
        ("/apple-touch-icon-precomposed.png", "image/png", b"\x89PNG"),
    ],
)
def test_icons_stand_at_their_fixed_addresses(client, address, kind, magic):
    home_page()
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == kind
    assert response.content.startswith(magic)
    assert "max-age=86400" in response["Cache-Control"]

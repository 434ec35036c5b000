"""The one worker: due, taken once, surviving, stopping, telling."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from infra import jobs
from infra.jobs import Job, describe_error, run_if_due, worker_status
from infra.management.commands.worker import Command
from infra.models import Heartbeat
from infra.models.heartbeat import CLOCK_SLACK
from tests import database
from tests.factories import StandardPageFactory

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


@pytest.fixture
def ran():
    return []


@pytest.fixture
def job(ran):
    return Job("sample", 60, lambda: ran.append(1) or "did it", "Sample", lease=300)


@pytest.fixture
def only(monkeypatch):
    """Make the given jobs the only ones."""

    def use(*some):
        monkeypatch.setattr(jobs, "_jobs", {job.name: job for job in some})

    return use


# --- Due, and taken once ---------------------------------------------------------------------
def test_a_job_runs_when_it_is_due_and_not_before(job, ran):
    now = timezone.now()
    assert run_if_due(job, now) == "did it"
    assert run_if_due(job, now + timedelta(seconds=59)) is None
    assert run_if_due(job, now + timedelta(seconds=60)) == "did it"
    assert len(ran) == 2


def test_a_job_that_another_worker_has_is_left_alone(job, ran):
    now = timezone.now()
    assert Heartbeat.take_job(job.name, now, job.every, job.lease)
    assert not Heartbeat.take_job(job.name, now, job.every, job.lease)
    # Even when it would be due again, until the lease ends: then its worker is taken for dead.
    assert not Heartbeat.take_job(job.name, now + timedelta(seconds=299), job.every, job.lease)
    assert Heartbeat.take_job(job.name, now + timedelta(seconds=300), job.every, job.lease)


def test_a_clock_that_was_set_back_stops_nothing(job, ran):
    now = timezone.now()
    Heartbeat.objects.create(
        job=job.name, last_run=now + timedelta(days=1), leased_until=now + timedelta(days=1)
    )
    assert run_if_due(job, now) == "did it"


def test_a_clock_that_runs_a_little_ahead_elsewhere_does_not_double_a_job(job, ran):
    now = timezone.now()
    Heartbeat.objects.create(job=job.name, last_run=now + CLOCK_SLACK / 2)
    assert run_if_due(job, now) is None


# --- Surviving -------------------------------------------------------------------------------
def _fails():
    raise ValueError("Ann Secret, +1 703 555 0199")


def test_an_error_is_written_down_without_what_it_says(ran):
    broken = Job("broken", 60, _fails)
    line = run_if_due(broken)
    beat = Heartbeat.objects.get(job="broken")
    assert line.startswith("failed: ValueError (infra/test_worker.py:")
    assert beat.last_error.startswith("ValueError (infra/test_worker.py:")
    assert "Secret" not in beat.last_error + line
    assert (beat.last_ok, beat.failures, beat.leased_until) == (None, 1, None)


def test_a_job_that_recovers_is_fine_again(job):
    start = timezone.now() - timedelta(hours=1)
    run_if_due(Job(job.name, 60, _fails), start)
    run_if_due(Job(job.name, 60, _fails), start + timedelta(seconds=60))
    assert Heartbeat.objects.get(job=job.name).failures == 2
    run_if_due(job)
    beat = Heartbeat.objects.get(job=job.name)
    assert (beat.failures, beat.last_error) == (0, "") and beat.last_ok


def test_one_failing_job_does_not_stop_the_others(only, job, ran):
    only(Job("broken", 1, _fails), job)
    out = StringIO()
    call_command("worker", once=True, stdout=out)
    assert ran == [1]
    assert "did it" in out.getvalue() and "Secret" not in out.getvalue()


def test_a_database_that_is_away_is_waited_for(only, job, ran, monkeypatch):
    only(job)
    away = [OperationalError("server closed the connection"), None]
    real = Heartbeat.note_alive

    def beat(*args):
        if error := away.pop(0):
            raise error
        real(*args)

    monkeypatch.setattr(Heartbeat, "note_alive", beat)
    monkeypatch.setattr(
        "infra.management.commands.worker.Command._sleep_for", lambda self, seconds: None
    )
    call_command("worker", once=True, stdout=StringIO())
    assert ran == []
    call_command("worker", once=True, stdout=StringIO())
    assert ran == [1]


def test_errors_are_described_by_kind_and_place():
    try:
        int("Ann Secret")
    except ValueError as error:
        assert describe_error(error).startswith("ValueError (infra/test_worker.py:")
    assert describe_error(KeyError("x")) == "KeyError"


# --- Telling ---------------------------------------------------------------------------------
def test_the_status_is_late_until_the_worker_was_seen(only, job):
    only(job)
    assert worker_status().late and worker_status().last_seen is None
    call_command("worker", once=True, stdout=StringIO())
    status = worker_status()
    assert status.ok and not status.late
    assert [(j.name, j.label, bool(j.last_ok)) for j in status.jobs] == [("sample", "Sample", True)]


def test_the_status_is_late_after_three_minutes(only, job):
    only(job)
    now = timezone.now()
    Heartbeat.note_alive(jobs.WORKER, now)
    assert not worker_status(now + timedelta(minutes=3)).late
    assert worker_status(now + timedelta(minutes=3, seconds=1)).late


def test_the_status_names_what_fails(only):
    only(Job("broken", 60, _fails, "Broken"))
    call_command("worker", once=True, stdout=StringIO())
    status = worker_status()
    assert not status.ok
    assert [job.label for job in status.failing] == ["Broken"]


# --- The jobs --------------------------------------------------------------------------------
def test_each_job_has_a_name_for_people_and_a_sane_rhythm():
    names = [job.name for job in jobs.all_jobs()]
    assert {"publish-scheduled", "renditions"} <= set(names)
    for job in jobs.all_jobs():
        assert job.label != job.name and job.every >= 1 and job.lease >= 60, job.name


def test_pages_are_published_on_schedule(client):
    page = StandardPageFactory(title="Later", slug="later", live=False)
    due = timezone.now() - timedelta(seconds=1)
    page.go_live_at = due
    page.save_revision(approved_go_live_at=due)
    assert client.get("/later/").status_code == 404
    jobs.publish_scheduled()
    page.refresh_from_db()
    assert page.live
    assert client.get(page.url).status_code == 200


def test_the_command_lists_its_jobs():
    out = StringIO()
    call_command("worker", list=True, stdout=out)
    assert "publish-scheduled: Scheduled publishing, every 60 seconds" in out.getvalue()


# --- Stopping --------------------------------------------------------------------------------
def test_its_sleep_ends_within_a_second_when_asked():
    timer = threading.Timer(0.3, jobs.ask_to_stop)
    timer.start()
    try:
        start = time.monotonic()
        Command()._sleep_for(60)
        assert time.monotonic() - start < 1.3
    finally:
        timer.join()
        jobs.ask_to_stop(False)


def test_no_job_begins_once_it_was_asked(only, job, ran):
    only(job)
    jobs.ask_to_stop()
    try:
        Command()._run_due_jobs()
    finally:
        jobs.ask_to_stop(False)
    assert ran == []


# --- Stopping: a real process ----------------------------------------------------------------
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_by_itself_when_asked(tmp_path, number):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "TEST_DATABASE_URL": f"sqlite:///{tmp_path / 'worker.sqlite3'}",
        "PYTHONUNBUFFERED": "1",
    }
    manage = [sys.executable, str(ROOT / "manage.py")]
    shutil.copyfile(database.template(), tmp_path / "worker.sqlite3")
    worker = subprocess.Popen(
        [*manage, "worker"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert "Worker runs" in worker.stdout.readline()
        time.sleep(1.5)
        asked = time.monotonic()
        worker.send_signal(number)
        out, err = worker.communicate(timeout=30)
    finally:
        worker.kill()
    assert worker.returncode == 0, err
    assert (
        time.monotonic() - asked < 30
    )  # the machine may be busy; without the signal it would never end
    assert "Worker stopped." in out and "Traceback" not in err

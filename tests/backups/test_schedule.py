"""When backups are due, which ones go, and what people and monitoring are told."""

import os
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from backups import checks, health, jobs
from backups.models import BackupRun
from backups.retention import delete_old, find_old, list_backups
from backups.wagtail_hooks import Backups
from tests.factories.forms import member_of

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


def run(ago: timedelta, *, kind: str = "backup", ok: bool = True, note: str = "", now=None):
    """Put a run on record that was `ago`."""
    at = (now or timezone.now()) - ago
    return BackupRun.objects.create(kind=kind, started_at=at, ended_at=at, ok=ok, note=note)


@pytest.mark.django_db
def test_a_backup_is_due_once_a_night_and_again_an_hour_after_a_failure(settings):
    settings.BACKUP_DIR, settings.BACKUP_HOUR, settings.TIME_ZONE = "/backups", 2, "UTC"
    with timezone.override("UTC"):
        assert jobs.is_backup_due(NOW)
        run(timedelta(hours=14), now=NOW)  # one in the morning, before the hour
        assert jobs.is_backup_due(NOW)
        failed = run(timedelta(minutes=50), ok=False, now=NOW)
        assert not jobs.is_backup_due(NOW)
        failed.started_at = NOW - timedelta(minutes=61)
        failed.save()
        assert jobs.is_backup_due(NOW)
        run(timedelta(hours=12), now=NOW)
        assert not jobs.is_backup_due(NOW)
        assert jobs.is_backup_due(NOW + timedelta(days=1))
    settings.BACKUP_DIR = ""
    assert not jobs.is_backup_due(NOW + timedelta(days=1))


@pytest.mark.django_db
def test_a_drill_needs_a_key_on_the_machine_and_a_backup(settings):
    settings.BACKUP_DIR, settings.BACKUP_IDENTITY_FILE = "/backups", ""
    run(timedelta(hours=1), now=NOW)
    assert not jobs.is_drill_due(NOW)
    settings.BACKUP_IDENTITY_FILE = "/key"
    assert jobs.is_drill_due(NOW)
    run(timedelta(days=29), kind="drill", now=NOW)
    assert not jobs.is_drill_due(NOW)
    assert jobs.is_drill_due(NOW + timedelta(days=2))


def test_the_worker_waits_for_no_backup(monkeypatch):
    started = []

    class Running:
        def __init__(self, command, **options):
            started.append(command[-1])

        def poll(self):
            return None

    monkeypatch.setattr(jobs.subprocess, "Popen", Running)
    monkeypatch.setattr(jobs, "_running", {})
    assert jobs._start_command("backup", "backup") == "begun"
    assert jobs._start_command("backup", "backup") == ""
    assert started == ["backup"]


def test_days_stay_then_weeks_and_then_nothing(tmp_path, settings):
    settings.BACKUP_KEEP_DAYS, settings.BACKUP_KEEP_WEEKS = 14, 8
    for day in range(100):
        made = NOW - timedelta(days=day)
        (tmp_path / f"clinic-{made:%Y%m%d-%H%M%S}.tar.age").write_bytes(b"x")
    (tmp_path / "notes.txt").write_text("not ours")
    delete_old(tmp_path, NOW)
    kept = [(NOW - made).days for made, _path in list_backups(tmp_path)]
    assert kept[:15] == list(range(15))
    assert len(kept) == 15 + 6 and max(kept) <= 56
    assert all(later - sooner == 7 for sooner, later in pairwise(kept[15:]))
    assert (tmp_path / "notes.txt").exists()
    assert find_old(tmp_path, NOW + timedelta(days=4000))[-1:] != []  # the newest alone stays
    delete_old(tmp_path, NOW + timedelta(days=4000))
    assert [(NOW - made).days for made, _path in list_backups(tmp_path)] == [0]


@pytest.mark.django_db
def test_monitoring_and_checks_tell_a_late_backup(settings, tmp_path, key_file):
    settings.BACKUP_DIR = ""
    assert health.check_backup()[0]
    assert [m.id for m in checks.check_backups(None)] == ["backups.W001"]
    settings.BACKUP_DIR, settings.BACKUP_RECIPIENTS = str(tmp_path), ["age1nonsense"]
    assert [m.id for m in checks.check_backups(None)] == ["backups.E001", "backups.W002"]
    settings.BACKUP_RECIPIENTS = [key_file[1]]
    assert health.check_backup() == (False, "last good backup: never")
    run(timedelta(hours=27))
    run(timedelta(hours=1), ok=False, note="The disk is full.")
    ok, detail = health.check_backup()
    assert not ok and detail.endswith("; last try: The disk is full.")
    [message] = checks.check_backups(None)
    assert message.id == "backups.W002" and "The disk is full." in message.hint
    run(timedelta(hours=25))
    assert health.check_backup()[0]
    assert [m.id for m in checks.check_backups(None)] == ["backups.W003"]
    run(timedelta(days=20), kind="drill")
    assert checks.check_backups(None) == []
    assert health.check_drill()[1].startswith("last drill: 2")


def panel(rf, user) -> BeautifulSoup:
    """Return the dashboard's panel as `user` sees it."""
    request = rf.get("/admin/")
    request.user = user
    return BeautifulSoup(Backups().render_html({"request": request}), "html.parser")


@pytest.mark.django_db
def test_the_dashboard_tells_administrators_alone(rf, settings, admin_user):
    settings.BACKUP_DIR = "/backups"
    assert "No backup has been made yet" in panel(rf, admin_user).get_text()
    run(timedelta(hours=30), ok=True)
    run(timedelta(hours=2), ok=False, note="The disk is full.")
    shown = panel(rf, admin_user)
    assert shown.find(class_="clinic-panel--alarm")
    assert "The disk is full." in shown.get_text()
    run(timedelta(hours=3))
    run(timedelta(days=3), kind="drill")
    text = panel(rf, admin_user).get_text()
    assert "Last good backup: 3" in text and "Last drill: 3" in text
    assert panel(rf, member_of("Front desk")).get_text().strip() == ""


def test_monitoring_tells_a_late_copy_elsewhere(settings, tmp_path):
    settings.BACKUP_DIR, settings.BACKUP_COPY_TO = str(tmp_path), ""
    assert health.check_copy()[0]
    settings.BACKUP_COPY_TO = "offsite:clinic"
    assert health.check_copy() == (False, "last good copy: never")
    mark = tmp_path / ".copied"
    mark.touch()
    assert health.check_copy()[0]
    before = (timezone.now() - timedelta(hours=31)).timestamp()
    os.utime(mark, (before, before))
    assert not health.check_copy()[0]

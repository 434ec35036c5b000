"""A disk that fills up is told before it is full."""

from types import SimpleNamespace

import pytest

from edge.monitoring import disk


@pytest.mark.parametrize(
    ("total", "free", "ok"),
    [(100e9, 50e9, True), (100e9, 5.1e9, True), (100e9, 4.9e9, False), (10e9, 1.1e9, True), (10e9, 0.9e9, False)],
)  # fmt: skip
def test_little_room_is_told_in_gigabytes_and_shares(monkeypatch, tmp_path, total, free, ok):
    monkeypatch.setattr(disk, "list_folders", lambda: [tmp_path, tmp_path])
    monkeypatch.setattr(
        disk.shutil, "disk_usage", lambda _folder: SimpleNamespace(total=total, free=free)
    )
    found, detail = disk.check_disk()
    assert found is ok
    assert detail == f"{free / 1e9:.1f} of {total / 1e9:.0f} GB free"  # one disk, told once


def test_uploads_and_backups_are_asked_where_they_lie(settings, tmp_path):
    settings.MEDIA_ROOT, settings.BACKUP_DIR, settings.S3_BUCKET = tmp_path, "", ""
    assert disk.list_folders() == [settings.ROOT, tmp_path]
    settings.S3_BUCKET = "pictures"
    assert disk.list_folders() == [settings.ROOT]

"""A folder for backups and the pair of keys that goes with it."""

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from backups.packing import envelope
from backups.packing.scratch import ALIAS


@pytest.fixture
def key_file(tmp_path):
    """The file with the secret key, as it lies in the safe."""
    public, secret = envelope.make_key()
    path = tmp_path / "key.txt"
    path.write_text(f"# public key: {public}\n{secret}\n")
    return path, public


@pytest.fixture
def folder(tmp_path, settings, key_file):
    """Backups are set up; files have a folder of their own."""
    settings.BACKUP_DIR = str(tmp_path / "backups")
    settings.BACKUP_RECIPIENTS = [key_file[1]]
    settings.BACKUP_IDENTITY_FILE = str(key_file[0])
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "backups"


@pytest.fixture(autouse=True)
def _scratch_database_is_allowed(monkeypatch):
    """Django keeps tests from databases that they did not name; this one does not exist yet when they begin."""
    guarded = BaseDatabaseWrapper.ensure_connection

    def ensure_connection(self):
        if self.alias != ALIAS:
            return guarded(self)
        if self.connection is None:
            with self.wrap_database_errors:
                self.connect()
        return None

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", ensure_connection)

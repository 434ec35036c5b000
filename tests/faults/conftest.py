"""What the fault tests share."""

import pytest

from .smtp import MailServer
from .stage import Stage


@pytest.fixture
def mail_server():
    with MailServer() as server:
        yield server


@pytest.fixture(scope="module")
def stage():
    site = Stage()
    yield site
    site.close()


@pytest.fixture
def clean(stage):
    """The stage without requests."""
    with stage.database() as connection:
        for table in ("outboxmessage", "event", "consent", "submission"):
            connection.execute(f"DELETE FROM clinic_forms_{table}")
    return stage


@pytest.fixture
def changeable(clean):
    """A site whose form staff may change: afterwards everything is as it was."""
    before = clean.path.read_bytes()
    clean.start_web(workers=1)
    yield clean
    clean.stop_web()
    clean.path.write_bytes(before)
    for suffix in ("-wal", "-shm"):
        clean.path.with_name(clean.path.name + suffix).unlink(missing_ok=True)

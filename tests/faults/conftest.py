"""What the fault tests share."""

import shutil

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import home_page
from tests.factories.blog import BlogPostPageFactory
from tests.factories.forms import (
    FormPageFactory,
    request_settings,
)
from tests.faults.cache.redis_plug import use
from tests.faults.mail.smtp import MailServer
from tools.servers import RedisServer

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


DESK, MANAGER = "desk@clinic.example", "manager@clinic.example"


@pytest.fixture
def server(settings, mail_server):
    request_settings(notify=f"{DESK}\n{MANAGER}")
    settings.EMAIL_BACKEND = "infra.resilience.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = mail_server.port
    settings.EMAIL_TIMEOUT = 1
    return mail_server


@pytest.fixture(scope="module")
def redis():
    server = RedisServer()
    yield server
    server.close()


@pytest.fixture
def site(db):
    """A site with a page of each kind."""
    home_page()
    BlogPostPageFactory()
    request_settings()
    FormPageFactory(slug="write")


@pytest.fixture
def plugged(redis, settings, site):
    """A site that uses a Redis which is well."""
    redis.stop()
    shutil.rmtree(redis.folder / "dump.rdb", ignore_errors=True)
    redis.start()
    use(settings, redis.url)
    Client().get("/")
    assert cache.answers()
    yield redis
    redis.stop()

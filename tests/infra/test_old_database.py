"""A database from before the rooms gets one sentence, never an error about tables."""

import sqlite3
from contextlib import closing
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from infra.checks import check_database_age
from infra.old_database import SENTENCE, is_from_before


@pytest.fixture
def old_database(tmp_path):
    """A connection to a file in which the app of before has run its migrations."""
    path = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE django_migrations (id INTEGER, app TEXT, name TEXT)")
        file.execute("INSERT INTO django_migrations VALUES (1, 'core', '0001_initial')")
    connections.databases["old"] = {
        **connections.databases["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {},
    }
    yield connections["old"]
    connections["old"].close()
    del connections["old"]
    del connections.databases["old"]


def test_it_is_known(old_database, django_db_blocker):
    with django_db_blocker.unblock():
        assert is_from_before(old_database)
        assert [error.msg for error in check_database_age(None, databases=["old"])] == [SENTENCE]


@pytest.mark.django_db
def test_one_of_today_is_let_through():
    assert not is_from_before(connections["default"])
    assert check_database_age(None, databases=["default"]) == []


@pytest.mark.django_db
def test_the_site_does_not_start_on_it(monkeypatch):
    monkeypatch.setattr("sample.management.commands.run_site.is_from_before", lambda _: True)
    with pytest.raises(CommandError, match="make reset"):
        call_command("run_site", "--prepare-only", stdout=StringIO())

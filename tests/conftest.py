"""What every test shares."""

import os

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connections

from core import frame
from tests import database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Start from a copy of the migrated template instead of migrating again."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield
        return
    path = database.copy_for(os.environ.get("PYTEST_XDIST_WORKER", "main"))
    connections["default"].settings_dict.setdefault("TEST", {})["NAME"] = str(path)
    yield
    connections["default"].close()
    database.remove(path)


@pytest.fixture(scope="session")
def django_db_keepdb():
    """The copy is there already."""
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Each test starts with empty memories: the database is rolled back under them."""
    for alias in caches:
        caches[alias].clear()
    frame.forget()
    yield
    frame.forget()

"""What every test shares."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connections

from clinic import layout
from edge.page_cache.middleware import clear_pages
from tests import database

if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    from tests import postgres_database  # psycopg is no part of the tests' own packages


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Start from a copy of the migrated template instead of migrating again."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        test = connections["default"].settings_dict.setdefault("TEST", {})
        test["TEMPLATE"] = postgres_database.template(connections["default"].settings_dict)
        yield
        connections["default"].close_pool()
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


def empties_the_database(item: pytest.Item) -> bool:
    """Tell whether Django empties every table after this test (it commits for real)."""
    marker = item.get_closest_marker("django_db")
    asks = {"transactional_db", "live_server", "django_db_serialized_rollback"}
    return bool(marker and marker.kwargs.get("transaction")) or bool(
        asks & set(getattr(item, "fixturenames", ()))
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item):
    """Put back what every database starts with after a test that emptied it.

    Django does so only before the next test of that kind; in parallel runs any test may be next,
    and it would find no root page and no language.
    """
    result = yield
    if not empties_the_database(item):
        return result
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        database.restore(Path(connections["default"].settings_dict["NAME"]))
    else:
        postgres_database.restore(connections["default"])
    return result


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Each test starts with empty memories: the database is rolled back under them."""
    for alias in caches:
        caches[alias].clear()
    layout.clear_layouts()
    clear_pages()
    yield
    layout.clear_layouts()
    clear_pages()

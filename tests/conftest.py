"""What every test shares."""

import gc
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

# The log was set up when Django was. An application that a test makes sets Django up once more, and that would
# silence every logger of the site for the tests that come after it in this process.
settings.LOGGING_CONFIG = None

# Importing the site makes a million objects that stay. A third of the tests' time went into looking
# for rubbish among them: look seldom, and never again at what is there when the first test begins.
gc.set_threshold(50_000, 20, 20)


ASKS_THE_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_addoption(parser):
    """Let the run on PostgreSQL leave out what no database can change: the run on SQLite has it."""
    parser.addoption("--database-only", action="store_true", help="run tests that use a database")


def uses_the_database(item: pytest.Item) -> bool:
    """Tell whether a test asks the database that it is run on."""
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(ASKS_THE_DATABASE & names)


def pytest_collection_modifyitems(config, items):
    """Leave out tests without a database where that is asked for."""
    if config.getoption("--database-only"):
        left_out = [item for item in items if not uses_the_database(item)]
        items[:] = [item for item in items if uses_the_database(item)]
        config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish():
    """Leave everything that was imported and collected out of every later collection."""
    gc.collect()
    gc.freeze()


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

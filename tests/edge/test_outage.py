"""A database that is away: a calm page at once, told once; a broken query stays an error of ours."""

import sqlite3

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client

from edge import outage
from tests.factories import home_page

pytestmark = pytest.mark.django_db


class PoolTimeout(Exception):
    """Stands for psycopg_pool's error of this name: nobody got a connection in time."""

    sqlstate = None


class ServerError(Exception):
    """An error that the server itself made."""

    def __init__(self, sqlstate):
        self.sqlstate = sqlstate


def caused(error, cause):
    """Return `error` as Django raises it: from the driver's own."""
    error.__cause__ = cause
    return error


def sqlite_error(name):
    error = sqlite3.OperationalError("x")
    error.sqlite_errorname = name
    return error


AWAY = [
    caused(OperationalError(), PoolTimeout()),
    caused(OperationalError(), ServerError("57P01")),
    caused(OperationalError(), ServerError("57P03")),
    caused(OperationalError(), ServerError("53300")),
    caused(OperationalError(), ServerError("08006")),
    caused(OperationalError(), sqlite_error("SQLITE_CANTOPEN")),
    InterfaceError(),
]
NOT_AWAY = [
    ValueError(),
    caused(OperationalError(), sqlite_error("SQLITE_ERROR")),
    caused(OperationalError(), ServerError("40P01")),
    caused(ProgrammingError(), ServerError("42P01")),
    OperationalError("of ours"),
]


@pytest.fixture(autouse=True)
def _no_outage(monkeypatch):
    monkeypatch.setattr(outage, "_away_until", 0.0)
    monkeypatch.setattr(outage, "_told_at", None)


@pytest.mark.parametrize("error", AWAY, ids=repr)
def test_it_is_away(error):
    assert outage.is_database_away(error)
    outer = RuntimeError()
    outer.__context__ = error
    assert outage.is_database_away(outer), "also from within a template"


@pytest.mark.parametrize("error", NOT_AWAY, ids=repr)
def test_it_is_not_away(error):
    assert not outage.is_database_away(error)


def visit(error, path="/"):
    """Ask for a page while every query fails with `error`."""

    def refuse(execute, sql, params, many, context):
        raise error

    with connection.execute_wrapper(refuse):
        return Client(raise_request_exception=False).get(path)


def test_the_page_is_calm_and_nobody_waits_in_a_row(django_assert_num_queries, caplog):
    home_page()
    cache.clear()
    with caplog.at_level("ERROR"):
        response = visit(AWAY[0])
        assert (response.status_code, response["Retry-After"]) == (503, "30")
        assert response["Cache-Control"] == "no-store"
        soup = BeautifulSoup(response.content, "html.parser")
        assert soup.h1.get_text() == "Back in a few minutes"
        with django_assert_num_queries(0):
            assert Client().get("/").status_code == 503
            assert Client().get("/healthz").status_code == 200
            assert Client().get("/favicon.ico").status_code == 200
        assert visit(AWAY[1]).status_code == 503
    told = [r.getMessage() for r in caplog.records if r.name == "clinic.outage"]
    assert len(told) <= 1


def test_one_broken_connection_sends_nobody_else_away():
    home_page()
    cache.clear()
    assert visit(AWAY[1]).status_code == 503
    assert Client().get("/").status_code == 200


def test_a_broken_query_is_an_error_of_ours():
    home_page()
    cache.clear()
    assert visit(NOT_AWAY[1]).status_code == 500

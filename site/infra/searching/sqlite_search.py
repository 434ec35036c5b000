"""Lets a search hold a quotation mark. On SQLite modelsearch hands it to the index as the end of a word: every list answered 500."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import connection


def escape_quotation_marks() -> None:
    """Teach the index's words to double a quotation mark, as SQLite asks; nothing where the database is another one."""
    if connection.vendor != "sqlite":
        return
    lexeme = import_module("modelsearch.backends.database.sqlite.query").Lexeme
    write = lexeme.as_sql

    def as_sql(self: Any, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        template, words = write(self, compiler, connection)
        return template, [word.replace('"', '""') for word in words]

    lexeme.as_sql = as_sql

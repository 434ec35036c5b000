"""One loaded sample site for a whole file of tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from django.db import connection, transaction
from django.test import override_settings


@contextmanager
def kept_for_the_file(blocker, media: Path) -> Iterator[None]:
    """Open a transaction that spans the tests of a file and is rolled back after the last.

    Each test is marked `django_db`: the mark makes pytest set up the test database (without any,
    the settings' own database would be used) and undoes what the test changes. After each test
    Django closes the connection, which would end our transaction, so closing is held back.

    Parameters: `blocker`, pytest-django's `django_db_blocker`; `media`, where files go.
    """
    with (
        blocker.unblock(),
        override_settings(MEDIA_ROOT=media),
        mock.patch.object(connection, "close"),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)


__all__ = ["kept_for_the_file"]

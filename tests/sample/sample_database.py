"""One loaded sample site for a whole file of tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from media.models import ClinicImage


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


def _stand_in(spec: str) -> SimpleNamespace:
    """A size of a picture that nobody had to compute: AVIF takes seconds, and these tests read words."""
    return SimpleNamespace(
        url=f"/media/{spec}.jpg", full_url=f"http://localhost/media/{spec}.jpg",
        width=480, height=300, filter_spec=spec, alt="",
    )  # fmt: skip


@contextmanager
def loaded_for_the_file(blocker, media: Path) -> Iterator[None]:
    """Keep the whole sample site for a file of tests that read words and addresses, with stand-ins for sizes of pictures."""
    with (
        kept_for_the_file(blocker, media),
        override_settings(ALLOWED_HOSTS=["*"]),
        mock.patch.object(ClinicImage, "get_rendition", lambda self, spec: _stand_in(str(spec))),
        mock.patch.object(
            ClinicImage, "get_renditions", lambda self, *specs: {s: _stand_in(s) for s in specs}
        ),
    ):
        call_command("load_sample_site", verbosity=0, warm_seconds=0)
        yield


__all__ = ["kept_for_the_file", "loaded_for_the_file"]

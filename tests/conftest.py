"""What every test shares."""

import pytest
from django.core.cache import caches

from core import frame


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Each test starts with empty memories: the database is rolled back under them."""
    for alias in caches:
        caches[alias].clear()
    frame.forget()
    yield
    frame.forget()

"""The table of docs/caching.md, and what a visitor reads."""

import pytest
from django.conf import settings as configured

TABLE = (configured.ROOT / "docs" / "caching.md").read_text(encoding="utf-8")


def row(name):
    """Tie a test to its row of the table."""
    assert f"| {name} |" in TABLE, f"docs/caching.md has no row '{name}'."
    return pytest.mark.parametrize("row_of_the_table", [name])


def published(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()

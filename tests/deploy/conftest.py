"""The scripts of deploy/ import their own modules; so do their tests."""

import sys
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
sys.path.insert(0, str(DEPLOY))


@pytest.fixture
def place(tmp_path):
    """A machine in a folder of its own, with nothing on it."""
    from machine.place import Place

    return Place("www.clinic.example", str(tmp_path), https=8443, http=8080)

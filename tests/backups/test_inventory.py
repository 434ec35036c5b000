"""The data inventory names every field about people, and its page is what the models say."""

from pathlib import Path

import pytest
from django.db import models

from backups import inventory, personal_tables
from forms.models import Submission
from home.models import StandardPage

ROOT = Path(__file__).resolve().parents[2]


def test_every_field_is_entered_and_the_page_is_fresh():
    assert inventory.find_gaps() == []
    page = (ROOT / "docs" / "data-inventory.md").read_text(encoding="utf-8")
    assert page == inventory.as_markdown(), "run `manage.py data_inventory --write`"


@pytest.mark.parametrize(
    ("model", "name", "field"),
    [
        (Submission, "remark", models.TextField()),  # any field of a table about people
        (StandardPage, "contact", models.EmailField()),  # elsewhere: by its type
        (StandardPage, "patient", models.CharField(max_length=9)),  # by its name
        (StandardPage, "date_birth", models.DateField()),
    ],
)
def test_a_new_personal_field_is_a_gap(monkeypatch, model, name, field):
    field.set_attributes_from_name(name)
    before = inventory.own_fields

    def with_new(asked):
        return [*before(asked), field] if asked is model else before(asked)

    monkeypatch.setattr(inventory, "own_fields", with_new)
    gaps = inventory.find_gaps()
    assert len(gaps) == 1 and f"{model._meta.label}.{name} is not in" in gaps[0]


def test_an_entry_without_a_field_is_a_gap(monkeypatch):
    held = personal_tables.INVENTORY["staff.SignInAttempt"]
    entry = personal_tables.Held(
        held.whose, held.why, held.until, held.developer, "key gone", held.plain
    )
    monkeypatch.setitem(personal_tables.INVENTORY, "staff.SignInAttempt", entry)
    assert inventory.find_gaps() == [
        "staff.SignInAttempt.gone is in site/backups/personal_tables.py and nowhere else."
    ]

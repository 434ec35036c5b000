"""`load_sample_site` leaves other people's sites alone, and a failure leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from wagtail.models import Page, Revision, Site

from clinic.models import Person, Reference
from home.models import HomePage
from media.models import ClinicImage
from sample import clinic

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    """Return how many of everything there are."""
    models = (Page, Person, Reference, ClinicImage, Revision, Site)
    return [model.objects.count() for model in models]


def load(**options) -> None:
    """Run the command in silence."""
    call_command("load_sample_site", verbosity=0, warm_seconds=0, **options)


@pytest.fixture
def own_site():
    """A site that somebody has begun."""
    home = HomePage(title="Ours", slug="ours", headline="Our own words")
    Page.get_first_root_node().add_child(instance=home)
    return home


def test_a_site_with_content_is_left_alone(own_site):
    before = counts()
    with pytest.raises(CommandError, match="content already"):
        load()
    assert counts() == before


def test_a_single_person_is_content_too():
    Person.objects.create(name="Somebody", slug="somebody", role="Guest")
    before = counts()
    with pytest.raises(CommandError, match="content already"):
        load()
    assert counts() == before


@pytest.mark.slow
def test_a_mistake_in_a_text_leaves_nothing_behind(tmp_path):
    before = counts()
    # The menus come last of all: everything else has been made by then.
    menus = {**clinic.MENUS, "main": ("", [clinic._page("nowhere")])}
    with (
        override_settings(MEDIA_ROOT=tmp_path),
        mock.patch.object(clinic, "MENUS", menus),
        pytest.raises(CommandError, match="nowhere"),
    ):
        load()
    assert counts() == before
    assert [path for path in Path(tmp_path).rglob("*") if path.is_file()] == []

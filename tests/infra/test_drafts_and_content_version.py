"""A draft of a menu makes nothing new for visitors; publishing and unpublishing it does."""

import pytest

from clinic.models import Menu
from infra.content_version import read_version
from tests.factories import MenuFactory

pytestmark = pytest.mark.django_db


def draft_of(menu):
    menu.heading = "A draft"
    return menu.save_revision()


def test_a_draft_keeps_the_memories_of_the_site():
    menu = MenuFactory()
    before = read_version()
    draft_of(menu)
    assert read_version() == before


def test_a_menu_that_was_never_published_keeps_them_too():
    before = read_version()
    menu = Menu(slot="footer-2", live=False)
    menu.save()
    draft_of(menu)
    assert read_version() == before


def test_publishing_unpublishing_and_deleting_make_a_new_generation():
    menu = MenuFactory()
    revision = draft_of(menu)
    seen = [read_version()]
    revision.publish()
    seen.append(read_version())
    menu.refresh_from_db()
    menu.unpublish()
    seen.append(read_version())
    assert len(set(seen)) == 3
    menu.delete()  # nobody saw it any more
    assert read_version() == seen[-1]
    shown = MenuFactory(slot="footer-2")
    before = read_version()
    shown.delete()
    assert read_version() != before

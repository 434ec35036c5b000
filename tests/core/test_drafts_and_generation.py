"""A draft of a menu makes nothing new for visitors; publishing and unpublishing it does."""

import pytest

from core.generation import current
from core.models import Menu
from tests.factories import MenuFactory

pytestmark = pytest.mark.django_db


def draft_of(menu):
    menu.heading = "A draft"
    return menu.save_revision()


def test_a_draft_keeps_the_memories_of_the_site():
    menu = MenuFactory()
    before = current()
    draft_of(menu)
    assert current() == before


def test_a_menu_that_was_never_published_keeps_them_too():
    before = current()
    menu = Menu(slot="footer-2", live=False)
    menu.save()
    draft_of(menu)
    assert current() == before


def test_publishing_unpublishing_and_deleting_make_a_new_generation():
    menu = MenuFactory()
    revision = draft_of(menu)
    seen = [current()]
    revision.publish()
    seen.append(current())
    menu.refresh_from_db()
    menu.unpublish()
    seen.append(current())
    menu.delete()
    seen.append(current())
    assert len(set(seen)) == 4

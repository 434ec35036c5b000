"""One menu a place: the editor offers what is free, and says so where nothing is."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from clinic.models import Menu
from staff import roles
from tests.factories import MenuFactory, home_page
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


def address_of(name, *args):
    return reverse(Menu.snippet_viewset.get_url_name(name), args=args)


def offered(client, address):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return {option["value"] for option in page.select("select[name=slot] option")} - {""}


@pytest.fixture
def editor(db):
    home_page()
    return sign_in(roles.EDITOR)


def test_a_new_menu_and_a_copy_are_offered_the_free_places_and_an_old_one_keeps_its_own(editor):
    menu = MenuFactory(slot=Menu.Slot.MAIN)
    free = set(Menu.Slot.values) - {"main"}
    assert offered(editor, address_of("add")) == free
    assert offered(editor, address_of("copy", menu.pk)) == free
    copy = BeautifulSoup(editor.get(address_of("copy", menu.pk)).content, "html.parser")
    assert not copy.select("select[name=slot] option[selected]:not([value=''])")
    assert offered(editor, address_of("edit", menu.pk)) == {*free, "main"}


def test_where_every_place_has_a_menu_no_button_leads_to_a_screen_that_nobody_could_save(editor):
    menus = [MenuFactory(slot=slot) for slot in Menu.Slot.values]
    page = BeautifulSoup(editor.get(address_of("list")).content, "html.parser")
    assert not page.select(f"a[href^='{address_of('add')}']")
    for address in (address_of("add"), address_of("copy", menus[0].pk)):
        answer = editor.get(address, follow=True)
        assert answer.redirect_chain == [(address_of("list"), 302)]
        said = BeautifulSoup(answer.content, "html.parser").select_one(".messages").text
        assert "Every place has a menu. Open the one that you want to change." in said
    menus[-1].delete()
    page = BeautifulSoup(editor.get(address_of("list")).content, "html.parser")
    assert page.select(f"a[href^='{address_of('add')}']")


def test_a_draft_that_moves_to_another_place_may_go_back_to_its_own(editor):
    menu = MenuFactory(slot=Menu.Slot.MAIN)
    MenuFactory(slot=Menu.Slot.LEGAL)
    menu.slot = Menu.Slot.FOOTER_2
    menu.save_revision()
    assert offered(editor, address_of("edit", menu.pk)) == {"main", "footer-1", "footer-2"}

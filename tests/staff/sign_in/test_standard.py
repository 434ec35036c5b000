"""Small things that ASVS 5.0 asks for and nothing else holds (docs/security.md has the whole list)."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from staff import roles
from tests.staff.people import sign_in, sign_in_fully

pytestmark = pytest.mark.django_db
LONG = "a calm and long pass phrase with ☂ and more than sixty-four characters in it, "


def test_password_fields_hide_take_pasting_and_long_ones(person):
    """6.2.6, 6.2.7, 6.2.9."""
    dana = sign_in_fully(person("dana", roles.EDITOR))
    for client, address in ((Client(), "account_login"), (dana, "account_change_password")):
        page = BeautifulSoup(client.get(reverse(address)).content, "html.parser")
        fields = page.select("input[name*=password]")
        assert fields
        for field in fields:
            assert field["type"] == "password"
            assert field["autocomplete"] in ("current-password", "new-password")
            assert not field.has_attr("maxlength")
            assert not field.has_attr("onpaste")


def test_a_password_is_taken_as_it_was_typed_to_its_last_letter(person):
    """6.2.8: nothing is trimmed or cut."""
    user = person("dana", roles.EDITOR)
    user.set_password(LONG)
    user.save()
    for given, opens in ((LONG, True), (LONG.strip(), False), (LONG[:72], False)):
        client = Client()
        client.post(reverse("account_login"), {"login": "dana", "password": given})
        assert (client.get("/admin/").status_code == 200) is opens, given


def test_no_account_is_there_by_default_and_sample_ones_have_random_passwords(capsys):
    """6.3.2."""
    assert not get_user_model().objects.exists()
    call_command("create_sample_accounts")
    printed = re.findall(r"^    (\w+) +(\S{16}) ", capsys.readouterr().out, re.MULTILINE)
    assert len(printed) == 5
    assert len({password for _name, password in printed}) == 5


@pytest.mark.parametrize("role", [roles.EDITOR, roles.FRONT_DESK, roles.ADMINISTRATOR])
def test_the_way_out_is_on_every_screen(role):
    """7.4.4."""
    client = sign_in(role)
    for address in ("/admin/", "/admin/account/", "/admin/sessions/", "/admin/guide/"):
        assert "/admin/logout/" in client.get(address).content.decode()


def test_the_admins_own_sign_out_ends_the_session(editor):
    editor.post("/admin/logout/", follow=True)
    assert editor.get("/admin/").status_code == 302

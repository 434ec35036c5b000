"""Changing how somebody signs in: with a second factor it takes the factor, never the password alone."""

import time
from io import StringIO

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from staff import roles
from tests.staff.people import PASSWORD, SECRET, code_for, sign_in_fully, with_app

pytestmark = pytest.mark.django_db
CODE = "/accounts/2fa/reauthenticate/"
NEW_PASSWORD = "seven quiet herons wade"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR = "required"


def key_of(user):
    return Authenticator.objects.get(user=user, type="webauthn").pk


def addresses(user):
    """Every address that changes how `user` signs in, or shows what opens the door."""
    return [
        reverse("mfa_deactivate_totp"),
        reverse("mfa_add_webauthn"),
        reverse("mfa_remove_webauthn", args=[key_of(user)]),
        reverse("mfa_edit_webauthn", args=[key_of(user)]),
        reverse("mfa_view_recovery_codes"),
        reverse("mfa_download_recovery_codes"),
        reverse("mfa_generate_recovery_codes"),
        reverse("account_change_password"),
    ]


def test_each_change_asks_for_the_factor(owner):
    before = list(Authenticator.objects.values_list("pk", "type"))
    for address in addresses(owner.user):
        for method in ("get", "post"):
            response = getattr(owner, method)(address)
            if response.status_code == 405:
                continue  # only shown, never sent
            assert response.status_code == 302, address
            assert response["Location"].startswith(CODE), address
    assert list(Authenticator.objects.values_list("pk", "type")) == before


def test_the_password_typed_again_is_not_enough(owner):
    address = reverse("account_reauthenticate")
    assert owner.get(address)["Location"].startswith(CODE)
    assert owner.post(address, {"password": PASSWORD})["Location"].startswith(CODE)
    assert owner.get(reverse("mfa_deactivate_totp"))["Location"].startswith(CODE)
    page = BeautifulSoup(owner.get(CODE).content, "html.parser")
    assert not page.select("input[type=password]")
    assert not page.select(f"a[href^='{address}']")


def test_the_code_opens_each_change(owner):
    owner.post(CODE, {"code": code_for(SECRET, later=1)})
    others = [a for a in addresses(owner.user) if a != reverse("mfa_add_webauthn")]
    for address in others:
        assert owner.get(address).status_code == 200, address
    Authenticator.objects.filter(
        type="webauthn"
    ).delete()  # the made-up one can't be told to a browser
    assert owner.get(reverse("mfa_add_webauthn")).status_code == 200


def test_a_proof_gets_old(owner):
    owner.post(CODE, {"code": code_for(SECRET, later=1)})
    session = owner.session
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {**record, "at": time.time() - 400} for record in records
    ]
    session.save()
    assert owner.get(reverse("mfa_deactivate_totp"))["Location"].startswith(CODE)


def test_a_stolen_password_sets_up_no_factor_of_its_own(person):
    user = with_app(person("owner", roles.MANAGER))
    thief = Client()
    thief.force_login(user)
    thief.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_deactivate_totp"):
        for method in ("get", "post"):
            response = getattr(thief, method)(reverse(name), {"code": "123456"})
            assert response["Location"].startswith(reverse("account_login"))
    assert Authenticator.objects.count() == 1


def test_a_first_factor_takes_a_fresh_password(person, client):
    user = person("desk", roles.FRONT_DESK)
    client.force_login(user)
    response = client.get(reverse("mfa_activate_totp"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    client.post(response["Location"], {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def set_up_app(client):
    page = BeautifulSoup(client.get(reverse("mfa_activate_totp")).content, "html.parser")
    secret = page.select_one("code.door__key").text.strip()
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    return secret


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_after_the_first_factor_only_its_codes_are_shown_without_asking(person, client):
    user = person("desk", roles.FRONT_DESK)
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    set_up_app(client)
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 200
    for name in ("mfa_deactivate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name))["Location"].startswith(CODE), name


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_other_sessions_have_to_show_the_new_factor(person, client):
    """Removed on the server and set up anew: sessions that showed the old one have shown nothing."""
    user = with_app(person("desk", roles.FRONT_DESK))
    old = sign_in_fully(user)
    assert old.get("/admin/").status_code == 200
    call_command("remove_second_factor", "desk", stdout=StringIO())
    assert old.get("/admin/")["Location"] == reverse("mfa_index")
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    set_up_app(client)
    assert client.get("/admin/").status_code == 200
    assert old.get("/admin/")["Location"].startswith(reverse("account_login"))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_who_changes_a_factor_stays_signed_in(owner):
    """Also who removes the very factor that was shown, while another one is left."""
    owner.post(CODE, {"code": code_for(SECRET, later=1)})
    owner.post(reverse("mfa_generate_recovery_codes"))
    assert owner.get("/admin/").status_code == 200
    owner.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(type="totp").exists()
    assert owner.get("/admin/").status_code == 200


def test_a_changed_password_ends_the_other_sessions(owner):
    # Another device; its code is one period earlier, for each code is taken once.
    other = Client()
    other.post("/accounts/login/", {"login": "owner", "password": PASSWORD})
    other.post("/accounts/2fa/authenticate/", {"code": code_for(SECRET, later=-1)})
    assert other.get("/admin/").status_code == 200
    owner.post(CODE, {"code": code_for(SECRET, later=1)})
    typed = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    owner.post(reverse("account_change_password"), typed)
    owner.user.refresh_from_db()
    assert owner.user.check_password(NEW_PASSWORD)
    assert owner.get("/admin/").status_code == 200
    assert other.get("/admin/")["Location"].startswith(reverse("account_login"))


def test_a_passkey_counts_as_the_factor(person, client):
    """A sign-in by passkey alone is a complete one: it shows something that one has and is."""
    user = person("desk", roles.FRONT_DESK)
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Key 1"})
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "mfa", "at": time.time(), "id": key.pk, "type": "webauthn", "passwordless": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    assert client.get("/admin/").status_code == 200


def test_a_trusted_browser_is_no_way_round(person, settings):
    user = with_app(person("desk", roles.FRONT_DESK))
    settings.MFA_TRUST_ENABLED = True
    client = Client()
    client.force_login(user)  # what a skipped challenge comes to: signed in, and no factor shown
    assert client.get("/admin/")["Location"].startswith(reverse("account_login"))

"""An account of single sign-on alone has no password and no factor: a stolen session of it changes nothing."""

import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import get_resolver, reverse

from staff import roles
from staff.sign_in import proofs
from tests.staff.sign_in.test_changing_mail import NEW_PASSWORD, account_form

pytestmark = pytest.mark.django_db


def signed_in_elsewhere(user, ago):
    """Return a client of an account without password, whose single sign-on was so many seconds ago."""
    user.set_unusable_password()
    user.save()
    client = Client()
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "socialaccount", "at": time.time() - ago, "provider": "sso", "uid": "1"}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    client.user = user
    return client


def addresses(user, colleague):
    """Every route that asks for a proof, with the address of one thing behind it."""
    role = Group.objects.get(name=roles.EDITOR).pk
    key = Authenticator.objects.create(user=colleague, type="webauthn", data={"name": "Key"}).pk
    numbers = {
        "wagtailusers_users:edit": user.pk,
        "wagtailusers_groups:edit": role,
        "wagtailusers_groups:delete": role,
        "colleagues:show": colleague.pk,
        "colleagues:leave": colleague.pk,
        "colleagues:send_link": colleague.pk,
        "colleagues:end_sessions": colleague.pk,
        "waiting_role": 1,
        "mfa_edit_webauthn": key,
        "mfa_remove_webauthn": key,
    }
    for route in sorted((proofs.PROOF_ROUTES | proofs.FACTOR_ROUTES) - {proofs.OWN_ACCOUNT}):
        yield route, reverse(route, args=[numbers[route]] if route in numbers else [])
    several = reverse("wagtail_bulk_action", args=["auth", "user", "assign_role"])
    yield "several", f"{several}?id={colleague.pk}"


def test_an_old_session_changes_nothing_and_is_told_what_to_do(person):
    client = signed_in_elsewhere(person("admin", roles.ADMINISTRATOR), ago=301)
    colleague = person("colleague", roles.EDITOR)
    typed = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "email": "thief@example.com"}
    walked = list(addresses(client.user, colleague))
    for route, address in walked:
        answer = client.post(address, typed)
        assert answer.status_code == 403, route
        page = BeautifulSoup(answer.content, "html.parser")
        assert page.h1.get_text(strip=True) == "Nothing was changed", route
        assert "administrator" in page.select_one("h1 + p").get_text(), route
    answer = client.post(reverse("wagtailadmin_account"), account_form(client, "thief@example.com"))
    assert answer.status_code == 403
    client.user.refresh_from_db()
    assert client.user.email == "admin@example.com"
    assert not client.user.has_usable_password()
    assert not Authenticator.objects.filter(user=client.user).exists()
    # One's own name is no way in.
    answer = client.post(reverse("wagtailadmin_account"), account_form(client, "admin@example.com"))
    assert answer.status_code == 302


def test_a_sign_in_just_now_is_the_proof_but_a_first_password_comes_by_mail_alone(person):
    client = signed_in_elsewhere(person("admin", roles.ADMINISTRATOR), ago=10)
    assert client.get(reverse("wagtailusers_users:add")).status_code == 200
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    typed = account_form(client, "new@example.com")
    assert client.post(reverse("wagtailadmin_account"), typed).status_code == 302
    client.user.refresh_from_db()
    assert client.user.email == "new@example.com"
    typed = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    for route in proofs.OWN_PASSWORD:
        answer = client.post(reverse(route), typed)
        assert answer.status_code == 403
        assert b"link that goes to the account" in answer.content
    client.user.refresh_from_db()
    assert not client.user.has_usable_password()


def test_a_role_that_needs_a_factor_sets_up_the_first_one_after_a_fresh_sign_in_only(
    person, settings
):
    settings.SECOND_FACTOR = "required"
    boss = person("boss", roles.MANAGER)
    old = signed_in_elsewhere(boss, ago=301)
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert old.get(reverse(name)).status_code == 403
        assert old.post(reverse(name), {"code": "123456"}).status_code == 403
    fresh = signed_in_elsewhere(boss, ago=10)
    assert fresh.get(reverse("mfa_activate_totp")).status_code == 200


def test_the_list_of_factors_names_every_address_that_changes_one():
    """A new version of the library may bring another."""
    names = {
        name
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and name.startswith("mfa_")
    }
    doors_own = {
        "mfa_index", "mfa_list_webauthn", "mfa_authenticate", "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }  # fmt: skip
    assert names - doors_own == proofs.FACTOR_ROUTES

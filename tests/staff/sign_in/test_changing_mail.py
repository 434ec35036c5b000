"""Another e-mail or password takes the factor, in the account and in the admin."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse

from staff import roles
from tests.staff.people import PASSWORD, SECRET, code_for, sign_in_fully, with_app

pytestmark = pytest.mark.django_db
CODE = "/accounts/2fa/reauthenticate/"
NEW_PASSWORD = "seven quiet herons wade"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR = "required"


def account_form(client, email):
    page = BeautifulSoup(client.get(reverse("wagtailadmin_account")).content, "html.parser")
    form = page.select_one("main form, form[method=POST], form[method=post]")
    data = {
        field["name"]: field.get("value", "")
        for field in form.select("input[name]")
        if field.get("type") not in ("file", "checkbox", "submit")
    }
    for select in form.select("select[name]"):
        chosen = select.select_one("option[selected]") or select.select_one("option")
        data[select["name"]] = chosen.get("value", "")
    return {
        **data,
        "name_email-email": email,
        "name_email-first_name": "Rosa",
        "name_email-last_name": "Lee",
    }


def test_another_e_mail_takes_the_factor_and_loses_nothing_typed(owner):
    """Whoever changes the e-mail has the password reset sent to it."""
    response = owner.post(reverse("wagtailadmin_account"), account_form(owner, "new@example.com"))
    assert response["Location"].startswith(CODE)
    owner.user.refresh_from_db()
    assert owner.user.email == "owner@example.com"
    owner.post(response["Location"], {"code": code_for(SECRET, later=1)})
    owner.user.refresh_from_db()
    assert owner.user.email == "new@example.com"
    assert owner.user.first_name == "Rosa"


def test_without_a_factor_another_e_mail_takes_the_password(person, client):
    user = person("editor", roles.EDITOR)
    client.force_login(user)
    response = client.post(reverse("wagtailadmin_account"), account_form(client, "new@example.com"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    user.refresh_from_db()
    assert user.email == "editor@example.com"
    client.post(response["Location"], {"password": PASSWORD})
    user.refresh_from_db()
    assert user.email == "new@example.com"


@pytest.mark.parametrize("typed", ["boss@example.com", "BOSS@Example.com", "named@by.name"])
def test_nobody_takes_a_colleagues_e_mail(owner, person, typed):
    """At the door an e-mail is a name: the colleague would sign in to somebody else's account, or to none."""
    person("boss", roles.MANAGER)
    person("named@by.name", roles.EDITOR)
    owner.post(reverse("mfa_reauthenticate"), {"code": code_for(SECRET, later=1)})
    page = owner.post(reverse("wagtailadmin_account"), account_form(owner, typed))
    assert page.status_code == 200
    soup = BeautifulSoup(page.content, "html.parser")
    assert "Another account has this" in soup.select_one("main").get_text()
    owner.user.refresh_from_db()
    assert owner.user.email == "owner@example.com"


def test_the_same_e_mail_asks_nothing(owner):
    typed = account_form(owner, owner.user.email)
    response = owner.post(reverse("wagtailadmin_account"), typed)
    assert response["Location"] == reverse("wagtailadmin_account")
    owner.user.refresh_from_db()
    assert owner.user.first_name == "Rosa"


def test_accounts_in_the_admin_ask_for_the_factor(person):
    """There one could give oneself another e-mail or password."""
    user = with_app(person("admin", roles.ADMINISTRATOR))
    client = sign_in_fully(user)
    session = client.session
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {**record, "at": time.time() - 7200} for record in records
    ]
    session.save()
    edit = reverse("wagtailusers_users:edit", args=[user.pk])
    role = Group.objects.get(name=roles.EDITOR).pk
    several = [
        reverse("wagtail_bulk_action", args=["auth", "user", action]) + f"?id={user.pk}"
        for action in ("assign_role", "set_active_state")
    ]
    for address in (
        edit,
        reverse("wagtailusers_users:add"),
        reverse("wagtailusers_groups:add"),
        reverse("wagtailusers_groups:edit", args=[role]),
        reverse("wagtailusers_groups:delete", args=[role]),
        reverse("emergency:open"),
        reverse("colleagues:show", args=[user.pk]),
        *several,
    ):
        for method in ("get", "post"):
            response = getattr(client, method)(address, {"password1": NEW_PASSWORD})
            assert response["Location"].startswith(CODE), address
    assert client.get(reverse("own_sessions")).status_code == 200
    assert client.post(reverse("own_sessions"))["Location"].startswith(CODE)
    for name in ("leave", "send_link", "end_sessions"):
        response = client.post(reverse(f"colleagues:{name}", args=[user.pk]))
        # What is only sent can't be opened: one comes back to the page that it was sent from.
        assert parse_qs(urlsplit(response["Location"]).query)["next"] == [
            reverse("colleagues:show", args=[user.pk])
        ], name
    assert NEW_PASSWORD not in str(dict(client.session))
    client.post(f"{CODE}?next={edit}", {"code": code_for(SECRET, later=1)})
    assert client.get(edit).status_code == 200

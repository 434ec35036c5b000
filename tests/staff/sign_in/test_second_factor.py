"""Signing in: password, second factor, and what happens without one."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from wagtail.models import ModelLogEntry

from staff import roles
from staff.sign_in.accounts import MARK, reencrypt_second_factors
from staff.sign_in.middleware import SecondFactorMiddleware
from tests.staff.people import PASSWORD, SECRET, code_for, sign_in_fully, with_app, wrong_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR = "required"


def give_password(client, user, **more):
    return client.post(
        reverse("account_login"), {"login": user.username, "password": PASSWORD, **more}
    )


def actions():
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


def test_the_door_asks_for_user_name_or_e_mail(client):
    soup = BeautifulSoup(client.get(reverse("account_login")).content, "html.parser")
    field = soup.select_one("input[name=login]")
    label = soup.select_one(f"label[for={field['id']}]").get_text(" ", strip=True)
    assert label.startswith("User name or e-mail")
    assert not field.has_attr("placeholder")


def test_password_then_code_opens_the_admin(person, client):
    user = with_app(person("desk", roles.FRONT_DESK))
    response = give_password(client, user, next="/admin/guide/")
    assert response["Location"] == reverse("mfa_authenticate")
    assert client.get("/admin/").status_code == 302  # the password alone opens nothing
    response = client.post(response["Location"], {"code": code_for(SECRET)})
    assert response["Location"] == "/admin/guide/"
    assert client.get("/admin/").status_code == 200
    assert "staff.login" in actions()


def test_password_alone_of_somebody_who_reads_requests_leads_to_setting_up(person, client):
    user = person("desk", roles.FRONT_DESK)
    give_password(client, user)
    response = client.get("/admin/")
    assert response.status_code == 302
    assert response["Location"] == reverse("mfa_index")
    page = client.get(response["Location"]).content.decode()
    assert "needs a second factor" in page


@pytest.mark.parametrize(
    "role", [roles.FRONT_DESK, roles.MANAGER, roles.ADMINISTRATOR, roles.REVIEWER]
)
def test_roles_that_need_it(person, client, role):
    client.force_login(person("somebody", role))
    assert client.get("/admin/")["Location"] == reverse("mfa_index")


def test_a_superuser_needs_it(person, client):
    client.force_login(person("root", is_superuser=True))
    assert client.get("/admin/")["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("role", [roles.EDITOR])
def test_roles_that_may_do_without(person, client, role):
    client.force_login(person("somebody", role))
    assert client.get("/admin/").status_code == 200


def test_optional_means_optional(person, client, settings):
    settings.SECOND_FACTOR = "optional"
    client.force_login(person("desk", roles.FRONT_DESK))
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_setting_up_the_app_opens_the_admin_at_once(person, client):
    user = person("desk", roles.FRONT_DESK)
    give_password(client, user)
    page = BeautifulSoup(client.get(reverse("mfa_activate_totp")).content, "html.parser")
    assert page.select_one("img.door__qr")["src"].startswith("data:image/svg+xml")
    secret = page.select_one("code.door__key").text.strip()
    response = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert response.status_code == 302
    codes = client.get(response["Location"])  # shown at once: asked again, people leave without
    assert len(BeautifulSoup(codes.content, "html.parser").select(".door__codes li")) == 10
    assert client.get("/admin/").status_code == 200
    assert Authenticator.objects.filter(user=user, type="recovery_codes").exists()


def test_changing_a_second_factor_asks_who_one_is(person):
    client = sign_in_fully(with_app(person("editor", roles.EDITOR)))
    response = client.get(reverse("mfa_deactivate_totp"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("mfa_reauthenticate"))


def test_a_session_from_before_the_second_factor_ends(person, client):
    """Set up on one machine, another machine's password-only session must not stay open."""
    user = person("editor", roles.EDITOR)
    give_password(client, user)
    assert client.get("/admin/").status_code == 200
    with_app(user)
    response = client.get("/admin/")
    assert response["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_a_wrong_code_stays_outside_and_is_on_record(person, client):
    user = with_app(person("desk", roles.FRONT_DESK))
    give_password(client, user)
    response = client.post(reverse("mfa_authenticate"), {"code": wrong_code(SECRET)})
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").select_one(".door__error")
    assert "staff.second_factor_failed" in actions()
    assert "staff.login" not in actions()


def test_a_recovery_code_works_once(person, client):
    user = with_app(person("desk", roles.FRONT_DESK))
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    give_password(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get("/admin/").status_code == 200
    again = Client()
    give_password(again, user)
    again.post(reverse("mfa_authenticate"), {"code": code})
    assert again.get("/admin/").status_code == 302


def test_secrets_are_encrypted_at_rest_and_follow_the_key_ring(person, settings):
    user = with_app(person("desk", roles.FRONT_DESK))
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert stored.startswith(MARK)
    assert SECRET not in stored
    new = "bmV3LWtleS1vZi0zMi1ieXRlcy1sb25nLi4uLi4uLi4="
    settings.FIELD_ENCRYPTION_KEYS = [new, *settings.FIELD_ENCRYPTION_KEYS]
    assert reencrypt_second_factors() == 1
    settings.FIELD_ENCRYPTION_KEYS = [new]
    assert Authenticator.objects.get(user=user, type="totp").wrap().validate_code(code_for(SECRET))


def test_wagtails_own_sign_in_is_closed(person, client):
    """It would let people in without the second factor."""
    user = with_app(person("desk", roles.FRONT_DESK))
    response = client.post("/admin/login/", {"username": user.username, "password": PASSWORD})
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_wagtails_own_password_reset_is_closed(client):
    assert client.get("/admin/password_reset/")["Location"] == "/accounts/password/reset/"
    confirm = client.get("/admin/password_reset/confirm/MQ/set-password/")
    assert confirm.status_code in (302, 404)
    if confirm.status_code == 302:
        assert confirm["Location"].startswith("/accounts/")


def test_wagtails_account_page_changes_no_password(person, client):
    client.force_login(person("editor", roles.EDITOR))
    response = client.get(reverse("wagtailadmin_account"))
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select("input[name$=preferred_language], select, input[name$=first_name]"), (
        response.status_code
    )
    assert not page.select("input[type=password]")


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/signup/?next=/admin/"])
def test_nobody_signs_up(client, address):
    assert client.get(address)["Location"] == "/accounts/login/"
    assert client.post(address, {"username": "x", "password1": PASSWORD}).status_code == 302


def test_a_wrong_password_says_so_and_is_on_record_without_what_was_typed(person, client):
    user = person("desk", roles.FRONT_DESK)
    response = client.post(
        reverse("account_login"), {"login": user.username, "password": "not that"}
    )
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one(".door__errors").get_text(strip=True)
    entry = ModelLogEntry.objects.get(action="staff.login_failed")
    assert "not that" not in str(entry.data) + entry.label


def test_a_password_typed_into_the_name_field_is_kept_nowhere(client, db):
    client.post(reverse("account_login"), {"login": "my secret pass phrase", "password": "x"})
    assert not ModelLogEntry.objects.filter(label__icontains="secret").exists()


def test_a_hostile_sign_in_is_refused_calmly(client, db):
    for login in ("'" * 300, "<script>", "a\x00b", "🌊" * 200):
        response = client.post(reverse("account_login"), {"login": login, "password": "x"})
        assert response.status_code in (200, 400, 429)


def test_repeated_wrong_passwords_are_slowed_down(person, client):
    user = person("desk", roles.FRONT_DESK)
    for _try in range(11):
        client.post(reverse("account_login"), {"login": user.username, "password": "wrong"})
    response = give_password(client, user)
    assert response.status_code == 200
    assert "Too many failed login attempts" in response.content.decode()


def test_public_pages_do_not_ask_who_somebody_is(person, client):
    """Otherwise `Vary: Cookie` would keep every cache from keeping them."""
    response = client.get("/")
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("address", ["/", "/search/", "/sitemap.xml", "/healthz"])
def test_nobody_is_asked_for_at_an_address_that_changes_no_sign_in(rf, address):
    """A visitor's request must not read a session, and none of staff's costs a question more than it needs."""
    request = rf.get(address)
    request.user = SimpleLazyObject(lambda: pytest.fail("asked who somebody is"))
    middleware = SecondFactorMiddleware(lambda request: None)
    assert middleware.process_view(request, None, (), {}) is None


@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "account_reset_password_done"]
)
def test_the_doors_pages_have_an_outline_and_labels(client, db, name):
    page = BeautifulSoup(client.get(reverse(name)).content, "html.parser")
    assert len(page.select("h1")) == 1
    assert page.html["lang"]
    assert page.select_one("main#main")
    labels = {label["for"] for label in page.select("label")}
    for field in page.select("input:not([type=hidden])"):
        assert field["id"] in labels
    assert not page.select("[style]")
    assert not page.select("script:not([src])")

"""Wrong passwords and codes: a stranger is slowed down, a colleague is never shut out."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import caches
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from infra import jobs
from staff import roles
from staff.models import AuditEntry, SignInAttempt
from staff.sign_in import attempts
from tests.staff.people import PASSWORD, SECRET, code_for, with_app, wrong_code

pytestmark = pytest.mark.django_db
STRANGER, OWNER = "198.51.100.1", "192.0.2.7"
NEW_PASSWORD = "seven quiet herons wade"
REFUSED = "Too many failed login attempts"


@pytest.fixture(autouse=True)
def _behind_nginx(settings):
    settings.TRUSTED_PROXIES = 1


def browser(address):
    """Return a new browser at `address`, as it comes through nginx and the socket."""
    return Client(REMOTE_ADDR="", HTTP_X_FORWARDED_FOR=address)


def give(client, login, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


def is_in(client):
    return "_auth_user_id" in client.session


def test_twenty_unknown_names_from_one_address_stop_that_address_only(person):
    user = person("editor", roles.EDITOR)
    stranger = browser(STRANGER)
    for number in range(25):
        response = give(stranger, f"nobody{number}", "wrong")
    assert REFUSED in response.content.decode()
    owner = browser(OWNER)
    give(owner, user.username)
    assert is_in(owner)


def test_ten_wrong_passwords_of_a_stranger_lock_nobody_out(person):
    user = person("editor", roles.EDITOR)
    stranger = browser(STRANGER)
    for _try in range(15):
        response = give(stranger, user.username, "wrong")
    assert REFUSED in response.content.decode()
    assert REFUSED in give(stranger, user.username).content.decode()
    owner = browser(OWNER)
    give(owner, user.email)
    assert is_in(owner)


def test_user_name_and_e_mail_are_one_account(person):
    user = person("editor", roles.EDITOR)
    stranger = browser(STRANGER)
    for login in [user.username, user.email.upper()] * 5:
        give(stranger, login, "wrong")
    assert REFUSED in give(stranger, user.username, "wrong").content.decode()


def test_a_forwarded_address_that_a_visitor_makes_up_is_no_way_round(person):
    user = person("editor", roles.EDITOR)
    for number in range(11):
        response = give(browser(f"10.9.8.{number}, {STRANGER}"), user.username, "wrong")
    assert REFUSED in response.content.decode()


def test_a_known_device_is_never_shut_out(person):
    """Also where the stranger sits behind the same address, or has many."""
    user = person("editor", roles.EDITOR)
    owner = browser(OWNER)
    give(owner, user.username)
    owner.post(reverse("account_logout"))
    for number in range(120):
        give(browser(f"198.51.{number}.1"), user.username, "wrong")
        if number < 15:
            give(browser(OWNER), user.username, "wrong")
    new = browser("203.0.113.9")
    assert REFUSED in give(new, user.username).content.decode()  # an unknown one is slowed down
    give(owner, user.username)
    assert is_in(owner)


def test_whoever_has_a_passkey_is_never_shut_out(person):
    """On a new device, while many addresses guess at the password: the key is asked for afterwards."""
    user = person("editor", roles.EDITOR)
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "Key", "credential": {}})
    for number in range(110):
        give(browser(f"198.51.{number}.1"), user.username, "wrong")
    answer = give(browser("203.0.113.9"), user.username)
    assert answer.status_code == 302 and "/accounts/2fa/authenticate/" in answer["Location"]
    for _try in range(12):  # one address is slowed down all the same
        answer = give(browser(STRANGER), user.username, "wrong")
    assert REFUSED in answer.content.decode()


def test_codes_are_not_tried_all_day(person, rf):
    """Ten in five minutes alone would be three thousand a day, of which one in a hundred is right."""
    user, request = person("editor", roles.EDITOR), rf.get("/")
    for minutes in range(8, 48):
        at = timezone.now() - timedelta(minutes=minutes)
        for row in attempts.begin_code_try(request, user):
            SignInAttempt.objects.filter(pk=row).update(at=at)
    assert attempts.begin_code_try(request, user) is None
    SignInAttempt.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert attempts.begin_code_try(request, user)


def test_a_known_device_has_an_allowance_of_its_own_and_no_more(person):
    user = person("editor", roles.EDITOR)
    owner = browser(OWNER)
    give(owner, user.username)
    owner.post(reverse("account_logout"))
    for _try in range(10):
        give(owner, user.username, "wrong")
    assert REFUSED in give(owner, user.username).content.decode()


def test_the_device_cookie_is_closed_and_belongs_to_its_people(person):
    user = person("editor", roles.EDITOR)
    other = person("reviewer", roles.REVIEWER)
    owner = browser(OWNER)
    cookie = give(owner, user.username).cookies[settings.DEVICE_COOKIE_NAME]
    assert cookie["path"] == "/accounts/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    owner.post(reverse("account_logout"))
    for number in range(25):
        give(owner, f"nobody{number}", "wrong")
    assert REFUSED in give(owner, other.username).content.decode()
    assert not is_in(owner)


@pytest.mark.parametrize("value", ["", "x", "eyJkIjoxfQ:1:x", "a" * 4000])
def test_a_forged_device_is_an_unknown_one(person, value):
    person("editor", roles.EDITOR)
    client = browser(STRANGER)
    client.cookies[settings.DEVICE_COOKIE_NAME] = value
    assert give(client, "editor", "wrong").status_code == 200
    assert attempts.read_device(client.get("/accounts/login/").wsgi_request) == ("", [])


def test_the_cookie_comes_after_the_second_factor_only(person):
    user = with_app(person("desk", roles.FRONT_DESK))
    client = browser(OWNER)
    assert settings.DEVICE_COOKIE_NAME not in give(client, user.username).cookies
    response = client.post(reverse("mfa_authenticate"), {"code": code_for(SECRET)})
    assert response.cookies[settings.DEVICE_COOKIE_NAME].value


def test_wrong_codes_end_and_a_known_device_goes_on(person):
    user = with_app(person("desk", roles.FRONT_DESK))
    owner = browser(OWNER)
    give(owner, user.username)
    owner.post(reverse("mfa_authenticate"), {"code": code_for(SECRET)})
    owner.post(reverse("account_logout"))
    SignInAttempt.objects.all().delete()  # the code just used is taken once; here it counts as the next
    thief = browser(STRANGER)
    give(thief, user.username)
    for _try in range(11):
        response = thief.post(reverse("mfa_authenticate"), {"code": wrong_code(SECRET)})
    assert REFUSED in response.content.decode()
    right = thief.post(reverse("mfa_authenticate"), {"code": code_for(SECRET)})
    assert right.status_code == 200  # even the right one, for a while
    give(owner, user.username)
    owner.post(reverse("mfa_authenticate"), {"code": code_for(SECRET)})
    assert is_in(owner)


def test_a_code_is_taken_once(person):
    user = with_app(person("desk", roles.FRONT_DESK))
    code = code_for(SECRET)
    first, second = browser(OWNER), browser(STRANGER)
    for client in (first, second):
        give(client, user.username)
        client.post(reverse("mfa_authenticate"), {"code": f"{code[:3]} {code[3:]}"})
    assert is_in(first)
    assert not is_in(second)


def test_the_limits_hold_without_the_cache(person):
    """They lay in the cache: restarting it gave ten new tries, losing it refused everybody."""
    user = person("editor", roles.EDITOR)
    stranger = browser(STRANGER)
    for _try in range(10):
        give(stranger, user.username, "wrong")
        caches["default"].clear()
    assert REFUSED in give(stranger, user.username).content.decode()


def test_right_passwords_use_nothing_up(person):
    user = person("editor", roles.EDITOR)
    for _try in range(25):
        client = browser(OWNER)
        give(client, user.username)
        assert is_in(client)


def test_what_is_counted_names_nobody(person):
    user = person("editor", roles.EDITOR)
    give(browser(STRANGER), user.username, "wrong")
    rows = list(SignInAttempt.objects.all())
    assert rows
    for row in rows:
        assert len(row.key) == 64
        assert user.username not in row.key


def test_old_attempts_go(person):
    give(browser(STRANGER), "nobody", "wrong")
    old = SignInAttempt.objects.create(key="k", at=timezone.now() - timedelta(hours=2))
    job = next(job for job in jobs.all_jobs() if job.name == "sign-in attempts")
    assert job.run() == "1 deleted"
    assert not SignInAttempt.objects.filter(pk=old.pk).exists()
    assert SignInAttempt.objects.exists()


def test_the_time_does_not_tell_who_has_an_account(person, monkeypatch):
    """A password is hashed once, whoever is named: hashing takes most of the time of an answer."""
    person("known")
    person("left", is_active=False)
    invited = person("invited")
    invited.set_unusable_password()
    invited.save()
    counted = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *a, **k: counted.append(1) or encode(*a, **k)
    )
    for name in ("known", "left", "invited", "nobody"):
        for login in (name, f"{name}@example.com"):
            counted.clear()
            client = browser(f"203.0.113.{len(login)}")
            client.post(reverse("account_login"), {"login": login, "password": "a wrong phrase"})
            assert len(counted) == 1, login


def change_password(client, old):
    typed = {"oldpassword": old, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    return client.post(reverse("account_change_password"), typed)


def test_an_open_session_is_no_place_to_guess_the_old_password(person):
    """Counted and on record as at the door; its owner changes it from elsewhere all the same."""
    user = person("editor", roles.EDITOR)
    thief = browser(STRANGER)
    thief.force_login(user)
    for _try in range(10):
        assert "your current password" in change_password(thief, "wrong").content.decode()
        caches["default"].clear()
    answer = change_password(thief, PASSWORD)
    assert answer.status_code == 200 and REFUSED in answer.content.decode()
    again = thief.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert REFUSED in again.content.decode()
    assert AuditEntry.objects.filter(action="staff.login_failed", about_id=str(user.pk)).exists()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    owner = browser(OWNER)
    owner.force_login(user)
    assert change_password(owner, PASSWORD).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)


def test_a_copied_mark_of_a_device_does_not_guess_all_day_and_shuts_out_nobody(person):
    user = person("editor", roles.EDITOR)
    owner = browser(OWNER)
    give(owner, user.username)
    owner.post(reverse("account_logout"))
    thief = browser(STRANGER)
    thief.cookies[settings.DEVICE_COOKIE_NAME] = owner.cookies[settings.DEVICE_COOKIE_NAME].value
    looked_at = []
    for _five_minutes in range(20):
        for _try in range(10):
            if REFUSED not in give(thief, user.username, "wrong").content.decode():
                looked_at.append(1)
        ago = timedelta(minutes=2, seconds=48)  # twenty rounds in 56 minutes
        SignInAttempt.objects.update(at=F("at") - ago)
    assert len(looked_at) <= 140  # 40 by the device, 100 by address as anybody
    give(owner, user.username)
    assert is_in(owner)
    SignInAttempt.objects.update(at=F("at") - timedelta(minutes=60))
    assert REFUSED not in give(thief, user.username, "wrong").content.decode()

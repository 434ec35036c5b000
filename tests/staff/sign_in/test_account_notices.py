"""Who is written to when a way in changes: its owner, each time; all managers, when requests are opened in an emergency."""

from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forms.requests.delivery.outbox import drain_outbox
from staff import roles
from staff.models import AuditEntry, EmergencyAccess, SignInAttempt
from staff.sign_in import attempts
from staff.sign_in.account_mail import send_account_mail
from tests.staff.people import (
    PASSWORD,
    SECRET,
    code_for,
    make_user,
    sign_in_fully,
    with_app,
    wrong_code,
)

pytestmark = pytest.mark.django_db
NEW = "seven quiet herons wade"
MINE = ["dana@example.com"]


@pytest.fixture
def dana(person):
    """Somebody with an app and a key, who has just shown the app's code again; the mails until then are gone."""
    user = with_app(person("dana", roles.FRONT_DESK))
    Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "Key 1", "credential": {}}
    )
    RecoveryCodes.activate(user)
    client = sign_in_fully(user)
    client.post("/accounts/2fa/reauthenticate/", {"code": code_for(SECRET, later=1)})
    read_mails()
    return client


def read_mails():
    """Send what waits; return receivers and subjects in lower case since the last time."""
    send_account_mail()
    found = [(message.to, message.subject.lower()) for message in mail.outbox]
    mail.outbox.clear()
    return found


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mfa_deactivate_totp", "authenticator app deactivated"),
        ("mfa_remove_webauthn", "security key removed"),
        ("mfa_generate_recovery_codes", "new recovery codes generated"),
    ],
)
def test_a_changed_factor_is_told_to_its_owner(
    dana, name, words, django_capture_on_commit_callbacks
):
    key = Authenticator.objects.get(user=dana.user, type="webauthn").pk
    address = reverse(name, args=[key] if name == "mfa_remove_webauthn" else [])
    with django_capture_on_commit_callbacks(execute=True):
        dana.post(address)
    assert read_mails() == [(MINE, words)]


def test_a_first_factor_is_told_to_its_owner(person, django_capture_on_commit_callbacks):
    user = person("dana", roles.EDITOR)
    client = sign_in_fully(user)
    session = client.session
    assert session[AUTHENTICATION_METHODS_SESSION_KEY]
    page = BeautifulSoup(client.get(reverse("mfa_activate_totp")).content, "html.parser")
    read_mails()
    secret = client.session["mfa.totp.secret"]
    assert page.select_one("form input[name=code]")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    told = read_mails()
    assert all(to == MINE for to, _subject in told)
    assert "authenticator app activated" in [subject for _to, subject in told]


def test_a_factor_taken_away_on_the_server_is_told(dana, capsys):
    call_command("remove_second_factor", "dana")
    assert "removed" in capsys.readouterr().out
    [(to, subject)] = read_mails()
    assert to == MINE and "second factor" in subject


def test_a_password_set_by_a_link_is_told(dana):
    Client().post(reverse("account_reset_password"), {"email": "dana@example.com"})
    send_account_mail()
    path = next(line for line in mail.outbox[-1].body.split() if "://" in line)
    mail.outbox.clear()
    client = Client()
    form = client.get("/" + path.split("/", 3)[3])
    client.post(form["Location"], {"password1": NEW, "password2": NEW})
    [(to, subject)] = read_mails()
    assert to == MINE and "password" in subject


def test_an_address_that_an_administrator_changes_is_told_at_both(dana, administrator, person):
    person("boss", roles.MANAGER)
    data = {
        "username": "dana", "email": "elsewhere@example.com", "first_name": "D", "last_name": "E", "is_active": "on",
        "groups": [group.pk for group in dana.user.groups.all()],
    }  # fmt: skip
    administrator.post(reverse("wagtailusers_users:edit", args=[dana.user.pk]), data)
    told = [to for to, subject in read_mails() if "address" in subject or "e-mail" in subject]
    assert sorted(told) == [MINE, ["elsewhere@example.com"]]


def test_nothing_is_told_where_nothing_changed(dana):
    dana.post(
        reverse("account_change_password"),
        {"oldpassword": "not the password", "password1": NEW, "password2": NEW},
    )
    dana.post(reverse("mfa_generate_recovery_codes") + "nowhere/")
    assert read_mails() == []
    assert dana.user.check_password(PASSWORD)


def test_an_emergency_is_told_to_every_manager(person):
    """Also to one who was made today; not to one who left, nor to whoever opened it alone."""
    for name in ("boss", "second", "third"):
        person(name, roles.MANAGER)
    person("gone", roles.MANAGER, is_active=False)
    EmergencyAccess.begin(make_user("admin", roles.ADMINISTRATOR), "Somebody waits for a call.")
    drain_outbox()
    letters = [message for message in mail.outbox if "Emergency access" in message.subject]
    told = sorted(address for message in letters for address in message.recipients())
    assert told == ["boss@example.com", "second@example.com", "third@example.com"]
    assert all("waits for a call" not in message.body for message in letters)


def test_many_wrong_codes_are_told_to_the_owner_once_an_hour(person, monkeypatch):
    """Whoever types them knows the password; from ever new addresses, too, and at the question asked again."""
    user = with_app(person("dana", roles.FRONT_DESK))

    def guess(times, address):
        client = Client(
            REMOTE_ADDR=address, headers={"user-agent": "Firefox/128.0 Windows NT 10.0"}
        )
        client.post(reverse("account_login"), {"login": "dana", "password": PASSWORD})
        for _try in range(times):
            client.post(reverse("mfa_authenticate"), {"code": wrong_code()})

    guess(5, "192.0.2.1")
    guess(4, "192.0.2.2")
    assert read_mails() == []
    guess(1, "192.0.2.3")
    assert read_mails() == [(MINE, "many wrong codes for your staff account")]
    monkeypatch.setattr(attempts, "CODES", ((1000, 3600),))
    guess(15, "192.0.2.4")
    assert read_mails() == []
    SignInAttempt.objects.update(at=timezone.now() - timedelta(minutes=61))
    guess(9, "192.0.2.5")
    assert read_mails() == []
    guess(1, "192.0.2.5")
    send_account_mail()
    [message] = mail.outbox
    assert "Firefox on Windows" in message.body and "/accounts/password/reset/" in message.body
    assert not any(code in message.body for code in (wrong_code(), PASSWORD, "192.0.2"))
    told = AuditEntry.objects.filter(action="staff.codes_guessed")
    assert [(entry.who_id, entry.about_id) for entry in told] == [(None, str(user.pk))] * 2


def test_wrong_codes_of_an_account_without_an_address_break_nothing(person):
    user = with_app(person("dana", roles.FRONT_DESK))
    type(user).objects.update(email="")
    client = Client()
    client.post(reverse("account_login"), {"login": "dana", "password": PASSWORD})
    answers = [client.post(reverse("mfa_authenticate"), {"code": "000 000"}) for _n in range(11)]
    assert {answer.status_code for answer in answers} == {200}
    assert read_mails() == []

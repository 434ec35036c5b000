"""Mails about accounts go by the worker; the page where one asks for a new password tells nothing."""

from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from ssl import SSLError

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from staff import roles
from staff.models import AccountMail, SignInAttempt
from staff.sign_in.account_mail import send_account_mail
from tests.staff.people import PASSWORD, sign_in_fully, with_app

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "desk@example.com", "stranger@example.com"


def ask(address, **extra):
    return Client(**extra).post(reverse("account_reset_password"), {"email": address}, follow=True)


@pytest.fixture
def mail_is_down(settings):
    settings.EMAIL_BACKEND = "infra.resilience.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1


def test_password_reset_reaches_the_account_and_nobody_else(person):
    person("desk", roles.FRONT_DESK)
    ask(KNOWN)
    ask(UNKNOWN)
    assert mail.outbox == []
    send_account_mail()
    assert [message.to for message in mail.outbox] == [[KNOWN]]
    assert not AccountMail.objects.exists()


def test_the_link_sets_a_password_and_names_our_own_host(person, settings):
    user = person("desk", roles.FRONT_DESK)
    settings.WAGTAILADMIN_BASE_URL = "https://clinic.example.com"
    ask(KNOWN, HTTP_HOST="evil.example")
    send_account_mail()
    link = next(line for line in mail.outbox[0].body.split() if "://" in line)
    assert link.startswith("https://clinic.example.com/accounts/password/reset/key/")
    client = Client()
    form = client.get(link.removeprefix("https://clinic.example.com"), follow=True)
    address = form.redirect_chain[-1][0]
    new = "seven quiet herons wade"
    client.post(address, {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)


@pytest.mark.parametrize("down", [False, True])
def test_known_and_unknown_addresses_get_the_same_answer(
    person, request, django_assert_num_queries, down
):
    person("desk", roles.FRONT_DESK)
    if down:
        request.getfixturevalue("mail_is_down")
    ask(UNKNOWN)  # what is looked up once a process
    answers = []
    counts = []
    for address in (KNOWN, UNKNOWN):
        with django_assert_num_queries(6) as asked:
            response = Client().post(reverse("account_reset_password"), {"email": address})
        answers.append((response.status_code, response["Location"], dict(response.cookies)))
        counts.append(len(asked))
        page = BeautifulSoup(ask(address).content, "html.parser")
        answers[-1] += (page.select_one("body").get_text(" ", strip=True),)
    assert answers[0] == answers[1]
    assert counts[0] == counts[1]


def test_what_waits_is_encrypted(person):
    person("desk", roles.FRONT_DESK)
    ask(KNOWN)
    assert "desk" not in AccountMail.objects.get().content


def test_a_mail_that_fails_goes_again_until_it_is_given_up(person, mail_is_down, settings):
    person("desk", roles.FRONT_DESK)
    ask(KNOWN)
    send_account_mail()
    row = AccountMail.objects.get()
    assert row.attempts == 1
    assert row.next_at > timezone.now()
    send_account_mail()  # not yet
    row.refresh_from_db()
    assert row.attempts == 1
    AccountMail.objects.update(next_at=timezone.now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_account_mail()
    assert [message.to for message in mail.outbox] == [[KNOWN]]


def test_a_mail_is_given_up_after_two_hours(person, mail_is_down):
    person("desk", roles.FRONT_DESK)
    ask(KNOWN)
    AccountMail.objects.update(created_at=timezone.now() - timedelta(hours=3))
    send_account_mail()
    assert not AccountMail.objects.exists()


def fell_silent():
    """Return what smtplib raises for a server that took the connection and then said nothing."""
    error = SMTPServerDisconnected("silent")
    error.__context__ = TimeoutError()
    return error


@pytest.mark.parametrize(
    ("error", "tried"),
    [
        (TimeoutError(), 1),
        (ConnectionRefusedError(), 1),
        (fell_silent(), 1),
        (SMTPServerDisconnected("broke off"), 3),
        (SMTPConnectError(421, b"too many"), 1),
        (SMTPConnectError(554, b"no mail here"), 1),
        (SMTPSenderRefused(421, b"closing", "desk@clinic.example"), 1),
        (SMTPAuthenticationError(535, b"wrong password"), 1),
        (SSLError(1, "no safe connection"), 1),
        (SMTPRecipientsRefused({KNOWN: (421, b"later")}), 3),
        (SMTPRecipientsRefused({KNOWN: (550, b"no such person")}), 3),
    ],
)
def test_a_silent_server_costs_one_time_out_and_a_refused_address_stops_nobody(
    person, monkeypatch, error, tried
):
    person("desk", roles.FRONT_DESK)
    for _n in range(3):
        ask(KNOWN)
    AccountMail.objects.update(next_at=timezone.now())
    tries = []

    def fail(message, **_options):
        tries.append(message.to)
        raise error

    monkeypatch.setattr(mail.EmailMessage, "send", fail)
    waiting = AccountMail.objects.count()
    send_account_mail()
    assert len(tries) == tried
    assert AccountMail.objects.count() == waiting == 3


def test_notices_about_an_account_go_the_same_way(person, mail_is_down, settings):
    """A mail server that hangs delays no change of a password."""
    user = person("editor", roles.EDITOR)
    client = Client()
    client.force_login(user)
    new = "seven quiet herons wade"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    response = client.post(reverse("account_change_password"), typed)
    assert response.status_code == 302
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_account_mail()
    assert [message.to for message in mail.outbox] == [["editor@example.com"]]
    assert "password" in mail.outbox[0].subject.lower()


def test_a_person_with_a_factor_is_asked_for_it_after_a_reset(person, settings):
    settings.SECOND_FACTOR = "required"
    user = with_app(person("desk", roles.FRONT_DESK))
    assert sign_in_fully(user).get("/admin/").status_code == 200
    ask(KNOWN)
    send_account_mail()
    path = next(line for line in mail.outbox[-1].body.split() if "://" in line)
    client = Client()
    form = client.get("/" + path.split("/", 3)[3], follow=True)
    new = "seven quiet herons wade"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert client.get("/admin/").status_code == 302
    response = client.post(reverse("account_login"), {"login": "desk", "password": new})
    assert response["Location"] == reverse("mfa_authenticate")


def test_an_address_of_before_sets_no_password(person):
    """allauth keeps a list of addresses beside the account's own."""
    from allauth.account.models import EmailAddress

    user = person("desk", roles.FRONT_DESK)
    EmailAddress.objects.create(user=user, email=KNOWN, verified=True, primary=True)
    user.email = "new@example.com"
    user.save()
    send_account_mail()
    mail.outbox.clear()
    ask(KNOWN)
    send_account_mail()
    assert mail.outbox == []
    ask("new@example.com")
    send_account_mail()
    assert [message.to for message in mail.outbox] == [["new@example.com"]]


def test_who_has_left_sets_no_password_by_a_link_of_before(person):
    user = person("desk", roles.FRONT_DESK)
    ask("desk@example.com")
    send_account_mail()
    path = next(line for line in mail.outbox[-1].body.split() if "://" in line)
    client = Client()
    form = client.get("/" + path.split("/", 3)[3])  # the form is open already
    user.is_active = False
    user.save()
    before = type(user).objects.get(pk=user.pk).password
    new = "seven quiet herons wade"
    for browser in (client, Client()):
        browser.get("/" + path.split("/", 3)[3])
        browser.post(form["Location"], {"password1": new, "password2": new})
        assert type(user).objects.get(pk=user.pk).password == before


def test_a_stranger_uses_up_nobodys_reset_and_fills_nobodys_mailbox(person, settings):
    """They answer alike beyond the limits, to known and unknown; the owner asks from elsewhere and is answered."""
    settings.TRUSTED_PROXIES = 1
    person("desk", roles.FRONT_DESK)
    stranger = {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "198.51.100.1"}
    seen = set()
    for _try in range(12):
        for address in (KNOWN, UNKNOWN):
            page = ask(address, **stranger)
            text = BeautifulSoup(page.content, "html.parser").body.get_text(" ", strip=True)
            seen.add((page.status_code, text))
    assert len(seen) == 1 and seen.pop()[0] == 200
    assert AccountMail.objects.count() == 10  # five for each
    for number in range(30):
        ask(f"nobody{number}@example.com", **stranger)
    assert AccountMail.objects.count() == 20  # the address of the stranger has used up its own
    AccountMail.objects.all().delete()
    page = ask(KNOWN, REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="192.0.2.7")
    assert page.status_code == 200
    send_account_mail()
    assert [message.to for message in mail.outbox] == [[KNOWN]]


def test_one_reset_mail_in_a_while_whoever_asks(person):
    person("desk", roles.FRONT_DESK)
    for number in range(4):
        ask(KNOWN.upper() if number % 2 else KNOWN, REMOTE_ADDR=f"198.51.{number}.1")
        send_account_mail()
    assert len(mail.outbox) == 1
    assert not AccountMail.objects.exists()
    SignInAttempt.objects.update(at=timezone.now() - timedelta(minutes=16))
    ask(KNOWN)
    send_account_mail()
    assert len(mail.outbox) == 2

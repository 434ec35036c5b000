"""Sessions: a stolen backup signs in nobody, they end when they must, and people see and end their own."""

import time

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from staff import roles
from staff.models import AuditEntry, Session
from staff.sign_in import sessions
from staff.sign_in.account_mail import send_account_mail
from staff.sign_in.cleaning import clean_sessions
from tests.staff.people import PASSWORD, sign_in, sign_in_fully, with_app

pytestmark = pytest.mark.django_db
User = get_user_model()
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def key_of(client):
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_nothing_that_is_stored_signs_anybody_in(editor):
    """Every value of the row, put into a cookie: what a backup holds opens nothing."""
    row = Session.objects.get(user_id=editor.user.pk)
    assert row.session_key == sessions.make_stored_key(key_of(editor)) != key_of(editor)
    for stolen in (row.session_key, row.session_data, row.session_key[:32]):
        thief = Client()
        thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
        assert thief.get("/admin/").status_code == 302
    assert key_of(editor) not in f"{row.session_data}{row.device}"
    assert editor.get("/admin/").status_code == 200


def test_a_session_ends_a_fixed_time_after_the_sign_in_however_busy(editor):
    session = editor.session
    session[sessions.BEGUN] = int(time.time()) - settings.SESSION_COOKIE_AGE + 30
    session.save()
    assert editor.get("/admin/").status_code == 200
    row = Session.objects.get(user_id=editor.user.pk)
    assert (row.expire_date - timezone.now()).total_seconds() <= 30
    session = editor.session
    session[sessions.BEGUN] = int(time.time()) - settings.SESSION_COOKIE_AGE - 1
    session.save()
    assert editor.get("/admin/").status_code == 302


def test_a_new_sign_in_begins_a_new_session(person):
    user = person("dana", roles.EDITOR)
    client = Client()
    client.get(reverse("account_login"))
    sign_in_fully(user, client)
    first = key_of(client)
    client.post(reverse("account_logout"))
    sign_in_fully(user, client)
    assert key_of(client) != first
    assert not Session.objects.filter(session_key=sessions.make_stored_key(first)).exists()


def test_the_worker_clears_what_has_ended(editor):
    Session.objects.update(expire_date=timezone.now())
    Session.objects.create(session_key="x", session_data="", expire_date=timezone.now())
    assert clean_sessions() == "2 deleted"


def test_signing_out_ends_it_and_clears_the_browser_but_keeps_the_device_known(editor):
    key = key_of(editor)
    response = editor.post(reverse("account_logout"))
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response.cookies[settings.SESSION_COOKIE_NAME].value == ""
    assert not Session.objects.filter(session_key=sessions.make_stored_key(key)).exists()
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert thief.get("/admin/").status_code == 302
    assert "Clear-Site-Data" not in editor.get("/").headers


def test_people_see_their_sessions_and_end_one_or_all_others(editor):
    others = [Client(headers={"user-agent": FIREFOX}) for _number in range(3)]
    for other in others:
        sign_in_fully(editor.user, other)
    page = editor.get(reverse("own_sessions")).content.decode()
    assert page.count("Firefox on Windows") >= 3
    assert "this one" in page
    # To look at them asks nothing; to end one asks who it is (ASVS 7.5.2).
    asked = editor.post(reverse("own_sessions"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert [other.get("/admin/").status_code for other in others] == [200, 200, 200]
    back = editor.post(asked["Location"], {"password": PASSWORD})
    assert back["Location"] == reverse("own_sessions")
    editor.post(reverse("own_sessions"), {"session": sessions.make_stored_key(key_of(others[0]))})
    assert [other.get("/admin/").status_code for other in others] == [302, 200, 200]
    editor.post(reverse("own_sessions"))
    assert [other.get("/admin/").status_code for other in others] == [302, 302, 302]
    assert editor.get("/admin/").status_code == 200
    counts = AuditEntry.objects.filter(action="staff.sessions_ended").order_by("pk")
    assert [entry.data["count"] for entry in counts] == [1, 2]


def test_nobody_ends_somebody_elses_session_that_way(editor, front_desk):
    editor.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    editor.post(reverse("own_sessions"), {"session": sessions.make_stored_key(key_of(front_desk))})
    editor.post(reverse("colleagues:end_sessions", args=[front_desk.user.pk]))
    assert front_desk.get("/admin/").status_code == 200
    assert editor.get(reverse("colleagues:show", args=[front_desk.user.pk])).status_code == 302


def test_an_administrator_ends_a_colleagues_sessions(administrator, front_desk):
    url = reverse("colleagues:show", args=[front_desk.user.pk])
    assert sessions.make_stored_key(key_of(front_desk)) in administrator.get(url).content.decode()
    administrator.post(reverse("colleagues:end_sessions", args=[front_desk.user.pk]))
    assert front_desk.get("/admin/").status_code == 302
    assert administrator.get("/admin/").status_code == 200
    entry = AuditEntry.objects.get(action="staff.sessions_ended")
    assert (entry.who, entry.about) == (administrator.user.username, front_desk.user.username)


# --- Mails --------------------------------------------------------------------------------------
def sent():
    send_account_mail()
    return [(message.to, message.subject, message.body) for message in mail.outbox]


def test_a_sign_in_on_a_new_device_is_told_and_one_on_a_known_device_is_not(person):
    user = with_app(person("dana", roles.FRONT_DESK))
    client = Client(headers={"user-agent": FIREFOX})
    sign_in_fully(user, client)
    [(to, subject, body)] = sent()
    assert (to, subject) == (["dana@example.com"], "New sign-in to your staff account")
    assert "Firefox on Windows" in body
    assert ".." not in body  # 'a.m.' has its own full stop
    assert "/admin/sessions/" in body
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": "dana", "password": PASSWORD})
    from tests.staff.people import code_for

    client.post(reverse("mfa_authenticate"), {"code": code_for(later=1)})
    assert client.get("/admin/").status_code == 200
    assert len(sent()) == 1
    assert AuditEntry.objects.filter(action="staff.new_device").count() == 1


def test_a_password_alone_is_no_sign_in_that_is_told(person):
    with_app(person("dana", roles.FRONT_DESK))
    Client().post(reverse("account_login"), {"login": "dana", "password": PASSWORD})
    assert sent() == []


def test_a_changed_address_is_told_at_both(person):
    user = person("dana", roles.EDITOR)
    user.email = "new@example.com"
    user.save()
    mails = sent()
    assert sorted(to[0] for to, _subject, _body in mails) == ["dana@example.com", "new@example.com"]
    assert all("changed to new@example.com" in body for _to, _subject, body in mails)


def test_a_changed_password_is_told_and_ends_the_other_sessions(person):
    user = person("dana", roles.EDITOR)
    client, other = sign_in_fully(user), sign_in_fully(user)
    new = "seven quiet herons wade"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert any("password" in subject.lower() for _to, subject, _body in sent())
    assert other.get("/admin/").status_code == 302
    assert client.get("/admin/").status_code == 200


# --- Cookies ------------------------------------------------------------------------------------
def test_an_account_without_a_role_reads_so_and_goes_in_no_circle(person):
    client = sign_in_fully(person("nobody"))
    page = client.get("/admin/", follow=True)
    assert page.status_code == 403
    assert len(page.redirect_chain) <= 1
    assert "no role yet" in page.content.decode()


def test_an_account_whose_role_waits_reads_that(administrator, person):
    from django.contrib.auth.models import Group

    from staff.models import WaitingRole

    user = person("soon")
    WaitingRole.objects.create(user=user, group=Group.objects.get(name=roles.FRONT_DESK))
    page = sign_in_fully(user).get("/admin/", follow=True).content.decode()
    assert "Front desk" in page
    assert "a manager has to confirm it" in page


def test_sign_in_does_not_touch_sessions_of_others(editor):
    stranger = sign_in(roles.EDITOR)
    stranger.post(reverse("account_logout"))
    assert editor.get("/admin/").status_code == 200

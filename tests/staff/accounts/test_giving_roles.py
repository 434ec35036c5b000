"""Roles that read requests: nobody who looks after accounts gets at requests by way of an account.

Each test acts as an administrator and tries one way round, then as the manager who decides.
"""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import LogContext

from staff import access, roles
from staff.models import AuditEntry, WaitingRole
from staff.sign_in.account_mail import send_account_mail
from tests.staff.accounts.role_answers import answer
from tests.staff.people import PASSWORD, change, group, invite, sign_in, with_app

pytestmark = pytest.mark.django_db
User = get_user_model()


# --- Giving -------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", [roles.MANAGER, roles.FRONT_DESK])
def test_a_second_account_with_a_reading_role_opens_nothing(administrator, boss, name):
    assert invite(administrator, name, roles.EDITOR).status_code == 302
    new = User.objects.get(email="new@example.com")
    assert list(new.groups.values_list("name", flat=True)) == [roles.EDITOR]
    assert not access.list_granted(new) & access.ABOUT_REQUESTS
    assert WaitingRole.objects.get().group.name == name
    send_account_mail()
    told = [message for message in mail.outbox if message.to == [boss.email]]
    assert [name in message.body for message in told] == [True]


def test_a_manager_confirms_and_it_takes_effect(administrator, boss, manager):
    invite(administrator, roles.FRONT_DESK)
    row = WaitingRole.objects.get()
    page = manager.get(reverse("waiting_role", args=[row.pk]))
    assert "new@example.com" in page.content.decode()
    assert "New Colleague" in manager.get("/admin/").content.decode()
    manager.post(reverse("waiting_role", args=[row.pk]), answer("confirm"))
    assert access.may(User.objects.get(email="new@example.com"), access.READ)
    entry = AuditEntry.objects.get(action="staff.role_confirmed")
    assert (entry.who, entry.about) == (manager.user.username, "new")
    assert not WaitingRole.objects.exists()


def test_whoever_made_the_account_is_no_longer_in_it(administrator, boss, manager):
    """An administrator sets up an account in their own mailbox, then gives it a colleague's name and address."""
    client = sign_in(roles.EDITOR, username="puppet")
    puppet = with_app(client.user)
    puppet.email = "joan@example.com"  # changed under its own account
    puppet.save()
    change(administrator, puppet, groups=[group(roles.EDITOR).pk, group(roles.FRONT_DESK).pk])
    send_account_mail()
    mail.outbox.clear()
    row = WaitingRole.objects.get()
    manager.post(reverse("waiting_role", args=[row.pk]), answer("confirm", "joan@example.com"))
    puppet = User.objects.get(pk=puppet.pk)
    assert access.may(puppet, access.READ)
    assert client.get("/admin/").status_code == 302
    assert not puppet.check_password(PASSWORD)
    assert not puppet.authenticator_set.exists()
    send_account_mail()
    assert [message.to for message in mail.outbox] == [["joan@example.com"]]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_who_reads_requests_already_keeps_password_and_factor(boss, administrator, manager):
    client = sign_in(roles.FRONT_DESK, username="dana")
    with_app(client.user)
    chosen = [group(roles.FRONT_DESK).pk, group(roles.MANAGER).pk]
    change(administrator, client.user, groups=chosen)
    row = WaitingRole.objects.get()
    manager.post(reverse("waiting_role", args=[row.pk]), answer("confirm", "dana@example.com"))
    dana = User.objects.get(username="dana")
    assert access.may(dana, access.PURGE)
    assert dana.check_password(PASSWORD)
    assert dana.authenticator_set.exists()


def test_an_address_that_changes_under_the_managers_eyes_is_shown_again(
    administrator, boss, manager
):
    invite(administrator, roles.FRONT_DESK)
    row = WaitingRole.objects.get()
    User.objects.filter(pk=row.user_id).update(email="other@example.com")
    page = manager.post(reverse("waiting_role", args=[row.pk]), answer("confirm"))
    assert "changed meanwhile" in page.content.decode()
    assert WaitingRole.objects.filter(pk=row.pk).exists()


def test_a_manager_declines(administrator, boss, manager):
    invite(administrator, roles.FRONT_DESK)
    row = WaitingRole.objects.get()
    manager.post(reverse("waiting_role", args=[row.pk]), answer("decline"))
    assert not WaitingRole.objects.exists()
    assert not access.list_granted(User.objects.get(email="new@example.com"))


@pytest.mark.parametrize("role", [roles.ADMINISTRATOR, roles.FRONT_DESK, roles.EDITOR])
def test_nobody_else_confirms(administrator, boss, signed_in, role):
    invite(administrator, roles.FRONT_DESK)
    row = WaitingRole.objects.get()
    client = signed_in(role)
    client.post(reverse("waiting_role", args=[row.pk]), answer("confirm"))
    assert WaitingRole.objects.filter(pk=row.pk).exists()


def test_an_open_emergency_confirms_nothing(administrator, boss):
    from staff.models import EmergencyAccess

    invite(administrator, roles.MANAGER)
    EmergencyAccess.begin(administrator.user, "Nobody at the desk, a caller in need")
    row = WaitingRole.objects.get()
    administrator.post(reverse("waiting_role", args=[row.pk]), answer("confirm"))
    assert WaitingRole.objects.filter(pk=row.pk).exists()


def test_the_first_manager_is_made_at_the_set_up(administrator):
    invite(administrator, roles.MANAGER)
    first = User.objects.get(email="new@example.com")
    assert access.may(first, access.READ)
    invite(administrator, roles.MANAGER, email="second@example.com")
    assert not access.list_granted(User.objects.get(email="second@example.com"))


def test_a_change_of_an_account_asks_too(administrator, boss, person):
    colleague = person("colleague", roles.EDITOR)
    chosen = [group(roles.EDITOR).pk, group(roles.MANAGER).pk]
    page = change(administrator, colleague, groups=chosen)
    assert page.status_code == 302
    assert not access.list_granted(colleague)
    form = administrator.get(reverse("wagtailusers_users:edit", args=[colleague.pk]))
    assert "Waiting for a manager: Manager" in form.content.decode()


def test_several_at_once_ask_too(administrator, boss, person):
    people = [person("one"), person("two")]
    url = reverse("wagtail_bulk_action", args=["auth", "user", "assign_role"])
    administrator.post(
        f"{url}?" + "&".join(f"id={p.pk}" for p in [*people, administrator.user]),
        {"role": group(roles.FRONT_DESK).pk},
    )
    assert not any(access.list_granted(user) & access.ABOUT_REQUESTS for user in people)
    assert {row.user for row in WaitingRole.objects.all()} == set(people)


def test_below_the_screens_it_is_refused(administrator, boss, person):
    colleague, desk = person("colleague"), group(roles.FRONT_DESK)
    ways = [
        lambda: colleague.groups.add(desk),
        lambda: colleague.groups.set([desk]),
        lambda: desk.user_set.add(colleague),
        lambda: administrator.user.groups.add(desk),
    ]
    for way in ways:
        with (
            LogContext(user=administrator.user),
            pytest.raises(PermissionDenied),
            transaction.atomic(),
        ):
            way()
    assert not colleague.groups.exists()


# --- Somebody else's account --------------------------------------------------------------------
def test_no_form_sets_a_password(administrator, boss, other_boss):
    page = administrator.get(reverse("wagtailusers_users:edit", args=[boss.pk])).content.decode()
    assert "password" not in re.findall(r'<input[^>]*name="([^"]*)"', page)
    before = boss.password
    change(
        administrator, boss, password1="a new long pass phrase", password2="a new long pass phrase"
    )
    boss.refresh_from_db()
    assert boss.password == before


def test_a_link_goes_to_the_owner_alone(administrator, boss):
    administrator.post(reverse("colleagues:send_link", args=[boss.pk]))
    send_account_mail()
    [sent] = mail.outbox
    assert sent.to == [boss.email]
    assert "/accounts/password/reset/key/" in sent.body
    entry = AuditEntry.objects.get(action="staff.password")
    assert (entry.who, entry.data) == (administrator.user.username, {"state": "link sent"})


def test_another_address_first_and_a_link_then_opens_nothing(administrator, boss, other_boss):
    """The way round a link that goes to the owner: become the owner."""
    assert change(administrator, boss, email="mine@example.com").status_code == 302
    boss = User.objects.get(pk=boss.pk)
    assert boss.email == "mine@example.com"
    assert not access.list_granted(boss)
    assert WaitingRole.objects.get(user=boss).group.name == roles.MANAGER
    send_account_mail()
    told = [m.to[0] for m in mail.outbox if "mine@example.com" in m.body]
    assert {"boss@example.com", "mine@example.com", other_boss.email} <= set(told)

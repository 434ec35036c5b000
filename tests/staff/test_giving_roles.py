"""Roles that read requests: nobody who looks after accounts gets at requests by way of an account.

Each test acts as an administrator and tries one way round, then as the manager who decides.
"""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import LogContext
from wagtail.models import Site

from staff import access, roles
from staff.models import AuditEntry, WaitingRole
from staff.people import giving
from staff.sign_in.account_mail import send_account_mail
from staff.sign_in.sessions import list_sessions
from tests.factories import LocationFactory

from .people import PASSWORD, change, group, invite, sign_in, with_app

pytestmark = pytest.mark.django_db
User = get_user_model()


@pytest.fixture
def other_boss(person, boss):
    """A second one, so that neither is the last."""
    return person("otherboss", roles.MANAGER)


def answer(what, address="new@example.com"):
    """Return what the manager's screen sends."""
    return {"answer": what, "address": address}


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


# --- Rights -------------------------------------------------------------------------------------
def group_form(client, of):
    """Return what the role's form would send, as the browser has it."""
    from bs4 import BeautifulSoup

    page = client.get(reverse("wagtailusers_groups:edit", args=[of.pk]))
    form = BeautifulSoup(page.content, "html.parser").select_one(
        "form[method=POST], form[method=post]"
    )
    data: dict[str, list[str]] = {}
    for field in form.select("input[name]"):
        if field.get("type") == "checkbox" and not field.has_attr("checked"):
            continue
        data.setdefault(field["name"], []).append(field.get("value", ""))
    for field in form.select("select[name]"):
        chosen = field.select_one("option[selected]")
        data.setdefault(field["name"], []).append(chosen["value"] if chosen else "")
    return data


def test_a_role_with_rights_over_requests_can_be_changed_and_keeps_them(administrator):
    desk = group(roles.FRONT_DESK)
    before = set(desk.permissions.values_list("codename", flat=True))
    extra = Permission.objects.get(codename="add_redirect")
    data = group_form(administrator, desk)
    data.setdefault("permissions", []).append(str(extra.pk))
    response = administrator.post(reverse("wagtailusers_groups:edit", args=[desk.pk]), data)
    assert response.status_code == 302
    assert set(desk.permissions.values_list("codename", flat=True)) == before | {"add_redirect"}
    entry = AuditEntry.objects.get(action="staff.role_rights")
    assert (entry.who, entry.data["rights"]) == (administrator.user.username, ["add_redirect"])


def test_rights_over_pages_that_a_role_loses_are_on_record(administrator):
    editors = group(roles.EDITOR)
    data = group_form(administrator, editors)
    data["page_permissions-0-permissions"].remove("publish_page")
    administrator.post(reverse("wagtailusers_groups:edit", args=[editors.pk]), data)
    entry = AuditEntry.objects.get(action="staff.role_rights")
    assert (entry.who, entry.about) == (administrator.user.username, f"Role #{editors.pk}")
    assert entry.data["state"] == "removed"
    assert entry.data["rights"] == ["publish_page on page 1"]


@pytest.mark.parametrize("code", [access.READ, access.EXPORT, access.PURGE, access.AUDIT])
def test_a_forged_form_gives_no_right_over_requests(administrator, boss, code):
    editors = group(roles.EDITOR)
    data = group_form(administrator, editors)
    right = Permission.objects.get(codename=code)
    data.setdefault("permissions", []).append(str(right.pk))
    page = administrator.post(reverse("wagtailusers_groups:edit", args=[editors.pk]), data)
    assert list(page.context["form"].errors) == ["permissions"]
    assert not editors.permissions.filter(pk=right.pk).exists()


def test_below_the_form_rights_over_requests_stay_where_they_are(administrator, boss, person):
    read = Permission.objects.get(codename=access.READ)
    colleague = person("colleague")
    ways = [
        lambda: group(roles.EDITOR).permissions.add(read),
        lambda: group(roles.MANAGER).permissions.remove(read),
        lambda: group(roles.MANAGER).permissions.clear(),
        lambda: colleague.user_permissions.add(read),
        lambda: read.user_set.add(colleague),
        lambda: read.group_set.add(group(roles.EDITOR)),
    ]
    for way in ways:
        with (
            LogContext(user=administrator.user),
            pytest.raises(PermissionDenied),
            transaction.atomic(),
        ):
            way()


def test_a_role_of_the_softwares_own_keeps_its_name_and_stays(administrator, boss):
    """Named anew, 'Editor' would become 'Manager' at the next update."""
    for name in (roles.EDITOR, roles.MANAGER):
        of = group(name)
        data = {**group_form(administrator, of), "name": ["Something else"]}
        page = administrator.post(reverse("wagtailusers_groups:edit", args=[of.pk]), data)
        assert "keeps its name" in page.content.decode()
        administrator.post(reverse("wagtailusers_groups:delete", args=[of.pk]))
        assert Group.objects.filter(pk=of.pk, name=name).exists()


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


def test_the_last_managers_address_role_and_account_stay(administrator, boss):
    for fields in (
        {"email": "mine@example.com"},
        {"groups": [group(roles.EDITOR).pk]},
        {"is_active": None},
    ):
        page = change(administrator, boss, **fields)
        assert "only account that answers for requests" in page.content.decode(), fields
    url = reverse("wagtail_bulk_action", args=["auth", "user", "set_active_state"])
    administrator.post(f"{url}?id={boss.pk}", {"mark_as_active": "False"})
    administrator.post(reverse("colleagues:leave", args=[boss.pk]), {"heir": ""})
    boss = User.objects.get(pk=boss.pk)
    assert boss.is_active
    assert boss.email == "boss@example.com"
    assert access.may(boss, access.PURGE)
    assert not giving.is_first_set_up()


def test_an_account_that_is_activated_again_reads_nothing(administrator, boss, other_boss):
    change(administrator, boss, is_active=None)
    assert not User.objects.get(pk=boss.pk).is_active
    boss = User.objects.get(pk=boss.pk)
    change(administrator, boss, is_active="on")
    boss = User.objects.get(pk=boss.pk)
    assert boss.is_active
    assert not access.list_granted(boss)


def test_activated_again_in_bulk_it_reads_nothing_either(administrator, boss, other_boss):
    url = reverse("wagtail_bulk_action", args=["auth", "user", "set_active_state"])
    client = sign_in(username="third")
    client.user.groups.add(group(roles.FRONT_DESK))
    for state in ("False", "True"):
        administrator.post(f"{url}?id={client.user.pk}", {"mark_as_active": state})
    user = User.objects.get(pk=client.user.pk)
    assert user.is_active
    assert not access.list_granted(user)
    assert not list_sessions(user).exists()
    assert AuditEntry.objects.filter(action="staff.account_deactivated", about="third").exists()


# --- Never deleted ------------------------------------------------------------------------------
def test_no_account_is_deleted_by_any_way(administrator, superuser, boss, other_boss, person):
    colleague = person("colleague", roles.EDITOR)
    bulk = reverse("wagtail_bulk_action", args=["auth", "user", "delete"])
    for client in (administrator, superuser):
        page = client.post(reverse("wagtailusers_users:delete", args=[colleague.pk]))
        assert page["Location"] == reverse("colleagues:show", args=[colleague.pk])
        client.post(f"{bulk}?id={colleague.pk}&id={boss.pk}")
        with LogContext(user=client.user), pytest.raises(PermissionDenied), transaction.atomic():
            colleague.delete()
        with LogContext(user=client.user), pytest.raises(PermissionDenied), transaction.atomic():
            User.objects.filter(pk=colleague.pk).delete()
    assert User.objects.filter(pk__in=[colleague.pk, boss.pk]).count() == 2


def test_no_button_offers_to_delete_an_account(superuser, person):
    colleague = person("colleague", roles.EDITOR)
    delete = reverse("wagtailusers_users:delete", args=[colleague.pk])
    for url in (
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:edit", args=[colleague.pk]),
    ):
        assert delete not in superuser.get(url).content.decode()


# --- On record ----------------------------------------------------------------------------------
def test_the_audit_names_accounts_made_changed_and_ended(administrator, boss, person):
    invite(administrator, roles.EDITOR)
    new = User.objects.get(email="new@example.com")
    change(administrator, new, first_name="Other")
    change(administrator, User.objects.get(pk=new.pk), is_active=None)
    actions = list(
        AuditEntry.objects.filter(about=new.username).order_by("pk").values_list("action", "who")
    )
    by = administrator.user.username
    for action in ("account_made", "invited", "account_changed", "account_deactivated"):
        assert (f"staff.{action}", by) in actions
    entry = AuditEntry.objects.filter(action="staff.account_changed").latest("pk")
    assert entry.data["fields"] == ["first_name"]


def test_a_changed_password_is_on_record_and_a_rehashed_one_is_not(person):
    user = person("dana")
    user.last_login = None
    user.save(update_fields=["last_login"])
    user.password = "pbkdf2_sha256$1$a$b"
    user.save(update_fields=["password"])
    assert not AuditEntry.objects.filter(action="staff.password").exists()
    user.set_password("nine quiet herons wade slowly")
    user.save()
    entry = AuditEntry.objects.get(action="staff.password")
    assert (entry.who, entry.about, entry.data["state"]) == ("", "dana", "changed on the server")


def test_the_audit_says_how_a_password_came_about(administrator, boss):
    invite(administrator, roles.EDITOR)
    for _turn in range(2):
        send_account_mail()
        link = "/" + mail.outbox[-1].body.split("://")[1].split()[0].split("/", 1)[1]
        client = Client()
        form = client.get(link, follow=True)
        new = "seven quiet herons wade"
        client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
        send_account_mail()
        user = User.objects.get(email="new@example.com")
        assert user.check_password(new)
        mail.outbox.clear()
        administrator.post(reverse("colleagues:send_link", args=[user.pk]))
    client.post(reverse("account_login"), {"login": user.username, "password": new})
    other = "nine quiet herons wade slowly"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": new, "password1": other, "password2": other},
    )
    found = AuditEntry.objects.filter(action="staff.password").exclude(data__state="link sent")
    assert [(e.who, e.data["state"]) for e in found.order_by("pk")] == [
        ("new", "set by a link"),
        ("new", "reset by a link"),
        ("new", "changed"),
    ]


def test_on_the_server_a_role_is_given_at_once(administrator, boss, capsys):
    from django.core.management import CommandError, call_command

    invite(administrator, roles.MANAGER)
    call_command("give_role", "new", roles.MANAGER)
    assert "has the role Manager" in capsys.readouterr().out
    assert access.may(User.objects.get(username="new"), access.READ)
    assert not WaitingRole.objects.exists()
    for arguments, said in (
        (("nobody", roles.MANAGER), "no account"),
        (("new", "King"), "no role"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("give_role", *arguments)


# --- Copies -------------------------------------------------------------------------------------
def test_no_account_is_overwritten_by_the_form_of_a_copy(administrator, boss, other_boss, person):
    """Its address took a new account's form and wrote it over the original, superuser's right included."""
    owner = person("owner", is_superuser=True)
    for victim in (owner, boss):
        before = User.objects.filter(pk=victim.pk).values().get()
        data = {"email": "mine@example.com", "name": "Mine", "groups": [group(roles.EDITOR).pk]}
        for method in ("get", "post"):
            address = f"/admin/users/copy/{victim.pk}/"
            assert getattr(administrator, method)(address, data).status_code == 404
        assert User.objects.filter(pk=victim.pk).values().get() == before
    assert not User.objects.filter(email="mine@example.com").exists()


def test_the_address_of_a_copy_takes_no_form(administrator):
    """Whatever is copied, a snippet or a site: the form goes to where new ones are made."""
    place = LocationFactory(name="Main clinic")
    there = reverse(place.snippet_viewset.get_url_name("copy"), args=[place.pk])
    site = Site.objects.get()
    assert administrator.post(there, {"name": "Overwritten"}).status_code == 405
    answer = administrator.post(f"/admin/sites/copy/{site.pk}/", {"hostname": "other.example"})
    assert answer.status_code == 405
    page = BeautifulSoup(administrator.get(there).content, "html.parser")
    add = reverse(place.snippet_viewset.get_url_name("add"))
    assert page.select_one("form[data-edit-form]")["action"] == add
    assert list(Site.objects.values_list("hostname", flat=True)) == [site.hostname]

"""Accounts that change or end: the last manager stays, nobody is deleted, and the audit says what happened."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
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
from tests.staff.people import change, group, invite, sign_in

pytestmark = pytest.mark.django_db
User = get_user_model()


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

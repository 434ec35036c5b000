"""Inviting a colleague, and a colleague who leaves."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse

from clinic.models.places import US_TIME_ZONES
from staff import access, roles
from staff.models import AuditEntry, Session
from staff.sign_in.account_mail import send_account_mail
from tests.every_page import soup_of
from tests.factories.forms import SubmissionFactory
from tests.staff.people import sign_in, sign_in_fully

pytestmark = pytest.mark.django_db
User = get_user_model()
ADD = "wagtailusers_users:add"


def invite(client, email="ann.lee@example.com", role=roles.EDITOR, name="Ann Lee"):
    chosen = [Group.objects.get(name=role).pk] if role else []
    return client.post(reverse(ADD), {"email": email, "name": name, "groups": chosen})


def link_in(message):
    return "/" + next(word for word in message.body.split() if "://" in word).split("/", 3)[3]


def test_the_form_asks_for_an_address_a_name_and_a_role_and_nothing_else(administrator):
    page = BeautifulSoup(administrator.get(reverse(ADD)).content, "html.parser")
    form = page.select_one("#w-editor-form")
    names = {field["name"] for field in form.select("input[name], select[name]")}
    assert names == {"csrfmiddlewaretoken", "email", "name", "groups"}
    assert not form.select("[role=tab]")
    assert "Send invitation" in form.get_text()
    assert reverse(ADD) in administrator.get("/admin/").content.decode()


def test_an_invitation_sets_the_password_by_its_link(administrator):
    assert invite(administrator).status_code == 302
    user = User.objects.get(email="ann.lee@example.com")
    assert (user.username, user.first_name, user.last_name) == ("ann-lee", "Ann", "Lee")
    assert not user.has_usable_password()
    send_account_mail()
    [message] = mail.outbox
    assert message.to == ["ann.lee@example.com"]
    assert "ann-lee" in message.body
    assert administrator.user.username in message.body
    client = Client()
    form = client.get(link_in(message), follow=True)
    new = "seven quiet herons wade"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    client.post(reverse("account_login"), {"login": "ann.lee@example.com", "password": new})
    assert client.get("/admin/").status_code == 200
    again = Client().get(link_in(message), follow=True)
    assert b'name="password1"' not in again.content  # a link is good for one time


def test_an_invitation_can_be_sent_again(administrator):
    invite(administrator)
    user = User.objects.get(username="ann-lee")
    page = administrator.get(reverse("colleagues:show", args=[user.pk])).content.decode()
    assert "Send the invitation again" in page
    administrator.post(reverse("colleagues:send_link", args=[user.pk]))
    send_account_mail()
    assert [message.subject for message in mail.outbox] == ["Your staff account"] * 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"role": None}, "Choose at least one role"),
        ({"email": "no address"}, "e-mail address with its @"),
        ({"email": "OTHER@example.com"}, "Another account has this e-mail"),
        ({"name": ""}, "Fill this in"),
    ],
)
def test_a_wrong_invitation_is_refused_with_a_sentence_and_keeps_what_was_typed(
    administrator, person, wrong, said
):
    person("other")
    page = invite(administrator, **{"name": "Ann Lee", **wrong})
    assert page.status_code == 200
    assert said in page.content.decode()
    assert not User.objects.filter(username="ann-lee").exists()
    if "name" not in wrong:
        assert "Ann Lee" in page.content.decode()


def test_two_people_with_the_same_first_part_get_different_names(administrator):
    for host in ("a", "b", "c"):
        invite(administrator, email=f"ann.lee@{host}.example.com")
    names = set(User.objects.filter(first_name="Ann").values_list("username", flat=True))
    assert names == {"ann-lee", "ann-lee-2", "ann-lee-3"}


# --- Leaving ------------------------------------------------------------------------------------
@pytest.fixture
def leaver(signed_in):
    """Somebody of the front desk, signed in, with two open requests and a closed one."""
    client = signed_in(roles.FRONT_DESK, username="leaver")
    client.requests = [SubmissionFactory(owner=client.user) for _number in range(2)]
    client.closed = SubmissionFactory(owner=client.user, status="closed")
    return client


def leave(client, who, heir=None):
    url = reverse("colleagues:leave", args=[who.pk])
    return client.post(url, {"heir": heir.pk if heir else ""}, follow=True)


def test_one_click_ends_it_all_and_keeps_the_name(administrator, leaver, person):
    heir = person("heir", roles.FRONT_DESK)
    page = leave(administrator, leaver.user, heir).content.decode()
    assert "2 requests handed over" in page
    user = User.objects.get(pk=leaver.user.pk)
    assert not user.is_active
    assert not user.groups.exists()
    assert not Session.objects.filter(user_id=user.pk).exists()
    assert leaver.get("/admin/").status_code == 302
    for request in leaver.requests:
        request.refresh_from_db()
        assert request.owner == heir
    leaver.closed.refresh_from_db()
    assert leaver.closed.owner == user
    entry = AuditEntry.objects.get(action="staff.account_left")
    assert (entry.about, entry.data) == ("leaver", {"count": 2, "heir": "heir"})


def test_without_an_heir_the_requests_lie_open_for_everybody(administrator, leaver):
    leave(administrator, leaver.user)
    leaver.requests[0].refresh_from_db()
    assert leaver.requests[0].owner is None


def test_only_somebody_who_may_work_requests_takes_over(administrator, leaver, person):
    page = leave(administrator, leaver.user, person("writer", roles.EDITOR)).content.decode()
    assert "Choose a colleague who may work requests" in page
    assert User.objects.get(pk=leaver.user.pk).is_active


def test_nobody_ends_themselves_the_last_manager_or_a_superuser(administrator, person):
    boss = person("boss", roles.MANAGER)
    root = person("root", is_superuser=True, is_staff=True)
    for user in (administrator.user, boss, root):
        leave(administrator, user)
        assert User.objects.get(pk=user.pk).is_active


@pytest.mark.parametrize("role", [roles.MANAGER, roles.FRONT_DESK, roles.EDITOR])
def test_only_administrators_end_accounts(leaver, role):
    leave(sign_in(role, username="somebody"), leaver.user)
    assert User.objects.get(pk=leaver.user.pk).is_active


def test_an_ended_account_gets_no_link_and_signs_in_no_more(administrator, leaver):
    leave(administrator, leaver.user)
    administrator.post(reverse("colleagues:send_link", args=[leaver.user.pk]))
    send_account_mail()
    assert mail.outbox == []
    assert sign_in_fully(leaver.user).get("/admin/").status_code == 302
    assert not access.list_granted(User.objects.get(pk=leaver.user.pk))


# --- Settings of requests -----------------------------------------------------------------------
def test_reading_and_changing_the_settings_of_requests_is_on_record(manager):
    url = manager.get(reverse("wagtailsettings:edit", args=["clinic_forms", "requestsettings"]))[
        "Location"
    ]
    page = BeautifulSoup(manager.get(url).content, "html.parser")
    form = page.select_one("#w-editor-form") or page.select_one("form[method=POST]")
    data = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.get("type") == "checkbox" and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            data[field["name"]] = chosen["value"] if chosen else ""
        else:
            data[field["name"]] = field.get("value") or field.get_text()
    data["notify"] = "desk@example.com"
    manager.post(url, data)
    entries = AuditEntry.objects.filter(action__startswith="requests.settings").order_by("pk")
    assert [(e.action, e.who) for e in entries] == [
        ("requests.settings_read", manager.user.username),
        ("requests.settings_change", manager.user.username),
    ]
    assert "notify" in entries[1].data["fields"]
    assert "desk@example.com" not in str(entries[1].data)


@pytest.mark.parametrize("name", ["boss@example.com", "BOSS", "dana"])
def test_a_user_name_that_signs_in_to_another_account_is_refused(administrator, person, name):
    person("boss", roles.MANAGER)
    person("dana", roles.EDITOR)
    user = person("ruth", roles.EDITOR)
    data = {"username": name, "email": user.email, "first_name": "R", "last_name": "L", "is_active": "on",
            "groups": [group.pk for group in user.groups.all()]}  # fmt: skip
    page = administrator.post(reverse("wagtailusers_users:edit", args=[user.pk]), data)
    assert page.status_code == 200
    user.refresh_from_db()
    assert user.username == "ruth"


def test_an_account_chooses_among_the_time_zones_of_clinics(administrator):
    """Every zone that a clinic can have, and none of the six hundred others, over which browsers stumble."""
    page = soup_of(administrator.get(reverse("wagtailadmin_account")))
    offered = {option["value"] for option in page.select("[name$=current_time_zone] option")} - {""}
    assert offered == {zone for zone, _name in US_TIME_ZONES} | {settings.TIME_ZONE}

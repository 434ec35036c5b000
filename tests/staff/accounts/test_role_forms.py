"""The form of a role: rights over requests stay where the software put them, whatever is sent."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import LogContext

from staff import access, roles
from staff.models import AuditEntry
from tests.staff.people import group

pytestmark = pytest.mark.django_db


def group_form(client, of):
    """Return what the role's form would send, as the browser has it."""

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

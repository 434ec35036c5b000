"""The five roles, as the migration makes them and as the software reads them."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import LogContext
from wagtail.models import GroupApprovalTask, ModelLogEntry, Page, Workflow, WorkflowPage
from wagtail.snippets.models import get_snippet_models

from staff import access, roles

pytestmark = pytest.mark.django_db
EVERYTHING = set(access.NAMES)


def test_the_five_roles_stand_and_wagtails_own_are_gone():
    names = set(Group.objects.values_list("name", flat=True))
    assert names == {role.name for role in roles.ROLES}


@pytest.mark.parametrize("role", roles.ROLES, ids=lambda role: role.name)
def test_rights_over_requests_are_exactly_the_roles(person, role):
    assert access.list_granted(person("somebody", role.name)) == role.requests


def test_a_superuser_holds_no_right_over_requests(person):
    root = person("root", is_superuser=True, is_staff=True)
    assert root.has_perm("staff.read_requests")  # Django would let everything pass
    assert access.list_granted(root) == frozenset()


@pytest.mark.parametrize("who", ["anonymous", "nobody", "left"])
def test_people_without_a_role_hold_nothing(person, who):
    user = (
        AnonymousUser()
        if who == "anonymous"
        else person(who, roles.MANAGER if who == "left" else "")
    )
    if who == "left":
        user.is_active = False
        user.save()
    assert access.list_granted(user) == frozenset()


def test_managers_are_those_who_work_here_and_may_delete_for_good(person):
    first, second = person("first", roles.MANAGER), person("second", roles.MANAGER)
    left = person("left", roles.MANAGER)
    left.is_active = False
    left.save()
    person("desk", roles.FRONT_DESK)
    person("root", is_superuser=True, is_staff=True)
    first.user_permissions.add(Permission.objects.get(codename=access.PURGE))  # held twice
    assert access.list_managers() == [first, second]


def test_running_again_changes_nothing_and_mends_rights_over_requests():
    editors = Group.objects.get(name=roles.EDITOR)
    editors.permissions.add(Permission.objects.get(codename=access.READ))
    before = {g.name: g.permissions.count() for g in Group.objects.exclude(name=roles.EDITOR)}
    roles.ensure_roles()
    roles.ensure_roles()
    assert not access.opens_requests(editors)
    assert before == {
        g.name: g.permissions.count() for g in Group.objects.exclude(name=roles.EDITOR)
    }
    assert GroupApprovalTask.objects.count() == 1


def test_what_a_clinic_added_to_a_role_stays():
    extra = Permission.objects.get(codename="add_redirect")
    Group.objects.get(name=roles.REVIEWER).permissions.add(extra)
    roles.ensure_roles()
    assert extra in Group.objects.get(name=roles.REVIEWER).permissions.all()


def test_permissions_of_later_models_arrive(django_db_blocker):
    editors = Group.objects.get(name=roles.EDITOR)
    later = Permission.objects.get(codename="add_reference", content_type__app_label="clinic")
    editors.permissions.remove(later)
    roles.ensure_roles()
    assert later in editors.permissions.all()


def test_every_permission_a_role_names_may_exist():
    """A misspelt permission would silently give nothing."""
    optional = ("publish_", "lock_", "unlock_")
    missing = [
        name
        for role in roles.ROLES
        for name in role.models
        if not name.split(".")[1].startswith(optional)
        and not Permission.objects.filter(
            content_type__app_label=name.split(".")[0], codename=name.split(".")[1]
        ).exists()
    ]
    assert missing == []


def test_editors_may_change_every_snippet():
    """A new kind of snippet must be given to the editors, or be left out on purpose."""
    editors = Group.objects.get(name=roles.EDITOR)
    given = set(editors.permissions.values_list("content_type__app_label", "codename"))
    for model in get_snippet_models():
        if model._meta.app_label != "clinic_forms":
            assert (model._meta.app_label, f"change_{model._meta.model_name}") in given, model


@pytest.mark.parametrize(
    ("role", "can_edit", "can_publish", "can_add"),
    [
        (roles.EDITOR, True, True, True),
        (roles.REVIEWER, True, True, False),  # approving publishes
        (roles.FRONT_DESK, False, False, False),
        (roles.MANAGER, False, False, False),
        (roles.ADMINISTRATOR, True, True, True),
    ],
)
def test_page_rights(person, role, can_edit, can_publish, can_add):
    page = Page.objects.get(depth=2)
    tester = page.permissions_for_user(person("somebody", role))
    assert tester.can_edit() is can_edit
    assert tester.can_publish() is can_publish
    assert tester.can_add_subpage() is can_add


def test_the_workflow_asks_the_reviewers_on_the_whole_site():
    workflow = Workflow.objects.get(name=roles.WORKFLOW)
    assert workflow.active
    assert WorkflowPage.objects.get(workflow=workflow).page.depth == 1
    task = GroupApprovalTask.objects.get()
    assert list(task.groups.values_list("name", flat=True)) == [roles.REVIEWER]


def test_a_clinic_that_switched_the_workflow_off_keeps_it_off():
    Workflow.objects.filter(name=roles.WORKFLOW).update(active=False)
    roles.ensure_roles()
    assert not Workflow.objects.get(name=roles.WORKFLOW).active


def test_nobody_gives_themselves_a_role_that_reads_requests(person):
    chief = person("chief", roles.ADMINISTRATOR)
    desk = Group.objects.get(name=roles.FRONT_DESK)
    with LogContext(user=chief), pytest.raises(PermissionDenied), transaction.atomic():
        chief.groups.add(desk)
    with LogContext(user=chief), pytest.raises(PermissionDenied), transaction.atomic():
        desk.user_set.add(chief)
    assert access.list_granted(chief) == {access.BREAK_GLASS, access.AUDIT}


def test_an_administrator_may_give_a_colleague_the_role_and_it_is_on_record(person):
    chief, colleague = person("chief", roles.ADMINISTRATOR), person("colleague")
    with LogContext(user=chief):
        colleague.groups.add(Group.objects.get(name=roles.FRONT_DESK))
    assert access.may(colleague, access.READ)
    entry = ModelLogEntry.objects.filter(action="staff.roles").latest("timestamp")
    assert entry.user == chief
    assert entry.data == {"state": "added", "roles": [roles.FRONT_DESK]}


def test_the_account_form_refuses_it_with_a_sentence(administrator):
    user = administrator.user
    desk = Group.objects.get(name=roles.FRONT_DESK)
    response = administrator.post(
        reverse("wagtailusers_users:edit", args=[user.pk]),
        {
            "username": user.username,
            "email": user.email,
            "first_name": "A",
            "last_name": "B",
            "groups": [*user.groups.values_list("pk", flat=True), desk.pk],
        },
    )
    assert response.status_code == 200
    assert "give yourself the role" in response.content.decode()
    assert not user.groups.filter(pk=desk.pk).exists()


def test_the_account_form_makes_no_superuser(administrator, person):
    colleague = person("colleague")
    url = reverse("wagtailusers_users:edit", args=[colleague.pk])
    assert b'name="is_superuser"' not in administrator.get(url).content
    assert (
        b'name="is_superuser"' not in administrator.get(reverse("wagtailusers_users:add")).content
    )
    response = administrator.post(
        url,
        {
            "username": "colleague",
            "email": "c@example.com",
            "first_name": "C",
            "last_name": "D",
            "is_active": "on",
            "is_superuser": "on",
        },
    )
    assert response.status_code == 302
    colleague.refresh_from_db()
    assert not colleague.is_superuser


def test_a_group_form_cannot_hand_out_rights_over_requests(administrator):
    """The permissions are not offered: they come with the two roles alone."""
    group = Group.objects.get(name=roles.EDITOR)
    page = administrator.get(reverse("wagtailusers_groups:edit", args=[group.pk])).content.decode()
    codes = Permission.objects.filter(content_type__app_label="staff")
    assert codes
    assert 'name="permissions" value="' in page
    for permission in codes:
        assert f'name="permissions" value="{permission.pk}"' not in page

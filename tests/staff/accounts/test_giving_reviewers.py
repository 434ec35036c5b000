"""The role that approves pages: an administrator makes no clinician of a second account.

Each test acts as an administrator and tries one way round, then as the manager who decides.
"""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import LogContext

from clinic.models import Person
from review.approval.approving import reviewer_of
from review.models import Reviewer
from staff import roles
from staff.models import WaitingRole
from staff.sign_in.account_mail import send_account_mail
from tests.factories.clinic import PersonFactory
from tests.staff.people import PASSWORD, change, group, invite, make_user, sign_in, with_app

pytestmark = pytest.mark.django_db
User = get_user_model()


@pytest.fixture
def doctor():
    """A profile with a licence, whose account is confirmed; its own mailbox is ada's."""
    profile = PersonFactory(
        name="Ada Example", credentials="MD", is_sample=False, licence="MD, VA, 1"
    )
    user = make_user("ada", roles.REVIEWER)
    Reviewer.objects.create(user=user, person=profile)
    return user


def confirm(client, row, clinician=""):
    data = {"answer": "confirm", "address": row.user.email, "clinician": clinician}
    return client.post(reverse("waiting_role", args=[row.pk]), data)


def test_a_second_account_earns_no_review_line(administrator, boss):
    """Invited into an own mailbox, linked to a clinician who knows nothing of it."""
    profile = PersonFactory(
        name="Ada Example", credentials="MD", is_sample=False, licence="MD, VA, 1"
    )
    invite(administrator, roles.REVIEWER)
    puppet = User.objects.get(email="new@example.com")
    administrator.post(reverse("reviewers:add"), {"user": puppet.pk, "person": profile.pk})
    assert Reviewer.objects.get().user == puppet
    assert reviewer_of(User.objects.get(pk=puppet.pk)) is None
    assert WaitingRole.objects.get().group.name == roles.REVIEWER
    send_account_mail()
    assert [message.to for message in mail.outbox if roles.REVIEWER in message.body] == [
        [boss.email]
    ]


def test_the_manager_sees_whose_name_it_is_and_confirms(administrator, boss, manager):
    invite(administrator, roles.REVIEWER)
    puppet = User.objects.get(email="new@example.com")
    profile = PersonFactory(
        name="Ada Example", credentials="MD", is_sample=False, licence="MD, VA, 1"
    )
    row = WaitingRole.objects.get()
    administrator.post(reverse("reviewers:add"), {"user": puppet.pk, "person": profile.pk})
    page = manager.get(reverse("waiting_role", args=[row.pk])).content.decode()
    assert "Ada Example, MD, MD, VA, 1" in page and "read what patients write" not in page
    # What the manager saw before the link was made no longer counts.
    confirm(manager, row)
    assert reviewer_of(User.objects.get(pk=puppet.pk)) is None
    confirm(manager, row, "Ada Example, MD, MD, VA, 1")
    assert reviewer_of(User.objects.get(pk=puppet.pk)) == profile


def test_an_account_that_was_in_use_begins_anew(administrator, boss, manager):
    client = sign_in(roles.EDITOR, username="puppet")
    with_app(client.user)
    change(administrator, client.user, groups=[group(roles.REVIEWER).pk])
    confirm(manager, WaitingRole.objects.get())
    puppet = User.objects.get(username="puppet")
    assert not puppet.check_password(PASSWORD) and not puppet.authenticator_set.exists()
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("name", ["name", "credentials", "licence"])
def test_who_changes_a_linked_profile_asks_the_manager_again(administrator, boss, doctor, name):
    with LogContext(user=administrator.user):
        profile = Person.objects.get()
        setattr(profile, name, "Somebody Famous")
        profile.save()
    assert reviewer_of(User.objects.get(pk=doctor.pk)) is None
    assert WaitingRole.objects.get().user == doctor


def test_another_profile_behind_a_confirmed_account_asks_again(administrator, boss, doctor):
    other = PersonFactory(name="Bob Other", is_sample=False, licence="MD, VA, 2")
    url = reverse("reviewers:edit", args=[Reviewer.objects.get().pk])
    page = administrator.post(url, {"user": doctor.pk, "person": other.pk}, follow=True)
    assert "a manager has confirmed it" in page.content.decode()
    assert Reviewer.objects.get().person == other
    assert reviewer_of(User.objects.get(pk=doctor.pk)) is None


def test_another_mailbox_behind_a_confirmed_account_asks_again(administrator, boss, doctor):
    change(administrator, doctor, email="mine@example.com")
    assert reviewer_of(User.objects.get(pk=doctor.pk)) is None
    assert WaitingRole.objects.get().user == doctor


def test_an_account_that_left_and_is_activated_approves_nothing(administrator, boss, doctor):
    change(administrator, doctor, is_active=None)
    change(
        administrator,
        User.objects.get(pk=doctor.pk),
        is_active="on",
        groups=[group(roles.EDITOR).pk],
    )
    assert not User.objects.get(pk=doctor.pk).groups.filter(name=roles.REVIEWER).exists()


def test_what_says_nothing_of_the_licence_changes_nothing(administrator, boss, doctor):
    with LogContext(user=administrator.user):
        profile = Person.objects.get()
        profile.bio = "Likes long walks."
        profile.save()
    with LogContext(user=doctor):  # her own licence was renewed
        profile = Person.objects.get()
        profile.licence = "MD, VA, 1, until 2030"
        profile.save()
    assert reviewer_of(User.objects.get(pk=doctor.pk)) == profile
    assert not WaitingRole.objects.exists()


def test_a_manager_who_is_the_clinician_confirms_what_another_asked_for(administrator, manager):
    change(administrator, manager.user, groups=[group(roles.MANAGER).pk, group(roles.REVIEWER).pk])
    row = WaitingRole.objects.get()
    assert f"/waiting-roles/{row.pk}/" in manager.get("/admin/").content.decode()
    confirm(manager, row)
    mine = User.objects.get(pk=manager.user.pk)
    assert mine.groups.filter(name=roles.REVIEWER).exists() and mine.check_password(PASSWORD)


def test_nobody_asks_for_themselves_and_confirms_it():
    both = sign_in(roles.ADMINISTRATOR, roles.MANAGER)
    role = Group.objects.get(name=roles.REVIEWER)
    row = WaitingRole.objects.create(user=both.user, group=role, given_by=both.user)
    confirm(both, row)
    with LogContext(user=both.user), pytest.raises(PermissionDenied), transaction.atomic():
        both.user.groups.add(role)
    assert not User.objects.get(pk=both.user.pk).groups.filter(name=roles.REVIEWER).exists()


def test_below_the_forms_it_is_refused(administrator, boss):
    puppet = make_user("puppet", roles.EDITOR)
    role = Group.objects.get(name=roles.REVIEWER)
    with LogContext(user=administrator.user):
        for give in (lambda: puppet.groups.add(role), lambda: role.user_set.add(puppet)):
            with pytest.raises(PermissionDenied), transaction.atomic():
                give()


def test_at_the_first_set_up_it_takes_effect_at_once(administrator):
    invite(administrator, roles.REVIEWER)
    assert User.objects.get(email="new@example.com").groups.filter(name=roles.REVIEWER).exists()

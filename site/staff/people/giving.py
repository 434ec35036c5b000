"""Giving roles that read requests or approve pages: an administrator asks, a manager confirms.

Otherwise whoever looks after accounts could make a second one, and read everything with it or sign pages as a
clinician. The first manager is made without one, at the set-up; from then on there always is one (`is_last_manager`),
or `manage.py give_role` on the server helps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from staff import access, audit
from staff.models import WaitingRole
from staff.people import mails
from staff.sign_in import account_mail, sessions


def may_confirm(user: Any) -> bool:
    """Tell whether `user` answers for requests, and so for who reads them."""
    return access.PURGE in access.by_role(user)


def is_first_set_up() -> bool:
    """Tell whether nobody answers for requests yet. An account that was deactivated still counts."""
    held = Q(groups__permissions__codename=access.PURGE) | Q(
        user_permissions__codename=access.PURGE
    )
    return not get_user_model().objects.filter(held).exists()


def is_last_manager(user: Any) -> bool:
    """Tell whether `user` is the only active account that answers for requests."""
    return [manager.pk for manager in access.list_managers()] == [user.pk]


def select_opening(groups: Iterable[Group]) -> list[Group]:
    """Return those roles that open requests."""
    return [group for group in groups if access.opens_requests(group)]


def select_approving(groups: Iterable[Group]) -> list[Group]:
    """Return those of `groups` whose members count as clinical reviewers."""
    rights = Permission.objects.filter(
        content_type__app_label="review", codename__in=("approve_text", "publish_checked_words")
    ).values("pk")
    return [group for group in groups if group.permissions.filter(pk__in=rights).exists()]


def select_confirmed(groups: Iterable[Group]) -> list[Group]:
    """Return those roles that take effect when a manager confirms them: they open requests or approve pages."""
    listed = list(groups)
    approving = select_approving(listed)
    return [group for group in listed if group in approving or access.opens_requests(group)]


def may_give(actor: Any, user: Any) -> bool:
    """Tell whether a role that a manager confirms takes effect at once when `actor` gives it to `user`.

    `actor` None stands for the command line and the worker: who has the machine has the data.
    """
    if actor is None:
        return True
    if actor.pk == user.pk:
        return False
    return may_confirm(actor) or is_first_set_up()


def may_answer(waiting: WaitingRole, user: Any) -> bool:
    """Tell whether `user` may confirm or decline a role that waits.

    Nobody opens requests to themselves. A manager who is also the clinician confirms what somebody else asked for:
    two people agree, and a small clinic has no second manager.
    """
    if not may_confirm(user):
        return False
    if waiting.user_id != user.pk:
        return True
    asked_by_another = waiting.given_by_id not in (None, user.pk)
    return asked_by_another and not access.opens_requests(waiting.group)


def may_take_effect(actor: Any, user: Any, groups: Iterable[Group]) -> bool:
    """Tell whether `actor` may put `groups` into effect for `user` now: the question that stands under every form."""
    held_back = select_confirmed(groups)
    if not held_back or may_give(actor, user):
        return True
    waiting = {row.group_id: row for row in user.waiting_roles.select_related("group")}
    return all(g.pk in waiting and may_answer(waiting[g.pk], actor) for g in held_back)


def describe_clinician(user: Any) -> str:
    """Return under whose name and licence the approvals of `user` would stand; '' where no profile is linked."""
    link = getattr(user, "reviewer", None)
    if link is None:
        return ""
    return ", ".join(
        part for part in (link.person.name, link.person.credentials, link.person.licence) if part
    )


@transaction.atomic
def give_roles(user: Any, groups: Iterable[Group], actor: Any) -> list[Group]:
    """Give roles to `user`; return those that wait for a manager.

    Giving oneself such a role is refused by the caller's form and by the signal under it.
    """
    held = set(user.groups.values_list("pk", flat=True))
    new = [group for group in groups if group.pk not in held]
    waiting = [] if may_give(actor, user) else select_confirmed(new)
    user.groups.add(*(group for group in new if group not in waiting))
    return let_wait(user, waiting, actor)


def let_wait(user: Any, groups: Iterable[Group], actor: Any) -> list[Group]:
    """Put roles down as waiting for a manager, and write to all of them; return the roles."""
    asked = []
    for group in groups:
        _row, made = WaitingRole.objects.get_or_create(
            user=user, group=group, defaults={"given_by": actor}
        )
        if made:
            audit.record(
                "staff.role_waits", user=actor, instance=user, data={"roles": [group.name]}
            )
            asked.append(group)
    if asked:
        for manager in access.list_managers():
            mails.tell_owner(
                manager,
                "role_waits",
                who=user.get_full_name() or user.get_username(),
                address=user.email,
                roles=", ".join(group.name for group in asked),
                by=actor.get_username() if actor else "",
            )
    return list(groups)


def suspend_roles(user: Any, actor: Any, groups: Iterable[Group] | None = None) -> list[Group]:
    """Let roles of an account that a manager confirms wait again, all or those among `groups`; return them.

    For a change that could put somebody else behind the account, above all of its e-mail, or behind its approvals.
    """
    held = select_confirmed(user.groups.all() if groups is None else groups)
    if held and not is_first_set_up():
        user.groups.remove(*held)
        let_wait(user, held, actor)
    return held


@transaction.atomic
def confirm_role(waiting: WaitingRole, manager: Any) -> None:
    """Let a role take effect. The caller has checked `may_confirm(manager)`; the signal checks it again.

    An account that had no such role until now begins anew: whoever made it may know its password and hold its second
    factor, under an address that was theirs then. What counts is the mailbox that the manager has seen.
    """
    user, group = waiting.user, waiting.group
    if user.pk != manager.pk and not select_confirmed(user.groups.all()):
        begin_anew(user, manager)
    user.groups.add(group)
    waiting.delete()
    audit.record("staff.role_confirmed", user=manager, instance=user, data={"roles": [group.name]})


def begin_anew(user: Any, by: Any) -> None:
    """Take from an account every way in but its mailbox: password, second factors, links, sessions.

    An invited account that was never opened keeps the link that is on its way.
    """
    used = user.has_usable_password() or Authenticator.objects.filter(user=user).exists()
    linked = apps.is_installed("allauth.socialaccount") and user.socialaccount_set.exists()
    if not (used or linked):
        return
    Authenticator.objects.filter(user=user).delete()
    if linked:
        user.socialaccount_set.all().delete()
    sessions.end_sessions(user)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    account_mail.queue_link(user, invited_by=by.get_full_name() or by.get_username())


@transaction.atomic
def decline_role(waiting: WaitingRole, manager: Any) -> None:
    """Refuse a role that waits."""
    user, name = waiting.user, waiting.group.name
    waiting.delete()
    audit.record("staff.role_declined", user=manager, instance=user, data={"roles": [name]})

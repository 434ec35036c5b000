"""What holds under every screen: who may give which right, what goes on record, who is told.

Signals see each way that goes through a model: the forms, bulk actions, anything that is added later. `actor` is the
account of Wagtail's log context, which every view of the admin sets; without one it is the command line or the worker.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context

from staff import access, audit, roles
from staff.people import giving, mails
from staff.sign_in import sessions

User = get_user_model()
_BEFORE = "_staff_before"
# Not worth an entry: the sign-in has its own.
UNTOLD = {"last_login", "password", "is_active"}
# Apps whose rights stay with the roles that the software gives them: requests; who approves and overrules.
PROTECTED_APPS = ("staff", "review")
OUR_RIGHTS = {"content_type__app_label": "staff"}


def find_actor() -> Any:
    """Return who acts in the admin, or None."""
    return get_active_log_context().user


# --- Roles --------------------------------------------------------------------------------------
@receiver(m2m_changed, sender=User.groups.through, dispatch_uid="staff.roles_changed")
def roles_changed(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set | None, **kwargs: Any
) -> None:
    """Stop people from opening requests to themselves, and record who got or lost which role.

    Raises PermissionDenied where somebody in the admin gives a role that a manager confirms and must not, and where
    the last account that answers for requests would lose its role.
    """
    if action == "pre_clear":
        pk_set = set(
            (instance.user_set if reverse else instance.groups).values_list("pk", flat=True)
        )
    if not pk_set or action == "post_clear":
        return
    people = list(User.objects.filter(pk__in=pk_set)) if reverse else [instance]
    groups = [instance] if reverse else list(Group.objects.filter(pk__in=pk_set))
    for person in people:
        if action == "pre_add":
            _refuse_giving(person, groups)
        elif action in ("pre_remove", "pre_clear"):
            _refuse_taking(person, groups)
        if action in ("post_add", "post_remove", "pre_clear"):
            access.forget_roles(person)
            audit.record(
                "staff.roles",
                user=find_actor(),
                instance=person,
                data={
                    "state": "added" if action == "post_add" else "removed",
                    "roles": [group.name for group in groups],
                },
            )


def _refuse_giving(person: Any, groups: list[Group]) -> None:
    actor = find_actor()
    # An approval is worth something because nobody makes a clinician of themselves, or of a second account.
    if not giving.may_take_effect(actor, person, groups):
        raise PermissionDenied


def _refuse_taking(person: Any, groups: list[Group]) -> None:
    if find_actor() is None or not giving.is_last_manager(person):
        return
    taken = Permission.objects.filter(group__in=groups, codename=access.PURGE, **OUR_RIGHTS)
    if taken.exists():
        raise PermissionDenied


# --- Rights -------------------------------------------------------------------------------------
@receiver(m2m_changed, sender=Group.permissions.through, dispatch_uid="staff.role_rights")
@receiver(m2m_changed, sender=User.user_permissions.through, dispatch_uid="staff.own_rights")
def rights_changed(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set | None, **kwargs: Any
) -> None:
    """Keep the rights around requests and reviews with the roles that the software gives them; record other changes.

    Raises PermissionDenied where somebody in the admin adds or takes one of them.
    """
    if find_actor() is None:
        return
    if action == "pre_clear":
        held = instance.user_set if reverse else getattr(instance, "permissions", None)
        held = instance.user_permissions if held is None else held
        pk_set = set(held.values_list("pk", flat=True))
    if not pk_set or action == "post_clear":
        return
    given = [instance] if reverse else list(Permission.objects.filter(pk__in=pk_set))
    if action.startswith("pre") and any(
        right.content_type.app_label in PROTECTED_APPS for right in given
    ):
        raise PermissionDenied
    if action in ("post_add", "post_remove", "pre_clear") and not reverse:
        audit.record(
            "staff.role_rights" if isinstance(instance, Group) else "staff.own_rights",
            user=find_actor(),
            instance=instance,
            data={
                "state": "added" if action == "post_add" else "removed",
                "rights": sorted(right.codename for right in given),
                "roles": [instance.name] if isinstance(instance, Group) else [],
            },
        )


@receiver(pre_delete, sender=Group, dispatch_uid="staff.protect_roles")
def protect_roles(sender: Any, instance: Group, **kwargs: Any) -> None:
    """Refuse in the admin to delete a role that the software itself needs. Raises PermissionDenied."""
    if find_actor() is not None and (
        instance.name in {role.name for role in roles.ROLES} or access.opens_requests(instance)
    ):
        raise PermissionDenied


# --- Accounts -----------------------------------------------------------------------------------
@receiver(pre_delete, sender=User, dispatch_uid="staff.protect_accounts")
def protect_accounts(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Refuse in the admin to delete an account: it is deactivated, and its name stays. Raises PermissionDenied."""
    if find_actor() is not None:
        raise PermissionDenied


@receiver(pre_save, sender=User, dispatch_uid="staff.before_account")
def before_account(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Remember how the account was. Raises PermissionDenied for what an administrator must not do to it."""
    before = None if raw or instance.pk is None else User.objects.filter(pk=instance.pk).first()
    instance.__dict__[_BEFORE] = before
    if before is None or find_actor() is None:
        return
    leaves = before.is_active and not instance.is_active
    moves = before.email != instance.email and not _may_move(before)
    if (leaves or moves) and giving.is_last_manager(before):
        raise PermissionDenied


def _may_move(user: Any) -> bool:
    """Tell whether who acts may change the e-mail of `user` and leave its roles as they are."""
    by = find_actor()
    return by is None or by.pk == user.pk or giving.may_confirm(by)


@receiver(post_save, sender=User, dispatch_uid="staff.account_saved")
def account_saved(
    sender: Any,
    instance: Any,
    created: bool,
    raw: bool = False,
    update_fields: Any = None,
    **kwargs: Any,
) -> None:
    """Put on record what became of an account, end what must end, tell its owner."""
    before = instance.__dict__.pop(_BEFORE, None)
    if raw or (update_fields is not None and set(update_fields) == {"last_login"}):
        return
    if created:
        audit.record("staff.account_made", user=find_actor(), instance=instance)
        return
    if before is None:
        return
    fields = _changed_fields(before, instance)
    if told := sorted(fields - UNTOLD):
        audit.record(
            "staff.account_changed", user=find_actor(), instance=instance, data={"fields": told}
        )
    # A password that was only hashed anew, at a sign-in, leaves nothing here.
    if "password" in fields and getattr(instance, "_password", None) is not None:
        _password_changed(before, instance)
    if "email" in fields:
        _email_changed(before, instance)
    if "is_active" in fields:
        _activity_changed(instance)


def _changed_fields(before: Any, after: Any) -> set[str]:
    names = [field.attname for field in User._meta.concrete_fields]
    return {name for name in names if getattr(before, name) != getattr(after, name)}


def _password_changed(before: Any, user: Any) -> None:
    """Record how a password came about: changed by its owner, set by a link, or on the server."""
    request = allauth_context.request
    if request is None:
        who, state = None, "changed on the server"
    elif request.user.is_authenticated:
        who, state = request.user, "changed"
    else:
        who, state = user, "reset by a link" if before.has_usable_password() else "set by a link"
    audit.record("staff.password", user=who, instance=user, data={"state": state})


def _email_changed(before: Any, user: Any) -> None:
    """Tell both addresses; let roles that a manager confirms wait where an administrator changed somebody's.

    allauth keeps addresses of its own beside the account's: an old one there would still set the password.
    """
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
    for address in {before.email, user.email}:
        mails.tell_owner(user, "address_changed", to=address, new=user.email)
    if not _may_move(user):
        giving.suspend_roles(user, find_actor())


def _activity_changed(user: Any) -> None:
    """End everything of an account that was deactivated. Roles that a manager confirms do not come back by themselves."""
    state = "activated" if user.is_active else "deactivated"
    audit.record(f"staff.account_{state}", user=find_actor(), instance=user)
    access.forget_roles(user)
    if not user.is_active:
        sessions.end_sessions(user)
        user.waiting_roles.all().delete()
        user.groups.remove(*giving.select_confirmed(user.groups.all()))

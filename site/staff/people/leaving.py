"""A colleague leaves: one click ends the sessions, hands over the requests and deactivates the account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet

from staff import access, audit
from staff.announcements import colleague_left, open_work_asked
from staff.people import giving
from staff.sign_in import sessions


def list_heirs(user: Any) -> QuerySet:
    """Return the colleagues who may take over requests, by name."""
    may_work = Q(groups__permissions__codename=access.WORK) | Q(
        user_permissions__codename=access.WORK
    )
    return (
        get_user_model()
        .objects.filter(may_work, is_active=True)
        .exclude(pk=user.pk)
        .distinct()
        .order_by("first_name", "last_name", "username")
    )


def count_open_work(user: Any) -> int:
    """Return how many requests an account still has to work."""
    return sum(int(count or 0) for _receiver, count in open_work_asked.send(sender=None, user=user))


def find_hindrance(user: Any, by: Any) -> str:
    """Return why `by` can't enter that `user` leaves: 'self', 'last manager', 'superuser' or '' for nothing."""
    if user.pk == by.pk:
        return "self"
    if giving.is_last_manager(user):
        return "last manager"
    return "superuser" if user.is_superuser and not by.is_superuser else ""


@transaction.atomic
def end_account(user: Any, heir: Any, by: Any) -> int:
    """End everything of an account and keep its name; return how many requests went to `heir`.

    Its roles go, so that activating it again opens nothing by itself.
    Raises ValueError where `find_hindrance` has a reason.
    """
    if reason := find_hindrance(user, by):
        raise ValueError(reason)
    sent = colleague_left.send(sender=None, user=user, heir=heir, by=by)
    handed = sum(int(count or 0) for _receiver, count in sent)
    user.is_active = False
    user.save(update_fields=["is_active"])  # the signal ends the sessions
    user.groups.clear()
    sessions.end_sessions(user)  # one that began meanwhile
    data = {"count": handed, "heir": heir.get_username() if heir else ""}
    audit.record("staff.account_left", user=by, instance=user, data=data)
    return handed

"""Whose name an account approves pages under: who changes that asks a manager again.

The link between an account and a profile is the review app's, which stands beside this one; so it is named here by
its label, and read through the account. Signals see each way: the screens of reviewers and of profiles, imports, code.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context

from clinic.models import Person
from staff.people import giving

# What visitors read of a clinician, and what the licence says.
PROFILE = ("name", "credentials", "licence", "is_physician", "is_sample")
_BEFORE = "_staff_profile_before"


def _ask_again(user: Any) -> None:
    """Let the roles with which `user` approves pages wait, unless who acts may decide."""
    actor = get_active_log_context().user
    if not giving.may_give(actor, user):
        giving.suspend_roles(user, actor, giving.select_approving(user.groups.all()))


@receiver(post_save, sender="review.Reviewer", dispatch_uid="staff.linked_to_profile")
def ask_after_link(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """An account was linked to a profile: a manager sees which before its approvals count."""
    if not raw:
        _ask_again(instance.user)


@receiver(pre_save, sender=Person, dispatch_uid="staff.before_profile")
def remember_profile(sender: Any, instance: Person, raw: bool = False, **kwargs: Any) -> None:
    """Remember what a profile said of its licence."""
    stored = None if raw or instance.pk is None else Person.objects.filter(pk=instance.pk)
    instance.__dict__[_BEFORE] = stored.values_list(*PROFILE).first() if stored else None


@receiver(post_save, sender=Person, dispatch_uid="staff.profile_changed")
def ask_after_change(sender: Any, instance: Person, **kwargs: Any) -> None:
    """A linked profile became somebody else's, or got another licence.

    The clinician's own changes pass: a manager has confirmed who that is, and earlier approvals end by them anyway.
    """
    before = instance.__dict__.pop(_BEFORE, None)
    link = getattr(instance, "reviewer", None)
    if before is None or link is None:
        return
    actor = get_active_log_context().user
    changed = before != tuple(getattr(instance, name) for name in PROFILE)
    if changed and (actor is None or actor.pk != link.user_id):
        _ask_again(link.user)

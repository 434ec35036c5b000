"""Who is a clinical reviewer, by role. Being a superuser or an administrator makes nobody a clinician."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission


def holds_right(user: Any, codename: str) -> bool:
    """Tell whether one of the roles of `user` gives the right `codename` of this app."""
    return (
        user is not None
        and user.is_active
        and Permission.objects.filter(
            group__user=user, content_type__app_label="review", codename=codename
        ).exists()
    )


def is_reviewer(user: Any) -> bool:
    """Tell whether `user` has the role of a clinical reviewer."""
    return holds_right(user, "approve_text")


def may_overrule(user: Any) -> bool:
    """Tell whether `user` may publish words that the check stops: clinical reviewers, nobody else."""
    return is_reviewer(user) and holds_right(user, "publish_checked_words")

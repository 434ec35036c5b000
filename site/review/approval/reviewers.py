"""Settings → Reviewers: which account is which clinician. Settings → Watched words: what they add to the check."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from review.approval.people import is_reviewer
from review.models import FalseAlarm, Reviewer, WordRule


def say_what_waits(reviewer: Reviewer) -> str:
    """Return what still keeps approvals of a linked account from counting; '' for nothing."""
    if is_reviewer(reviewer.user):
        return ""
    return gettext(
        "Approvals of this account count when it has the role Clinical reviewer and a manager has confirmed it."
    )


class LinkView(generic.CreateView):
    """Linking an account to a person."""

    def get_success_message(self, instance: Reviewer) -> str:
        """Say that it was stored, and what still waits."""
        return f"{super().get_success_message(instance)} {say_what_waits(instance)}".strip()


class ChangeLinkView(generic.EditView):
    """Linking it to another one."""

    def get_success_message(self) -> Any:
        """Say that it was stored, and what still waits."""
        return f"{super().get_success_message()} {say_what_waits(self.object)}".strip()


class ReviewerViewSet(ModelViewSet):
    """The list of reviewers, for those who run accounts and roles."""

    model = Reviewer
    icon = "clipboard-list"
    menu_label = _("Reviewers")
    add_to_settings_menu = True
    add_view_class = LinkView
    edit_view_class = ChangeLinkView
    list_display = ["user", "person"]
    form_fields = ["user", "person"]


class WordRuleViewSet(ModelViewSet):
    """Settings → Watched words: what reviewers add to the check of claims, or let pass."""

    model = WordRule
    icon = "list-ul"
    menu_label = _("Watched words")
    add_to_settings_menu = True
    list_display = ["words", "kind", "strength", "instead"]
    list_filter = ["strength"]
    form_fields = ["words", "kind", "strength", "why", "instead"]


class FalseAlarmViewSet(ModelViewSet):
    """Settings → False alarms: sentences of which somebody said that the check is wrong; a reviewer decides."""

    model = FalseAlarm
    icon = "warning"
    menu_label = _("False alarms")
    add_to_settings_menu = True
    list_display = ["sentence", "words", "times", "account", "said_at", "state"]
    list_filter = ["state"]
    form_fields = ["state", "reason"]
    inspect_view_enabled = False

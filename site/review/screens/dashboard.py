"""'Due for review' on the dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.context_processors import csrf
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from review.approval.approving import why_not
from review.approval.people import is_reviewer
from review.due import editable_by
from review.models import Correction
from review.screens.urgent import list_urgent

SHOWN = 8


class DueForReview(Component):
    """The pages that somebody has to read again, for those who may change pages; nothing where none is due."""

    name = "reviews"
    order = 230
    template_name = "review/due_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the most urgent pages and how many there are."""
        user = parent_context["request"].user
        if not page_permission_policy.user_has_permission(user, "change"):
            return {"count": 0}
        found, count = list_urgent(user, SHOWN)
        return {"due": found, "count": count, "more": count > SHOWN}


class CorrectionsToSee(Component):
    """Small corrections that no reviewer has looked at yet, for reviewers: each with its reason and the day."""

    name = "corrections"
    order = 7
    template_name = "review/corrections_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the oldest ones and how many there are."""
        user = parent_context["request"].user
        if not is_reviewer(user):
            return {"count": 0}
        rows = Correction.objects.filter(seen_at=None, page__in=editable_by(user))
        return {
            "corrections": rows.select_related("page", "account")[:SHOWN],
            "count": rows.count(),
            "why_not": why_not(user),
            **csrf(parent_context["request"]),
        }

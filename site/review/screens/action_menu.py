"""The button in front of a page or piece that waits for somebody's approval: what they came for is pressed first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

APPROVE = "approve"
LOCKED = "action-page-locked"


def put_approval_first(items: list, request: HttpRequest, context: Any) -> None:
    """Put 'Approve and publish' before 'Save draft' for whoever is asked; 'locked' first for everybody else.

    Otherwise the big button of a page that waits would be the one that takes it back.
    """
    for item in items:
        if item.name in (APPROVE, LOCKED) and not getattr(item, "launch_modal", False):
            items.remove(item)
            items.insert(0, item)
            return

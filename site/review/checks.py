"""What the check of claims leans on and could lose without a sound."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

APPROVE = "wagtailadmin_pages:workflow_action"


@register(Tags.urls)
def check_approval_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """'Approve' outside the editor is answered by our view, whatever the address of Wagtail's is."""
    from review.urls import approve  # loads Wagtail's views, which not every command needs

    try:
        address = reverse(APPROVE, args=(1, "approve", 1))
        view = resolve(address).func
    except (NoReverseMatch, Resolver404):
        return [_make_error(f"Wagtail has no address named '{APPROVE}' any more.")]
    if view is not approve:
        return [_make_error(f"{address} is answered by another view.")]
    return []


def _make_error(found: str) -> Error:
    return Error(
        f"'Approve' outside the editor does not ask the check of claims: {found}",
        hint=(
            "Words that a reviewer would stop could be published from the dashboard. Make review/urls.py name "
            "Wagtail's address, and include it ahead of the admin's in config/urls.py."
        ),
        id="review.E001",
    )

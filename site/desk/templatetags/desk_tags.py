"""What the screens for deleting and unpublishing a page show."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page

from desk.losing import Loss, list_losses

register = template.Library()


@register.simple_tag
def losses_of(page: Page, user: Any) -> list[Loss]:
    """Return what visitors lose when `page` leaves the site."""
    return list_losses(page, user)


@register.simple_tag
def targets_for(page: Page) -> list[Page]:
    """Return the pages to which the old address may lead, those near it first."""
    root = page.get_site().root_page if page.get_site() else None
    if root is None:
        return []
    near = list(page.get_ancestors().filter(depth__gt=1, live=True).reverse())
    seen = {each.pk for each in near}
    others = root.get_descendants().live().public().order_by("title")
    return [*near, *(p for p in others if p.pk not in seen and not p.path.startswith(page.path))]

"""What the screens for deleting and unpublishing a page show."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page

from desk.consequences.moving import list_move_changes
from desk.losing import Loss, list_losses, list_thing_losses
from desk.thing_bin import list_kept_models

register = template.Library()


@register.simple_tag
def losses_of(thing: Any, user: Any) -> list[Loss]:
    """Return what visitors lose when a page leaves the site, or anything else is deleted."""
    return list_losses(thing, user) if isinstance(thing, Page) else list_thing_losses(thing, user)


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


@register.simple_tag
def can_come_back(thing: Any) -> bool:
    """Tell whether a deleted thing lies in the bin for a while."""
    return type(thing) in list_kept_models()


@register.simple_tag
def move_changes(page: Page, destination: Page) -> list[str]:
    """Return what changes for visitors when a page is moved."""
    return list_move_changes(page, destination)

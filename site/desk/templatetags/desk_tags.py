"""What the screens for deleting and unpublishing a page show."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page

from desk.consequences.moving import list_move_changes
from desk.losing import Loss, list_losses, list_thing_losses
from desk.thing_bin import list_kept_models
from infra.view_restrictions import public_q

register = template.Library()
# Bulk actions after which visitors no longer see something.
LEAVING = ("delete", "unpublish")


@register.simple_tag
def losses_of(thing: Any, user: Any) -> list[Loss]:
    """Return what visitors lose when a page leaves the site, or anything else is deleted."""
    return list_losses(thing, user) if isinstance(thing, Page) else list_thing_losses(thing, user)


@register.simple_tag(takes_context=True)
def losses_of_several(context: Any, items: Any) -> list[tuple[Any, list[Loss]]]:
    """Return each of the things that are ticked in a list with what visitors lose; nothing where nothing leaves the site."""
    request = context["request"]
    if request.resolver_match.kwargs.get("action") not in LEAVING:
        return []
    things = [each["item"] for each in items or ()]
    found = [(thing, losses_of(thing, request.user)) for thing in things]
    return [(thing, losses) for thing, losses in found if losses]


@register.simple_tag(takes_context=True)
def bin_keeps_several(context: Any, items: Any) -> bool:
    """Tell whether what is ticked in a list is deleted and lies in the bin for a while."""
    if context["request"].resolver_match.kwargs.get("action") != "delete":
        return False
    things = [each["item"] for each in items or ()]
    return any(isinstance(thing, Page) or can_come_back(thing) for thing in things)


@register.simple_tag
def targets_for(page: Page) -> list[Page]:
    """Return the pages to which the old address may lead, those near it first."""
    root = page.get_site().root_page if page.get_site() else None
    if root is None:
        return []
    near = list(page.get_ancestors().filter(depth__gt=1, live=True).reverse())
    seen = {each.pk for each in near}
    others = root.get_descendants().live().filter(public_q()).order_by("title")
    return [*near, *(p for p in others if p.pk not in seen and not p.path.startswith(page.path))]


@register.simple_tag
def can_come_back(thing: Any) -> bool:
    """Tell whether a deleted thing lies in the bin for a while."""
    return type(thing) in list_kept_models()


@register.simple_tag
def move_changes(page: Page, destination: Page) -> list[str]:
    """Return what changes for visitors when a page is moved."""
    return list_move_changes(page, destination)

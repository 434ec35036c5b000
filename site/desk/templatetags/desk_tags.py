"""What the screens for deleting and unpublishing a page show."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page

from desk.consequences.leading import list_targets
from desk.consequences.moving import list_changes_of_several, list_move_changes
from desk.losing import Loss, list_losses, list_thing_losses
from desk.thing_bin import list_binned_models

register = template.Library()
# Bulk actions after which visitors no longer see something.
LEAVING = ("delete", "unpublish")


@register.simple_tag
def losses_of(thing: Any, user: Any, below_stays: bool = False) -> list[Loss]:
    """Return what visitors lose when a page leaves the site, or anything else is deleted.

    Parameters: `below_stays`, that pages below it go along only if somebody ticks it.
    """
    if isinstance(thing, Page):
        return list_losses(thing, user, below_stays)
    return list_thing_losses(thing, user)


@register.simple_tag(takes_context=True)
def losses_of_several(context: Any, items: Any) -> list[tuple[Any, list[Loss]]]:
    """Return each of the things that are ticked in a list with what visitors lose; nothing where nothing leaves the site."""
    request = context["request"]
    action = request.resolver_match.kwargs.get("action")
    if action not in LEAVING:
        return []
    things = [each["item"] for each in items or ()]
    found = [(each, losses_of(each, request.user, action == "unpublish")) for each in things]
    return [(thing, losses) for thing, losses in found if losses]


@register.simple_tag(takes_context=True)
def bin_takes_several(context: Any, items: Any) -> bool:
    """Tell whether what is ticked in a list is deleted and lies in the bin for a while."""
    if context["request"].resolver_match.kwargs.get("action") != "delete":
        return False
    things = [each["item"] for each in items or ()]
    return any(isinstance(thing, Page) or can_come_back(thing) for thing in things)


@register.simple_tag
def targets_for(page: Page) -> list[Page]:
    """Return the pages to which the old address may lead, those near it first."""
    return list_targets([page])


@register.simple_tag(takes_context=True)
def addresses_left(context: Any, items: Any) -> list[Page]:
    """Return the pages among what is ticked in a list whose addresses lead nowhere once it is done."""
    if context["request"].resolver_match.kwargs.get("action") not in LEAVING:
        return []
    things = [each["item"] for each in items or ()]
    return [thing for thing in things if isinstance(thing, Page) and thing.live]


@register.simple_tag
def targets_for_several(pages: list[Page]) -> list[Page]:
    """Return the pages to which the addresses of all `pages` may lead."""
    return list_targets(pages)


@register.simple_tag
def can_come_back(thing: Any) -> bool:
    """Tell whether a deleted thing lies in the bin for a while."""
    return type(thing) in list_binned_models()


@register.simple_tag
def move_changes(page: Page, destination: Page) -> list[str]:
    """Return what changes for visitors when a page is moved."""
    return list_move_changes(page, destination)


@register.simple_tag(takes_context=True)
def moves_of_several(context: Any, items: Any) -> list[str]:
    """Return what changes for visitors when the pages that are ticked in a list are moved."""
    if context["request"].resolver_match.kwargs.get("action") != "move":
        return []
    things = [each["item"] for each in items or ()]
    return list_changes_of_several([thing for thing in things if isinstance(thing, Page)])

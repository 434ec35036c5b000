"""A page as its own type with all that its template shows, in one query."""

from __future__ import annotations

from wagtail.models import Page

from .content_change import change_joins
from .models import BasePage
from .review_line import review_joins


def for_serving(page: Page, way: list[Page]) -> Page:
    """Return `page` as its own type with all that its template shows, in one query.

    Parameters: `page`, as the router found it; `way`, its ancestors from the home page down.
    """
    model = page.specific_class
    if model is None or not issubclass(model, BasePage):
        return page.specific
    reviewed = () if model.needs_review is False else review_joins()
    joins = (*model.served_with, *change_joins(), *reviewed)
    served = model.objects.select_related(*joins).get(pk=page.pk)
    served.routed_by = way
    if way:
        served._cached_parent_obj = way[-1]  # treebeard's own memory of a node's parent
    return served

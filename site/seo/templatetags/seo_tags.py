"""The one tag that fills a page's head for search engines."""

from typing import Any

from django import template

from .. import head

register = template.Library()


@register.inclusion_tag("seo/head.html", takes_context=True)
def seo_head(context: dict[str, Any]) -> dict[str, Any]:
    """Show the title, the meta tags and the one JSON-LD graph.

    Works for pages (`page` in the context), for views without a page, and for error pages. Any of
    these in the context come before what the page says: `title`, `description`, `robots`,
    `canonical_url`, `breadcrumbs`, `feeds` (a list of dicts with `title`, `type`, `url`) and
    `page_number` (of a list).
    """
    return {"head": head.build_head(context)}


@register.filter
def has_twin(page: Any) -> bool:
    """Whether `page` is offered as Markdown too, so that there is something to copy."""
    return head.has_twin(page)

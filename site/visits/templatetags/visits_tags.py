"""What the tables of the report on visits need."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

register = template.Library()


@register.simple_tag
def pair_figures(headings: Iterable[str], figures: Iterable[str]) -> list[tuple[str, str]]:
    """Return each figure of a line with the heading of its column: on a phone it stands before the figure."""
    return list(zip(headings, figures, strict=True))

"""What every template knows."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .layout import layout_for


def add_layout(request: HttpRequest) -> dict:
    """Give templates `layout`, read only if they use it."""
    return {"layout": SimpleLazyObject(lambda: layout_for(request))}

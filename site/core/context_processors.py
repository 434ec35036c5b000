"""What every template knows."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .frame import frame_for


def frame(request: HttpRequest) -> dict:
    """Give templates `frame`, read only if they use it."""
    return {"frame": SimpleLazyObject(lambda: frame_for(request))}

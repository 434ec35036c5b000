"""A change of the request settings changes what visitors read: it makes a new generation."""

from core.signals import watch

from .models import RequestSettings

watch(RequestSettings)
__all__: list[str] = []

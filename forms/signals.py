"""A change of a question or of the request settings changes what visitors read: a new generation."""

from core.signals import watch

from .models import FormField, RequestSettings

watch(RequestSettings)
watch(FormField)
__all__: list[str] = []

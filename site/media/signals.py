"""A change of a picture or a document changes what visitors see."""

from infra.signals import watch

from .models import ClinicDocument, ClinicImage

watch(ClinicImage)
watch(ClinicDocument)
__all__: list[str] = []

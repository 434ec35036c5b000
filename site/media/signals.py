"""A change of a picture or a document changes what visitors see."""

from infra.signals import watch

from .models import ClinicDocument, ClinicImage

watch(ClinicImage, shown="where used")
watch(ClinicDocument, shown="where used")
__all__: list[str] = []

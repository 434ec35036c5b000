"""A change of a picture or a document changes what visitors see."""

from infra.signals import watch_model

from .models import ClinicDocument, ClinicImage

watch_model(ClinicImage)
watch_model(ClinicDocument)
__all__: list[str] = []

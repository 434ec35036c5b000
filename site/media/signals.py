"""A change of a picture or a document changes what visitors see."""

from infra.signals import watch_model

from .models import ClinicDocument, ClinicImage

watch_model(ClinicImage, shown="where used")
watch_model(ClinicDocument, shown="where used")
__all__: list[str] = []

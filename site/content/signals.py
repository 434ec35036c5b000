"""A change of a piece changes what visitors see on every page that shows it."""

from infra.signals import watch_model

from .models import Piece

watch_model(Piece)
__all__: list[str] = []

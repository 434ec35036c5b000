"""Signals of many models, each connected by its own name.

Django offers `sender=` for one model or for all. A receiver for all is called at every save of every row, and one of deletions makes
Django read each row before it goes, in every table: the reference index of a page, requests whose time is over, sessions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.dispatch import Signal


def list_models(base: type) -> list[type[Model]]:
    """Return every model that grows from `base`, itself included; to be asked once all models are loaded."""
    return [model for model in apps.get_models() if issubclass(model, base)]


def connect_models(
    signal: Signal, receiver: Callable[..., Any], models: Iterable[type[Model]], uid: str
) -> None:
    """Have `receiver` called when `signal` is sent for one of `models`, and for no other.

    Parameters: `uid`, a name of the connection; connecting it twice is once.
    """
    for model in models:
        signal.connect(receiver, sender=model, dispatch_uid=f"{uid} {model._meta.label}")

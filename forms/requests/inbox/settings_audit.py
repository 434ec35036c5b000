"""Puts on record who opened and who changed the settings of requests: who is told, how long things are kept."""

from __future__ import annotations

from typing import Any

from django.forms.models import model_to_dict
from django.http import HttpRequest
from wagtail import hooks

from forms.requests.models import RequestSettings
from staff.audit import record

_BEFORE = "_request_settings_before"


@hooks.register("before_edit_setting")
def note_reading(request: HttpRequest, instance: Any) -> None:
    """Record that the settings were opened, or remember how they were before they are sent."""
    if not isinstance(instance, RequestSettings):
        return
    if request.method == "POST":
        stored = RequestSettings.objects.filter(pk=instance.pk).first()
        setattr(request, _BEFORE, model_to_dict(stored) if stored else {})
    else:
        record("requests.settings_read", user=request.user, instance=instance)


@hooks.register("after_edit_setting")
def note_change(request: HttpRequest, instance: Any) -> None:
    """Record which fields were changed; their values may name people, and stay out."""
    if not isinstance(instance, RequestSettings):
        return
    before, after = getattr(request, _BEFORE, {}), model_to_dict(instance)
    changed = sorted(name for name, value in after.items() if before.get(name) != value)
    record(
        "requests.settings_change", user=request.user, instance=instance, data={"fields": changed}
    )

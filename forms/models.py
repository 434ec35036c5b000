"""The models of the app `clinic_forms`: what is stored of requests, and the pages with a form."""

from .pages.form_field import FormField, new_key
from .pages.form_page import FormPage
from .requests.models import (
    Consent,
    DefenceCount,
    Delivery,
    Event,
    KeyCheck,
    OutboxMessage,
    RequestSettings,
    Submission,
)

__all__ = [
    "Consent",
    "DefenceCount",
    "Delivery",
    "Event",
    "FormField",
    "FormPage",
    "KeyCheck",
    "OutboxMessage",
    "RequestSettings",
    "Submission",
    "new_key",
]

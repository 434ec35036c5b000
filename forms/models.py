"""The models of the app `clinic_forms`: what is stored of requests, and the pages with a form."""

from .pages.form_field import FormField, new_key
from .pages.form_page import FormPage
from .pages.recovery.former_form import FormerForm
from .requests.models import (
    Consent,
    DefenceCount,
    Delivery,
    EarlierWord,
    Event,
    KeyCheck,
    OtherContact,
    OutboxMessage,
    RequestSettings,
    SavedView,
    Submission,
)

__all__ = [
    "Consent",
    "DefenceCount",
    "Delivery",
    "EarlierWord",
    "Event",
    "FormField",
    "FormPage",
    "FormerForm",
    "KeyCheck",
    "OtherContact",
    "OutboxMessage",
    "RequestSettings",
    "SavedView",
    "Submission",
    "new_key",
]

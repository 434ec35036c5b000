"""Form pages, the requests that visitors send, and the messages that tell of them."""

from .defences import DefenceCount, KeyCheck
from .fields import FormField, new_key
from .outbox import Delivery, OutboxMessage
from .pages import FormPage
from .records import Consent, Event
from .saved_views import SavedView
from .settings import RequestSettings
from .submissions import EarlierWord, Submission

__all__ = [
    "Consent",
    "DefenceCount",
    "Delivery",
    "EarlierWord",
    "Event",
    "FormField",
    "FormPage",
    "KeyCheck",
    "OutboxMessage",
    "RequestSettings",
    "SavedView",
    "Submission",
    "new_key",
]

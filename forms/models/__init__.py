"""Form pages, the requests that visitors send, and the messages that tell of them."""

from .defences import DefenceCount, KeyCheck
from .fields import FormField, new_key
from .outbox import Delivery, OutboxMessage
from .pages import FormPage
from .records import Consent, Event
from .settings import RequestSettings
from .submissions import Submission

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

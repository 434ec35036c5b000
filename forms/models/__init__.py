"""Form pages, the requests that visitors send, and the messages that tell of them."""

from .fields import FormField, new_key
from .outbox import Delivery, OutboxMessage
from .pages import FormPage
from .records import Consent, Event
from .settings import RequestSettings
from .submissions import Submission

__all__ = [
    "Consent",
    "Delivery",
    "Event",
    "FormField",
    "FormPage",
    "OutboxMessage",
    "RequestSettings",
    "Submission",
    "new_key",
]

"""The stored request, its log and consents, its messages, and the settings for all requests."""

from .defences import DefenceCount, KeyCheck
from .outbox import Delivery, OutboxMessage
from .records import Consent, Event
from .settings import RequestSettings
from .submissions import Submission

__all__ = [
    "Consent",
    "DefenceCount",
    "Delivery",
    "Event",
    "KeyCheck",
    "OutboxMessage",
    "RequestSettings",
    "Submission",
]

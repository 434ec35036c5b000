"""The stored request, its log and consents, its messages, and the settings for all requests."""

from .defences import DefenceCount, DefenceType, KeyCheck
from .outbox import Delivery, MessageType, OutboxMessage
from .records import Consent, ConsentType, Event, EventType, OtherContact
from .saved_views import SavedView
from .settings import RequestSettings
from .submissions import EarlierWord, Submission

__all__ = [
    "Consent",
    "ConsentType",
    "DefenceCount",
    "DefenceType",
    "Delivery",
    "EarlierWord",
    "Event",
    "EventType",
    "KeyCheck",
    "MessageType",
    "OtherContact",
    "OutboxMessage",
    "RequestSettings",
    "SavedView",
    "Submission",
]

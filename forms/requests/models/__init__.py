"""The stored request, its log and consents, its messages, and the settings for all requests."""

from forms.requests.models.defences import DefenceCount, DefenceType, KeyCheck
from forms.requests.models.outbox import Delivery, MessageType, OutboxMessage
from forms.requests.models.records import Consent, ConsentType, Event, EventType
from forms.requests.models.saved_views import SavedView
from forms.requests.models.settings import RequestSettings
from forms.requests.models.submissions import EarlierWord, Submission

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
    "OutboxMessage",
    "RequestSettings",
    "SavedView",
    "Submission",
]

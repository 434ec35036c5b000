"""Everything about one person as plain data, to be handed out as one file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from forms.requests.encryption import DecryptionError
from forms.requests.models import Consent, Event, OutboxMessage, Submission
from forms.requests.presenters import list_answers
from forms.requests.privacy.subject import Subject


def export_subject(subject: Subject, now: datetime | None = None) -> dict[str, Any]:
    """Return everything as plain data, to be written into one file."""
    return {
        "made": (now or timezone.now()).isoformat(),
        "requests": [_request_data(request) for request in subject.requests],
        "consents": [_consent_data(line) for line in subject.consents],
        "named in what others wrote": [
            {"question": one.label, "text": one.text}
            for request in subject.mentioned
            for one in request.mentions
        ],
    }


def _request_data(request: Submission) -> dict[str, Any]:
    try:
        answers: Any = _read_answers(request, request.form_data)
        earlier: Any = [_write_earlier(request, entry) for entry in request.amendments or []]
    except DecryptionError:
        answers = earlier = _("These answers can’t be read: the key is missing.")
    return {
        "number": request.pk,
        "reference": request.reference,
        "received": request.submit_time.isoformat(),
        "form": request.form_title,
        "sent from": request.source_path,
        "status": str(request.get_status_display()),
        "closed because": str(request.get_closing_reason_display()),
        "part of": request.merged_into_id,
        "answers": answers,
        "earlier answers": earlier,
        "what happened": [_event_data(event) for event in request.events.all()],
        "messages": [_message_data(message) for message in request.messages.all()],
    }


def _read_answers(request: Submission, data: dict[str, Any]) -> dict[str, str]:
    return {row["label"]: row["text"] for row in list_answers(request.schema, data) if row["text"]}


def _write_earlier(request: Submission, entry: Any) -> Any:
    """Return an earlier version in words; whatever form it has, nothing of it is left out."""
    if not isinstance(entry, dict):
        return entry
    data = entry.get("form_data")
    rest = {key: value for key, value in entry.items() if key not in ("form_data", "schema")}
    if not isinstance(data, dict):
        return entry
    return {**rest, "answers": {row["label"]: row["text"] for row in list_answers(
        entry.get("schema") or request.schema, data) if row["text"]}}  # fmt: skip


def _event_data(event: Event) -> dict[str, str]:
    outcome = str(event.get_outcome_display()) if event.outcome else ""
    return {
        "at": event.at.isoformat(),
        "what": str(event.get_kind_display()),
        "outcome": outcome,
    }


def _message_data(message: OutboxMessage) -> dict[str, str]:
    return {
        "what": str(message.get_kind_display()),
        "state": str(message.get_state_display()),
        "sent": message.sent_at.isoformat() if message.sent_at else "",
    }


def _consent_data(line: Consent) -> dict[str, Any]:
    return {
        "about": str(line.get_kind_display()),
        "agreed": line.given,
        "wording": line.wording,
        "version": line.version,
        "said": line.given_at.isoformat(),
        "how": str(line.get_how_display()),
        "withdrawn": line.withdrawn_at.isoformat() if line.withdrawn_at else "",
        "request": line.reference,
    }

"""A request as it came in, checked, before anything is stored."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from clinic.hours import BusinessHours
from forms.requests.defences.spam import free_text
from forms.requests.encryption import keyed_hash
from forms.requests.hashes import email_hash, phone_hash
from forms.requests.intake.decision import Word
from forms.requests.models import RequestSettings, Submission
from forms.requests.questions import Question
from forms.requests.sources import Source
from forms.requests.written import note_key

# Who is asking, how to reach them and how they may be reached; everything else is the matter of a request.
_ABOUT_REACHING: Final = frozenset(
    {
        "name", "phone", "email", "contact_method", "voicemail", "say_clinic", "times",
        "consent_contact", "consent_text", "consent_news",
    }
)  # fmt: skip
_FOR_OTHERS: Final = frozenset({"someone_else", "referrer"})


@dataclass
class Incoming:
    """A request as it came in, checked."""

    source: Source
    key: uuid.UUID
    questions: list[Question]
    cleaned: dict[str, Any]
    hours: BusinessHours
    settings: RequestSettings
    verdict: str = Submission.Verdict.UNVERIFIED
    reasons: list[str] = field(default_factory=list)
    source_path: str = ""
    now: datetime = field(default_factory=lambda: timezone.now())

    def answer(self, kind: str) -> Any:
        """Return the answer to the question of `kind`, or ''."""
        key = next((q.key for q in self.questions if q.type == kind), None)
        return self.cleaned.get(key, "") if key else ""

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The keyed hashes under which equal people and texts are found."""
        return {
            "phone_hash": phone_hash(self.answer("phone")),
            "email_hash": email_hash(self.answer("email")),
            "text_hash": keyed_hash(free_text(self.questions, self.cleaned), "text"),
        }

    def content_key(self) -> str | None:
        """Return the key of these answers to this form; None where nobody left a contact.

        Without a contact, equal answers may well come from two people.
        """
        hashes = self.hashes
        if not (hashes["phone_hash"] or hashes["email_hash"]):
            return None
        content = json.dumps(even_out(self.plain_answers()), sort_keys=True)
        return keyed_hash(f"{self.source.page_id} {content}", "content")

    def plain_answers(self) -> dict[str, Any]:
        """Return the answers as they look after a journey through JSON."""
        plain: dict[str, Any] = json.loads(json.dumps(self.cleaned, cls=DjangoJSONEncoder))
        return plain

    def word(self) -> Word:
        """Return what is said, for the decision of `forms.requests.intake.decision`."""
        kinds = {question.key: question.type for question in self.questions}
        return make_word(self.source.page_id, kinds, self.plain_answers(), self.hashes)


def even_out(value: Any) -> Any:
    """Return answers without what makes no other word of them: capitals, and how many blanks stand where."""
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    if isinstance(value, dict):
        return {key: even_out(part) for key, part in value.items()}
    return [even_out(part) for part in value] if isinstance(value, list) else value


def make_word(
    form: int | None, kinds: dict[str, str], answers: dict[str, Any], hashes: dict[str, str]
) -> Word:
    """Return answers (by key, as they are stored) as a word. `kinds` are their kinds of question by key."""
    by_kind = {kind: answers.get(key) for key, kind in kinds.items()}
    reaching = {key for key, kind in kinds.items() if kind in _ABOUT_REACHING}
    # What was written beside a number ('cell') says how to reach somebody, as the number does.
    reaching |= {note_key(key) for key in reaching}
    matter = {key: value for key, value in answers.items() if key not in reaching}
    return Word(
        form=form,
        phone=hashes["phone_hash"],
        email=hashes["email_hash"],
        name=str(by_kind.get("name") or ""),
        content=json.dumps(even_out(answers), sort_keys=True),
        matter=json.dumps(even_out(matter), sort_keys=True),
        exact=json.dumps(answers, sort_keys=True),
        for_other=by_kind.get("visitor_kind") in _FOR_OTHERS,
    )

"""What a visitor said before: the earlier answers of a request, as changes from one word to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from forms.requests.models import Submission
from forms.requests.presenters import HIDDEN, list_answers


@dataclass(frozen=True)
class AnswerChange:
    """One answer that was corrected: `before` became `after`; '' where there was none."""

    label: str
    before: str
    after: str
    key: str = ""
    sensitive: bool = False


@dataclass(frozen=True)
class AnswerCorrection:
    """What one further sending changed, and when it came."""

    at: datetime | None
    changes: tuple[AnswerChange, ...]


def corrections_of(submission: Submission) -> list[AnswerCorrection]:
    """Return the corrections of a request, oldest first. Raises DecryptionError where no key fits."""
    amendments: list[dict[str, Any]] = submission.amendments or []
    words = [
        (earlier.get("schema") or submission.schema, earlier.get("form_data") or {})
        for earlier in amendments
    ]
    words.append((submission.schema, submission.form_data))
    return [
        AnswerCorrection(
            parse_datetime(str(earlier.get("at", ""))), _list_changes(*words[n], *words[n + 1])
        )
        for n, earlier in enumerate(amendments)
    ]


def _list_changes(
    schema: list[dict[str, Any]],
    answers: Mapping[str, Any],
    next_schema: list[dict[str, Any]],
    next_answers: Mapping[str, Any],
) -> tuple[AnswerChange, ...]:
    before = {row["key"]: row for row in list_answers(schema, dict(answers))}
    after = {row["key"]: row for row in list_answers(next_schema, dict(next_answers))}
    found = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        texts = (old["text"] if old else "", new["text"] if new else "")
        if texts[0] != texts[1]:
            row = old or new or {}
            # What either form called sensitive stays it.
            sensitive = any(one["sensitive"] for one in (old, new) if one)
            found.append(AnswerChange(str(row["label"]), *texts, key, sensitive))
    return tuple(found)


def history_text(submission: Submission, *, with_sensitive: bool = False) -> str:
    """Return the corrections of a request as lines of text, for a cell of an export."""
    nothing = _("nothing")
    return "\n".join(
        f"{_write_moment(correction.at)} {change.label}: "
        + (
            str(HIDDEN)
            if change.sensitive and not with_sensitive
            else f"{change.before or nothing} → {change.after or nothing}"
        )
        for correction in corrections_of(submission)
        for change in correction.changes
    )


def _write_moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""

"""Answers as people read them, from the codes that are stored and the schema that was shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.requests.written import note_key, with_note
from infra.phone_numbers import format_phone

# What stands in the place of a sensitive answer.
HIDDEN = gettext_lazy("(sensitive)")


def format_answer(question: dict[str, Any], value: Any) -> str:
    """Return one answer in the words that the visitor saw; '' where there is none."""
    options = dict(question.get("options") or [])
    if isinstance(value, bool):
        return _("Yes") if value else ""
    if isinstance(value, list):
        return ", ".join(str(options.get(item, item)) for item in value)
    if question.get("kind") == "phone":
        return format_phone(str(value or ""))
    if question.get("kind") == "date" and (day := _read_day(str(value or ""))):
        return date_format(day, "D, M j, Y")
    return str(options.get(value, value) or "")


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def list_answers(schema: list[dict[str, Any]], data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the answers with their questions, in the order in which they were asked.

    Answers whose question the schema does not know come last under their key, so that nothing
    stored is ever hidden. What was written beside a number or an address follows it.
    """
    rows = [
        {
            "key": question["key"],
            "label": question.get("label", question["key"]),
            "kind": question.get("kind", ""),
            "section": question.get("section", ""),
            "text": with_note(
                format_answer(question, data.get(question["key"], "")),
                data.get(note_key(question["key"])),
            ),
            "asked": question["key"] in data,
            "gone": question.get("gone", ""),
            "sensitive": bool(question.get("sensitive")),
        }
        for question in schema
    ]
    known = {question["key"] for question in schema}
    known |= {note_key(key) for key in known if data.get(key)}
    rows += [
        {
            "key": key,
            "label": key,
            "kind": "",
            "section": "",
            "text": format_answer({}, value),
            "asked": True,
            "gone": "",
            "sensitive": False,
        }
        for key, value in data.items()
        if key not in known
    ]
    return rows

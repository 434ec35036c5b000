"""What this process remembers of the forms it has shown, for the page that must do without a database."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from clinic.layout import layout_for

from ...requests.questions import Question
from ..abstract_form_page import AbstractFormPage

# What this process last knew of a form: its questions and the clinic's number, for the page that must
# do without a database. Nothing here is about a visitor.
_known: dict[str, dict[str, Any]] = {}
_MOST_KNOWN = 50


def remember_form(request: HttpRequest, page: AbstractFormPage, questions: list[Question]) -> None:
    """Remember the words of a form for the page that is made without a database."""
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    layout = layout_for(request)
    _known[request.path] = {
        "title": page.title,
        "labels": {question.key: question.label for question in questions},
        "options": {question.key: dict(question.options) for question in questions},
        "phone": layout.clinic.phone,
        "clinic": layout.site_name,
    }


def known_form(request: HttpRequest) -> dict[str, Any]:
    """Return what is remembered of the form at the request's address; {} where it was never shown."""
    return _known.get(request.path, {})

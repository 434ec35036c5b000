"""Which screen of a form, and which branch of its conditions, an editor looks at in the preview."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ...requests.questions import Question
from ..request_form import Answers

SESSION_KEY: Final = "form_preview"
CHECK: Final = "check"
SENT: Final = "sent"
# A key and an answer that staff wrote.
LONGEST_BRANCH: Final = 300


@dataclass(frozen=True)
class PreviewChoice:
    """A screen ('1', '2', 'check', 'sent'; '' is the first) and a branch ('key:code'; '' is every question)."""

    screen: str = ""
    branch: str = ""

    def make_query(self, request: HttpRequest) -> str:
        """Return the query of the preview's address that shows this choice."""
        values = {"mode": getattr(request, "preview_mode", "") or "form"}
        if getattr(request, "in_preview_panel", False):
            values["in_preview_panel"] = "true"
        return "?" + urlencode({**values, "screen": self.screen, "branch": self.branch})


@dataclass(frozen=True)
class PreviewLink:
    """One thing to choose in the preview."""

    label: str
    query: str
    chosen: bool


def read_choice(request: HttpRequest | None, number: int | None) -> PreviewChoice:
    """Return what an editor chose by a link, or chose before: the preview is drawn anew with every change."""
    if request is None:
        return PreviewChoice()
    session: Any = getattr(request, "session", {})
    if "screen" in request.GET:
        choice = PreviewChoice(
            request.GET["screen"][:10], request.GET.get("branch", "")[:LONGEST_BRANCH]
        )
        session[SESSION_KEY] = [number, choice.screen, choice.branch]
        return choice
    kept = session.get(SESSION_KEY)
    if isinstance(kept, list) and len(kept) == 3 and kept[0] == number:
        return PreviewChoice(str(kept[1]), str(kept[2]))
    return PreviewChoice()


def answer_branch(questions: Iterable[Question], branch: str) -> Answers:
    """Return the answers that lead into a branch, with those that lead to its question; {} for none."""
    by_key = {question.key: question for question in questions}
    answers: Answers = {}

    def lead_to(key: str, code: str) -> None:
        if key not in by_key or key in answers:
            return
        answers[key] = [code or "yes"]
        lead_to_question(by_key[key])

    def lead_to_question(question: Question) -> None:
        for condition in question.condition.all if question.condition else ():
            parent = by_key.get(condition.key)
            first = parent.options[0][0] if parent and parent.options else "yes"
            lead_to(condition.key, condition.codes[0] if condition.codes else first)

    key, _colon, code = branch.partition(":")
    lead_to(key, code)
    # What waits for this answer and for another one is shown, too.
    for question in by_key.values() if answers else ():
        waits = question.condition.all if question.condition else ()
        if len(waits) > 1 and any(each.key == key and code in (*each.codes, "") for each in waits):
            lead_to_question(question)
    return answers


def list_branches(questions: Iterable[Question]) -> list[tuple[str, str]]:
    """Return the branches of a form as (branch, words), each once, in the order of the questions."""
    known = list(questions)
    by_key = {question.key: question for question in known}
    found: dict[str, str] = {}
    waits = [each for question in known if question.condition for each in question.condition.all]
    for condition in waits:
        if condition.key not in by_key:
            continue
        options = dict(by_key[condition.key].options)
        # Where any answer will do, the first one stands for all.
        for code in condition.codes or (next(iter(options), "yes"),):
            words = options.get(code) or condition.answer or _("answered")
            found.setdefault(f"{condition.key}:{code}", f"{condition.question}: {words}")
    return list(found.items())

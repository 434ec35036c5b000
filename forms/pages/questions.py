"""The questions of a form, ready to ask: conditions resolved, answers known, steps counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from clinic.layout import default_layout

from ..requests.questions import Condition, Option, Question
from .form_field import FormField


def resolve_questions(fields: Iterable[FormField], *, use_steps: bool) -> list[Question]:
    """Return the questions of a form's fields, in their order.

    A condition that names no earlier question, or an answer that does not exist, is left out: a question
    too many is a nuisance, a question that nobody is asked may lose the telephone number.
    """
    found: list[Question] = []
    step, section = 0, ""
    for field in fields:
        options = _list_options(field)
        if field.field_type == "location" and len(options) < 3:
            continue  # one place is no choice
        if field.section:
            section = field.section
            step += 1 if found and use_steps else 0
        question = Question(
            key=field.get_field_clean_name(),
            type=field.field_type or "singleline",  # a draft may lack it
            question_type=field.question_type,
            label=field.label,
            hint=field.help_text,
            why=field.why,
            required=field.required,
            options=options,
            section=section,
            step=step,
            autocomplete=_find_autocomplete(field),
            wording=field.wording.strip() if field.is_consent else "",
            version=field.wording_version,
            sensitive=field.sensitive and field.question_type.may_be_sensitive,
        )
        found.append(replace(question, condition=_resolve_both(field, found)))
    return found


def _resolve_both(field: FormField, earlier: list[Question]) -> Condition | None:
    """Return the condition of a field, with the one that has to hold with it."""
    first, also = (resolve_condition(*pair, earlier) for pair in field.list_conditions())
    return replace(first, also=also) if first else also


def resolve_condition(label: str, answer: str, earlier: list[Question]) -> Condition | None:
    """Return the condition that staff wrote in words, or None where there is none that makes sense.

    Parameters: `answer`, one or several a line; any of them will do.
    """
    wanted = _make_plain(label)
    if not wanted:
        return None
    parent = next((q for q in earlier if _make_plain(q.label) == wanted), None)
    if parent is None:
        return None
    if not answer.strip():
        return Condition(parent.key, (), parent.label, "")
    if parent.input == "checkbox" or parent.input == "consent":
        return Condition(parent.key, ("yes",), parent.label, "")
    codes = {_make_plain(text): code for code, text in reversed(parent.options)}
    chosen = [codes.get(_make_plain(line)) for line in answer.splitlines() if line.strip()]
    found = tuple(dict.fromkeys(code for code in chosen if code is not None))
    if None in chosen:
        return None
    texts = dict(parent.options)
    words = _("’ or ‘").join(texts[code] for code in found)
    return Condition(parent.key, found, parent.label, words)


def is_ambiguous(label: str, earlier: Iterable[Question]) -> bool:
    """Tell whether a condition that names `label` could mean several of the `earlier` questions."""
    return sum(_make_plain(question.label) == _make_plain(label) for question in earlier) > 1


def find_asked(questions: Iterable[Question], answers: Mapping[str, list[str]]) -> list[Question]:
    """Return the questions that are asked, given what was answered so far (lists by key)."""
    known = list(questions)
    by_key = {question.key: question for question in known}
    asked: dict[str, bool] = {}

    def is_asked(question: Question) -> bool:
        if question.key not in asked:
            asked[question.key] = question.condition is None or all(
                holds(condition) for condition in question.condition.all
            )
        return asked[question.key]

    def holds(condition: Condition) -> bool:
        parent = by_key.get(condition.key)
        return parent is None or (is_asked(parent) and _is_met(condition, parent, answers))

    return [question for question in known if is_asked(question)]


def find_drawn(
    questions: Iterable[Question], here: Iterable[Question], answers: Mapping[str, list[str]]
) -> list[Question]:
    """Return those of `here` that a screen draws: what is asked, and what an answer on this screen can bring.

    Parameters: `questions`, all of the form; `here`, those of the screen.
    """
    known = list(questions)
    by_key = {question.key: question for question in known}
    asked = {question.key for question in find_asked(known, answers)}
    drawn: dict[str, Question] = {}

    def can_hold(condition: Condition) -> bool:
        parent = by_key.get(condition.key)
        if parent is None or condition.key in drawn:
            return True
        return condition.key in asked and _is_met(condition, parent, answers)

    for question in here:
        conditions = question.condition.all if question.condition else ()
        if question.key in asked or all(can_hold(each) for each in conditions):
            drawn[question.key] = question
    return list(drawn.values())


def _is_met(condition: Condition, parent: Question, answers: Mapping[str, list[str]]) -> bool:
    """Tell whether the answer to `parent` is one for which `condition` holds."""
    given = {value for value in answers.get(parent.key, ()) if value}
    if given and parent.input in ("checkbox", "consent"):
        given = {"yes"}
    return bool(given & set(condition.codes)) if condition.codes else bool(given)


def _make_plain(text: str) -> str:
    return " ".join(str(text).split()).strip(" .:?").casefold()


def _find_autocomplete(field: FormField) -> str:
    if field.autocomplete:
        return field.autocomplete
    return field.question_type.autocomplete or (
        "off" if field.question_type.input in ("text", "textarea") else ""
    )


def _list_options(field: FormField) -> tuple[Option, ...]:
    if field.field_type == "location":
        places = [place.name for place in default_layout().locations]
        return tuple((name, name) for name in (*places, _("No preference")))
    return tuple(field.list_answers())

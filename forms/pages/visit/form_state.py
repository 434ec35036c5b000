"""A visitor at a form: the token, everything answered so far, and the step where they are.

A `FormState` comes from what a browser posted or from the draft cookie, and goes into the hidden field of the
next screen or into the cookie. Nothing of it is stored on the server before the form is sent.
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.http import HttpRequest, QueryDict

from ...requests.defences.captcha import FIELD as CAPTCHA
from ...requests.defences.spam import HONEYPOT
from ...requests.encryption import DecryptionError, seal_json, unseal_json
from ...requests.questions import Question
from ...requests.tokens import SubmissionToken, new_token, read_token
from ...requests.written import understand_email, understand_phone
from ..form_changes import (
    Carried,
    FormVersion,
    list_leftovers,
    pack_carried,
    read_posted,
    read_version,
    reconcile_answers,
    unpack_carried,
)
from ..question_types import QUESTION_TYPES
from ..request_form import Answers, RequestForm, read_answers

logger = logging.getLogger("clinic.forms")
CHECK: Final = "check"
# Names of the hidden fields and of the buttons; forms that are open in browsers carry them.
TOKEN_FIELD: Final = "_token"  # noqa: S105 (a name)
STATE_FIELD: Final = "_state"
STEP_FIELD: Final = "_step"
BUTTON_FIELD: Final = "_go"
VERSION_FIELD: Final = "_version"
_CONTACTS: Final = {"phone": understand_phone, "email": understand_email}
CLEAR: Final = "clear"
OUR_FIELDS: Final = frozenset(
    {
        TOKEN_FIELD,
        STATE_FIELD,
        STEP_FIELD,
        BUTTON_FIELD,
        VERSION_FIELD,
        HONEYPOT,
        CAPTCHA,
        "csrfmiddlewaretoken",
        "g-recaptcha-response",
    }
)


@dataclass(frozen=True)
class FormState:
    """A visitor at a form: token, answers so far, step, and the button that was pressed.

    `show_errors` says that what is wrong with the screen is to be shown; `began`, that the visitor comes back
    to what they wrote earlier. `carried` holds what no longer fits the form. Where staff changed the form in
    between, `changed` says so, `seen` holds the questions that the visitor has met, `final` says that there
    was no screen after this one; `check_promised`, that 'check your answers' was promised. `lost` says that what
    earlier screens answered came back too old, or under a key that is gone.
    """

    token: SubmissionToken
    answers: Answers
    step: int = 0
    on_check: bool = False
    button: str = "next"
    honeypot: bool = False
    show_errors: bool = False
    began: bool = False
    carried: dict[str, Carried] = field(default_factory=dict)
    changed: bool = False
    seen: frozenset[str] = frozenset()
    final: bool = False
    check_promised: bool = False
    lost: bool = False

    def at_step(self, step: int, *, show_errors: bool = False) -> FormState:
        """Return the same state at a step."""
        return replace(self, step=step, on_check=False, show_errors=show_errors)

    def at_check(self) -> FormState:
        """Return the same state at 'check your answers'."""
        return replace(self, on_check=True, show_errors=False)

    @property
    def carried_contacts(self) -> frozenset[str]:
        """The types 'phone' and 'email' of which a good one was left before staff took the question away."""
        return frozenset(
            question.type
            for question, value in list_leftovers(self.carried)
            if question.type in _CONTACTS and _CONTACTS[question.type](str(value)).value
        )

    def to_hidden_field(self) -> str:
        """Return what earlier steps answered, encrypted, to travel in the form; '' where that is nothing."""
        if not (self.answers or self.honeypot or self.carried):
            return ""
        content: dict[str, Any] = {"a": self.answers, "h": self.honeypot}
        if self.carried:
            content["o"] = pack_carried(self.carried)
        return seal_json(content, "carried answers")

    def to_cookie(self) -> dict[str, Any]:
        """Return what the draft cookie holds of this state."""
        return {
            "k": self.token.key.hex,
            "t": self.token.started,
            "a": self.answers,
            "h": self.honeypot,
            "w": -1 if self.on_check else self.step,
            "e": self.show_errors,
            "c": self.check_promised,
            "o": pack_carried(self.carried),
        }

    def asked_words(self, form: RequestForm) -> list[list[Any]]:
        """Return the words of the answered questions, for the cookie, and whether they were asked.

        Staff may change both meanwhile.
        """
        return [
            [q.key, q.type, q.label, q.version, q.key in form.asked_keys]
            for q in form.questions
            if self.answers.get(q.key)
        ]

    @classmethod
    def from_cookie(cls, content: dict[str, Any], form_class: type[RequestForm]) -> FormState:
        """Return the state that a cookie holds; answers without their question of then are carried.

        Raises one of many errors for what `to_cookie` did not write.
        """
        steps, now = list_steps(form_class), form_class.questions
        step = content["w"]
        before = _questions_in_cookie(content, now)
        answers = read_answers(content["a"], {q.key for q in [*before, *now]})
        asked = [row[0] for row in content.get("q", ()) if len(row) > 4 and row[4]]
        answers, carried = reconcile_answers(
            before, now, answers, unpack_carried(content.get("o")), asked
        )
        current = {question.key for question in now}
        return cls(
            token=SubmissionToken(uuid.UUID(hex=content["k"]), float(content["t"])),
            answers={key: values for key, values in answers.items() if values and key in current},
            step=step if step in steps else steps[0],
            on_check=step == -1,
            honeypot=bool(content["h"]),
            show_errors=bool(content["e"]),
            carried=carried,
            check_promised=bool(content.get("c")),
        )

    @classmethod
    def from_post(cls, request: HttpRequest, form_class: type[RequestForm]) -> FormState:
        """Return the state that a browser posted. Nothing sent can make this raise."""
        post = request.POST
        version_text = post.get(VERSION_FIELD, "")
        unchanged = not version_text or version_text == form_class.version
        version = None if unchanged else read_version(version_text)
        before = form_class.questions if version is None else list(version.questions)
        earlier = _read_hidden_field(post, [*before, *form_class.questions])
        answers, honeypot, carried = earlier or ({}, False, {})
        on_check = post.get(STEP_FIELD) == CHECK
        steps = sorted({question.step for question in before}) or [0]
        named = find_step(post.get(STEP_FIELD, ""), steps)
        step = steps[0] if named is None else named
        # A screen that this form does not have (steps switched off): only what is there was said.
        is_known = named is not None or STEP_FIELD not in post
        on_screen = [q.key for q in before if q.step == step and is_known and not on_check]
        if not on_check:
            answers |= read_posted(post, before, on_screen)
        if unchanged:
            # The visitor has read this screen's questions in their words of now.
            carried = {k: v for k, v in carried.items() if k not in on_screen or v.question.gone}
        state = cls(
            token=read_token(post.get(TOKEN_FIELD, "")),
            answers={key: values for key, values in answers.items() if values},
            step=step,
            on_check=on_check,
            button=post.get(BUTTON_FIELD, "") or ("send" if on_check else "next"),
            honeypot=honeypot or bool(post.get(HONEYPOT)),
            carried=carried,
            lost=earlier is None,
        )
        return state if version is None else _move_to_current_form(state, version, form_class)


def new_state(form_class: type[RequestForm]) -> FormState:
    """Return the state of somebody who opens the form for the first time."""
    return FormState(new_token(), {}, step=list_steps(form_class)[0])


def list_steps(form_class: type[RequestForm]) -> list[int]:
    """Return the form's steps, whatever was answered; never empty."""
    return sorted({question.step for question in form_class.questions}) or [0]


def find_step(text: str, steps: list[int]) -> int | None:
    """Return the step that `text` names, or None where there is no such step."""
    step = int(text) if text.isdecimal() and len(text) < 4 else None
    return step if step in steps else None


def _move_to_current_form(
    state: FormState, version: FormVersion, form_class: type[RequestForm]
) -> FormState:
    """Return what a visitor wrote into an earlier version of the form, as a state of the form of now."""
    before, now = version.questions, form_class.questions
    answers, carried = reconcile_answers(before, now, state.answers, state.carried)
    state = replace(
        state,
        answers={key: values for key, values in answers.items() if values},
        carried=carried,
        check_promised=version.check_answers,
    )
    newest = read_version(form_class.version)
    if newest is not None and newest.shape() == version.shape():
        return state
    last = max((question.step for question in before), default=0)
    button = state.button
    wanted = find_step(button[5:], [q.step for q in before]) if button.startswith("step:") else None
    if wanted is not None:
        button = f"step:{_find_current_step(before, now, wanted)}"
    seen = {q.key for q in before if state.on_check or q.step <= state.step}
    return replace(
        state,
        step=_find_current_step(before, now, state.step),
        button=button,
        changed=True,
        seen=frozenset(seen),
        final=state.on_check or state.step >= last,
    )


def _find_current_step(before: tuple[Question, ...], now: list[Question], step: int) -> int:
    """Return the step of now that holds the questions of an earlier step."""
    keys = {question.key for question in before if question.step == step}
    steps = [question.step for question in now if question.key in keys]
    everything = sorted({question.step for question in now}) or [0]
    return min(steps, default=min(everything, key=lambda one: abs(one - step)))


def _read_hidden_field(
    post: QueryDict, questions: list[Question]
) -> tuple[Answers, bool, dict[str, Carried]] | None:
    """Return what earlier steps answered, whether the honeypot was filled there, what did not fit.

    None where there was something that nobody can read any more.
    """
    text = post.get(STATE_FIELD, "")
    if not text:
        return {}, False, {}
    try:
        content: dict[str, Any] = unseal_json(text, "carried answers")
        answers = read_answers(content.get("a", {}), [question.key for question in questions])
        return answers, bool(content.get("h")), unpack_carried(content.get("o"))
    except (DecryptionError, AttributeError, LookupError, TypeError, ValueError):
        logger.warning("The answers of earlier steps could not be read.")
        return None


def _questions_in_cookie(content: dict[str, Any], now: list[Question]) -> list[Question]:
    """Return the answered questions as far as the cookie knows their words.

    A consent whose wording has changed is left out with its tick: it has to be read and given anew.
    """
    current, found = {question.key: question for question in now}, []
    for key, type_, label, version, *_asked in content.get("q", ()):
        values = tuple((str(value), str(value)) for value in content["a"].get(key, ()))
        question = current.get(key)
        if question is not None and question.type == type_:
            if question.input == "consent" and question.version != version:
                content["a"].pop(key, None)
                continue
            options = values if question.question_type.own_choices else question.options
            found.append(replace(question, label=str(label), options=options))
        else:
            brings = QUESTION_TYPES.get(type_, QUESTION_TYPES["singleline"])
            options = tuple((code, str(words)) for code, words in brings.options) or values
            found.append(Question(str(key), str(type_), brings, str(label), options=options))
    return found

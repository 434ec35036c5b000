"""One visitor at one form: what the form carries from screen to screen, and what a browser sent of it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.http import HttpRequest

from ...requests.defences.captcha import FIELD as CAPTCHA
from ...requests.defences.spam import HONEYPOT
from ...requests.encryption import DecryptionError, seal_json, unseal_json
from ...requests.questions import Question
from ...requests.tokens import Stamp, new_stamp, read_stamp
from ..form_changes import (
    Carried,
    FormVersion,
    pack_carried,
    posted,
    read_version,
    reconcile,
    unpack_carried,
)
from ..request_form import Raw, RequestForm, take

logger = logging.getLogger("clinic.forms")
CHECK: Final = "check"
STAMP: Final = "_stamp"
STATE: Final = "_state"
STEP: Final = "_step"
GO: Final = "_go"
VERSION: Final = "_version"
CLEAR: Final = "clear"
OURS: Final = frozenset(
    {
        STAMP,
        STATE,
        STEP,
        GO,
        VERSION,
        HONEYPOT,
        CAPTCHA,
        "csrfmiddlewaretoken",
        "g-recaptcha-response",
    }
)


@dataclass(frozen=True)
class Sitting:
    """One visitor at one form: stamp, everything answered so far, where they are, where they go.

    `errors` says that what is wrong with the screen is to be shown; `began`, that the visitor comes back
    to what they wrote earlier. `carried` holds what no longer fits the form. Where staff changed the form in
    between, `changed` says so, `seen` holds the questions that the visitor has met, `final` says that there
    was no screen after this one; `check`, that 'check your answers' was promised.
    """

    stamp: Stamp
    raw: Raw
    step: int = 0
    on_check: bool = False
    go: str = "next"
    honeypot: bool = False
    errors: bool = False
    began: bool = False
    carried: dict[str, Carried] = field(default_factory=dict)
    changed: bool = False
    seen: frozenset[str] = frozenset()
    final: bool = False
    check: bool = False

    def at(self, step: int, *, errors: bool = False) -> Sitting:
        """Return the same sitting at a step."""
        return replace(self, step=step, on_check=False, errors=errors)

    def at_check(self) -> Sitting:
        """Return the same sitting at 'check your answers'."""
        return replace(self, on_check=True, errors=False)

    def state(self) -> str:
        """Return what earlier steps answered, encrypted, to travel in the form."""
        content: dict[str, Any] = {"a": self.raw, "h": self.honeypot}
        if self.carried:
            content["o"] = pack_carried(self.carried)
        return seal_json(content, "carried answers")

    @property
    def has_state(self) -> bool:
        """Whether there is anything to travel."""
        return bool(self.raw or self.honeypot or self.carried)


def first_sitting(form_class: type[RequestForm]) -> Sitting:
    """Return the sitting of somebody who opens the form for the first time."""
    return Sitting(new_stamp(), {}, step=all_steps(form_class)[0])


def all_steps(form_class: type[RequestForm]) -> list[int]:
    """Return the form's steps, whatever was answered; never empty."""
    return sorted({question.step for question in form_class.questions}) or [0]


def step_in(text: str, steps: list[int]) -> int | None:
    """Return the step that `text` names, or None where there is no such step."""
    step = int(text) if text.isdecimal() and len(text) < 4 else None
    return step if step in steps else None


def keys_of(form_class: type[RequestForm]) -> list[str]:
    """Return the names of the form's questions."""
    return [question.key for question in form_class.questions]


def read_sitting(request: HttpRequest, form_class: type[RequestForm]) -> Sitting:
    """Return where the visitor is, from what the form carries. Nothing sent can make this raise."""
    post = request.POST
    carried_version = post.get(VERSION, "")
    unchanged = not carried_version or carried_version == form_class.version
    version = None if unchanged else read_version(carried_version)
    before = form_class.questions if version is None else list(version.questions)
    raw, honeypot, carried = _earlier(post.get(STATE, ""), [*before, *form_class.questions])
    on_check = post.get(STEP) == CHECK
    steps = sorted({question.step for question in before}) or [0]
    named = step_in(post.get(STEP, ""), steps)
    step = steps[0] if named is None else named
    # A screen that this form does not have (steps switched off): only what is there was said.
    is_known = named is not None or STEP not in post
    on_screen = [q.key for q in before if q.step == step and is_known and not on_check]
    if not on_check:
        raw |= posted(post, before, on_screen)
    if unchanged:
        # The visitor has read this screen's questions in their words of now.
        carried = {k: v for k, v in carried.items() if k not in on_screen or v.question.gone}
    go = post.get(GO, "")
    sitting = Sitting(
        stamp=read_stamp(post.get(STAMP, "")),
        raw={key: values for key, values in raw.items() if values},
        step=step,
        on_check=on_check,
        go=go or ("send" if on_check else "next"),
        honeypot=honeypot or bool(post.get(HONEYPOT)),
        carried=carried,
    )
    return sitting if version is None else _in_form_of_now(sitting, version, form_class)


def _in_form_of_now(
    sitting: Sitting, version: FormVersion, form_class: type[RequestForm]
) -> Sitting:
    """Return what a visitor wrote into an earlier version of the form, as a sitting at the form of now."""
    before, now = version.questions, form_class.questions
    raw, carried = reconcile(before, now, sitting.raw, sitting.carried)
    sitting = replace(
        sitting,
        raw={key: values for key, values in raw.items() if values},
        carried=carried,
        check=version.check_answers,
    )
    newest = read_version(form_class.version)
    if newest is not None and newest.shape() == version.shape():
        return sitting
    last = max((question.step for question in before), default=0)
    go = sitting.go
    wanted = step_in(go[5:], [q.step for q in before]) if go.startswith("step:") else None
    if wanted is not None:
        go = f"step:{_step_now(before, now, wanted)}"
    seen = {q.key for q in before if sitting.on_check or q.step <= sitting.step}
    return replace(
        sitting,
        step=_step_now(before, now, sitting.step),
        go=go,
        changed=True,
        seen=frozenset(seen),
        final=sitting.on_check or sitting.step >= last,
    )


def _step_now(before: tuple[Question, ...], now: list[Question], step: int) -> int:
    """Return the step of now that holds the questions of an earlier step."""
    keys = {question.key for question in before if question.step == step}
    steps = [question.step for question in now if question.key in keys]
    everything = sorted({question.step for question in now}) or [0]
    return min(steps, default=min(everything, key=lambda one: abs(one - step)))


def _earlier(state: str, questions: list[Question]) -> tuple[Raw, bool, dict[str, Carried]]:
    """Return what earlier steps answered, whether the hidden field was filled there, what did not fit."""
    if not state:
        return {}, False, {}
    try:
        content: dict[str, Any] = unseal_json(state, "carried answers")
        raw = take(content.get("a", {}), [question.key for question in questions])
        carried = unpack_carried(content.get("o"))
        return raw, bool(content.get("h")), carried
    except (DecryptionError, AttributeError, LookupError, TypeError, ValueError):
        logger.warning("The answers of earlier steps could not be read.")
        return {}, False, {}

"""One visitor at one form: what the form carries from screen to screen, and what a browser sent of it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest

from .captcha import FIELD as CAPTCHA
from .encryption import DecryptionError, seal_json, unseal_json
from .request_form import Raw, RequestForm, take
from .spam import HONEYPOT
from .stamp import Stamp, new_stamp, read_stamp

logger = logging.getLogger("clinic.forms")
CHECK: Final = "check"
STAMP: Final = "_stamp"
STATE: Final = "_state"
STEP: Final = "_step"
GO: Final = "_go"
CLEAR: Final = "clear"
OURS: Final = frozenset(
    {STAMP, STATE, STEP, GO, HONEYPOT, CAPTCHA, "csrfmiddlewaretoken", "g-recaptcha-response"}
)


@dataclass(frozen=True)
class Sitting:
    """One visitor at one form: stamp, everything answered so far, where they are, where they go.

    `errors` says that what is wrong with the screen is to be shown; `began`, that the visitor comes back
    to what they wrote earlier.
    """

    stamp: Stamp
    raw: Raw
    step: int = 0
    on_check: bool = False
    go: str = "next"
    honeypot: bool = False
    errors: bool = False
    began: bool = False

    def at(self, step: int, *, errors: bool = False) -> Sitting:
        """Return the same sitting at a step."""
        return replace(self, step=step, on_check=False, errors=errors)

    def at_check(self) -> Sitting:
        """Return the same sitting at 'check your answers'."""
        return replace(self, on_check=True, errors=False)

    def state(self) -> str:
        """Return what earlier steps answered, encrypted, to travel in the form."""
        return seal_json({"a": self.raw, "h": self.honeypot}, "carried answers")


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
    raw, honeypot = _earlier(post.get(STATE, ""), form_class)
    on_check = post.get(STEP) == CHECK
    steps = all_steps(form_class)
    step = step_in(post.get(STEP, ""), steps)
    step = steps[0] if step is None else step
    if not on_check:
        raw |= take(post, [q.key for q in form_class.questions if q.step == step])
    go = post.get(GO, "")
    return Sitting(
        stamp=read_stamp(post.get(STAMP, "")),
        raw={key: values for key, values in raw.items() if values},
        step=step,
        on_check=on_check,
        go=go or ("send" if on_check else "next"),
        honeypot=honeypot or bool(post.get(HONEYPOT)),
    )


def _earlier(state: str, form_class: type[RequestForm]) -> tuple[Raw, bool]:
    """Return what earlier steps answered, and whether the hidden field was filled there."""
    if not state:
        return {}, False
    try:
        carried: dict[str, Any] = unseal_json(state, "carried answers")
        return take(carried.get("a", {}), keys_of(form_class)), bool(carried.get("h"))
    except (DecryptionError, AttributeError, ValueError):
        logger.warning("The answers of earlier steps could not be read.")
        return {}, False

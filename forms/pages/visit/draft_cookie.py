"""What a browser keeps of an unsent form, so that every screen has an address and Back works.

A step that answers its POST with a page leaves an entry in the browser's history that can only be
shown by sending it once more: on a phone, Back says 'Confirm form resubmission'. So a step answers with a
redirect, and what was answered waits in a cookie: sealed for this purpose alone, readable by no script, sent to
this form's address alone, gone with the window and never older than an hour. The server keeps nothing,
because nobody has agreed to anything yet. Where the cookie can't be used (refused, too big, no key) the
screens come as the answer to the POST, and the form's hidden fields carry the answers as they always do.

Each tab has a cookie of its own, named by its number, so that Back in one tab never shows what another wrote.
A tab that opens the form's address is offered what was begun, under a token of its own.

After sending the cookie holds no answer any more, only the way to the confirmation.
"""

from __future__ import annotations

import json
import logging
import time
import uuid
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from ...requests.encryption import TRAVELS, DecryptionError, seal, unseal
from ...requests.questions import Question
from ...requests.tokens import Stamp, read_sent_token
from ..abstract_form_page import AbstractFormPage
from ..form_changes import pack_carried, reconcile, unpack_carried
from ..question_types import QUESTION_TYPES
from ..request_form import Raw, RequestForm, take
from .form_state import Sitting, all_steps

logger = logging.getLogger("clinic.forms")
COOKIE: Final = "form_draft"
# A browser keeps 4,096 bytes of a cookie, its name and attributes counted.
LARGEST: Final = 3000
# What is packed into that many bytes unpacks to less than this, unless somebody plays tricks.
MOST_PLAIN: Final = 512 * 1024
LIFETIME: Final = TRAVELS["draft"]
# Tabs with an address for each of their screens. Servers read 8 kB of headers, so all cookies share a bound;
# tabs beyond either bound work as a browser without cookies does.
MOST_TABS: Final = 4
LARGEST_TOGETHER: Final = 5500
_PACKED: Final = "z1"


@dataclass(frozen=True)
class Draft:
    """What the cookie of a tab holds: an unsent form, or the token of the confirmation of a sent one."""

    sitting: Sitting | None = None
    sent: str = ""
    at: float = 0


def cookie_name(tab: int) -> str:
    """Return the name of a tab's cookie."""
    return COOKIE if tab == 1 else f"{COOKIE}_{tab}"


def tabs_with_cookies(request: HttpRequest) -> list[int]:
    """Return the tabs for which the browser brought a cookie, whatever it holds."""
    return [tab for tab in range(1, MOST_TABS + 1) if cookie_name(tab) in request.COOKIES]


def takes_cookies(request: HttpRequest) -> bool:
    """Tell whether the browser has shown that it keeps cookies: it brings the form's token along."""
    return settings.CSRF_COOKIE_NAME in request.COOKIES or bool(tabs_with_cookies(request))


def pack(page: AbstractFormPage, content: dict[str, Any]) -> str:
    """Return `content` as a cookie's value, or '' where it can't be one (too big, no key)."""
    plain = json.dumps({**content, "p": page.pk, "at": int(time.time())}, separators=(",", ":"))
    try:
        token = seal(zlib.compress(f"{_PACKED}{plain}".encode(), 9), "draft")
    except ImproperlyConfigured:
        return ""
    value = token.rstrip("=")  # a cookie with '=' would need quotes
    return value if len(value) <= LARGEST else ""


def draft_of(page: AbstractFormPage, sitting: Sitting, questions: list[Question]) -> str:
    """Return the cookie's value for an unsent form, or ''.

    Parameters: `questions`, those of the form, of whose words those with an answer go along.
    """
    content = {
        "k": sitting.stamp.key.hex,
        "t": sitting.stamp.started,
        "a": sitting.raw,
        "h": sitting.honeypot,
        "w": -1 if sitting.on_check else sitting.step,
        "e": sitting.errors,
        "c": sitting.check,
        "o": pack_carried(sitting.carried),
    }
    words = [[q.key, q.type, q.label, q.version] for q in questions if sitting.raw.get(q.key)]
    return pack(page, {**content, "q": words}) or pack(page, content)


def read_drafts(
    page: AbstractFormPage, request: HttpRequest, form_class: type[RequestForm]
) -> dict[int, Draft]:
    """Return what the browser kept of this form, by tab.

    A tab that kept nothing, or something that is old, broken, tampered with or of another form, is left out.
    """
    found = {}
    for tab in tabs_with_cookies(request):
        draft = _read_draft(page, request.COOKIES[cookie_name(tab)], form_class)
        if draft is not None:
            found[tab] = draft
    return found


def _read_draft(page: AbstractFormPage, value: str, form_class: type[RequestForm]) -> Draft | None:
    if not value or len(value) > LARGEST:
        return None
    try:
        content = _unpack(value)
        if content["p"] != page.pk or time.time() - content["at"] > LIFETIME:
            return None
        if sent := content.get("s"):
            return Draft(sent=sent, at=content["at"]) if read_sent_token(sent) else None
        return Draft(sitting=_sitting(content, form_class), at=content["at"])
    except ImproperlyConfigured:
        return None
    except (DecryptionError, zlib.error, LookupError, TypeError, ValueError, AttributeError):
        logger.info("A kept form could not be read, and is shown empty.")
        return None


def page_of_cookie(value: str) -> int | None:
    """Return the number of the page to whose form a cookie belongs, or None for one that is not ours."""
    try:
        number = _unpack(value)["p"]
    except (
        DecryptionError, zlib.error, LookupError, TypeError, ValueError, AttributeError, ImproperlyConfigured,
    ):  # fmt: skip
        return None
    return number if isinstance(number, int) else None


def newest(drafts: dict[int, Draft]) -> Sitting | None:
    """Return what was written last and not sent, or None."""
    unsent = [draft for draft in drafts.values() if draft.sitting is not None]
    return max(unsent, key=lambda draft: draft.at).sitting if unsent else None


def tab_for(drafts: dict[int, Draft], sitting: Sitting) -> int | None:
    """Return the tab whose cookie a sitting may use: its own, one that says nothing else, or a free one.

    None where every tab holds something that must not be lost.
    """
    for tab, draft in drafts.items():
        if draft.sitting is not None and draft.sitting.stamp.key == sitting.stamp.key:
            return tab
    for tab, draft in drafts.items():
        if draft.sitting is not None and says_nothing_else(draft.sitting.raw, sitting.raw):
            return tab
    free = (t for t in range(1, MOST_TABS + 1) if t not in drafts or drafts[t].sent)
    return next(free, None)


def says_nothing_else(earlier: Raw, later: Raw) -> bool:
    """Tell whether every answer of `earlier` stands in `later`, too."""
    return all(later.get(key) == values for key, values in earlier.items() if any(values))


def fits(request: HttpRequest, tab: int, value: str) -> bool:
    """Tell whether the browser can bring `value` besides what it already brings."""
    others = [request.COOKIES[cookie_name(t)] for t in tabs_with_cookies(request) if t != tab]
    return len(value) + sum(map(len, others)) <= LARGEST_TOGETHER


def _unpack(value: str) -> dict[str, Any]:
    """Return what `pack` was given. Raises one of many errors for anything else."""
    packed = unseal(value + "=" * (-len(value) % 4), "draft")
    plain = zlib.decompressobj().decompress(packed, MOST_PLAIN).decode()
    if not plain.startswith(_PACKED):
        raise ValueError("not a kept form")
    return json.loads(plain.removeprefix(_PACKED))


def _sitting(content: dict[str, Any], form_class: type[RequestForm]) -> Sitting:
    """Return the sitting; answers that staff's changes have left without their question are kept apart."""
    steps, now = all_steps(form_class), form_class.questions
    where = content["w"]
    before = _questions_of(content, now)
    raw = take(content["a"], {q.key for q in [*before, *now]})
    raw, carried = reconcile(before, now, raw, unpack_carried(content.get("o")))
    current = {question.key for question in now}
    return Sitting(
        stamp=Stamp(uuid.UUID(hex=content["k"]), float(content["t"])),
        raw={key: values for key, values in raw.items() if values and key in current},
        step=where if where in steps else steps[0],
        on_check=where == -1,
        honeypot=bool(content["h"]),
        errors=bool(content["e"]),
        carried=carried,
        check=bool(content.get("c")),
    )


def _questions_of(content: dict[str, Any], now: list[Question]) -> list[Question]:
    """Return the answered questions as far as the cookie knows their words.

    A consent whose wording has changed is left out with its tick: it has to be read and given anew.
    """
    current, found = {question.key: question for question in now}, []
    for key, type_, label, version in content.get("q", ()):
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


def keep(response: HttpResponse, address: str, value: str, tab: int = 1) -> None:
    """Let the browser keep `value` for a tab at the form at `address`, until its window is closed."""
    response.set_cookie(
        cookie_name(tab),
        value,
        path=urlsplit(address).path,
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse, address: str, tabs: Iterable[int]) -> None:
    """Let the browser forget what it kept for the given tabs at the form at `address`."""
    for tab in tabs:
        response.delete_cookie(cookie_name(tab), path=urlsplit(address).path, samesite="Lax")


def keep_sent(
    response: HttpResponse, page: AbstractFormPage, request: HttpRequest, address: str, token: str,
    sitting: Sitting, form_class: type[RequestForm],
) -> None:  # fmt: skip
    """Put the way to the confirmation in the place of the answers, in this tab and wherever they stand."""
    if not takes_cookies(request):
        return
    drafts = read_drafts(page, request, form_class)
    tab = tab_for(drafts, sitting)
    value = pack(page, {"s": token})
    said = [
        t
        for t, draft in drafts.items()
        if draft.sitting is not None
        and (t == tab or says_nothing_else(draft.sitting.raw, sitting.raw))
    ]
    if tab is not None and value:
        keep(response, address, value, tab)
        said = [t for t in said if t != tab]
    forget(response, address, said)

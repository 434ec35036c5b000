"""The draft cookie: an unsent form in the browser, so that every screen has an address and Back works.

A step that answers its POST with a page leaves an entry in the browser's history that can only be
shown by sending it once more: on a phone, Back says 'Confirm form resubmission'. So a step answers with a
redirect, and what was answered waits in a cookie: sealed for this purpose alone, readable by no script, sent to
this form's address alone, gone with the window and never older than an hour. The server stores nothing,
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
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from ...requests.encryption import TRAVELS, DecryptionError, seal, unseal
from ...requests.tokens import read_confirmation_token
from ..abstract_form_page import AbstractFormPage
from ..request_form import Answers, RequestForm
from .form_state import FormState

logger = logging.getLogger("clinic.forms")
COOKIE: Final = "form_draft"
# A browser stores 4,096 bytes of a cookie, its name and attributes counted.
LARGEST: Final = 3000
# What is packed into that many bytes unpacks to less than this, unless somebody plays tricks.
MOST_PLAIN: Final = 512 * 1024
LIFETIME: Final = TRAVELS["draft"]
# Tabs with an address for each of their screens. Servers read 8 kB of headers, so all cookies share a bound;
# tabs beyond either bound work as a browser without cookies does.
MOST_TABS: Final = 4
LARGEST_TOGETHER: Final = 5500
_PACKED: Final = "z1"
# What reading a cookie that we did not write may raise.
_UNREADABLE: Final = (
    DecryptionError, zlib.error, LookupError, TypeError, ValueError, AttributeError,
)  # fmt: skip


@dataclass(frozen=True)
class DraftCookie:
    """What the cookie of a tab holds: an unsent form, or the token of the confirmation of a sent one."""

    state: FormState | None = None
    sent: str = ""
    at: float = 0


def name_cookie(tab: int) -> str:
    """Return the name of a tab's cookie."""
    return COOKIE if tab == 1 else f"{COOKIE}_{tab}"


def list_tabs(request: HttpRequest) -> list[int]:
    """Return the tabs for which the browser brought a cookie, whatever it holds."""
    return [tab for tab in range(1, MOST_TABS + 1) if name_cookie(tab) in request.COOKIES]


def takes_cookies(request: HttpRequest) -> bool:
    """Tell whether the browser has shown that it stores cookies: it brings the form's token along."""
    return settings.CSRF_COOKIE_NAME in request.COOKIES or bool(list_tabs(request))


def pack_cookie(page: AbstractFormPage, content: dict[str, Any]) -> str:
    """Return `content` as a cookie's value, or '' where it can't be one (too big, no key)."""
    plain = json.dumps({**content, "p": page.number, "at": int(time.time())}, separators=(",", ":"))
    try:
        token = seal(zlib.compress(f"{_PACKED}{plain}".encode(), 9), "draft")
    except ImproperlyConfigured:
        return ""
    value = token.rstrip("=")  # a cookie with '=' would need quotes
    return value if len(value) <= LARGEST else ""


def pack_state(page: AbstractFormPage, state: FormState, form: RequestForm) -> str:
    """Return the cookie's value for an unsent form, or ''.

    Parameters: `form`, filled with the state's answers; the words of the questions with an answer go along.
    """
    content = state.to_cookie()
    words = state.asked_words(form)
    return pack_cookie(page, {**content, "q": words}) or pack_cookie(page, content)


def read_draft_cookies(
    page: AbstractFormPage, request: HttpRequest, form_class: type[RequestForm]
) -> dict[int, DraftCookie]:
    """Return what the browser brought of this form, by tab.

    A tab that has nothing, or something that is old, broken, tampered with or of another form, is left out.
    """
    found = {}
    for tab in list_tabs(request):
        cookie = _read_cookie(page, request.COOKIES[name_cookie(tab)], form_class)
        if cookie is not None:
            found[tab] = cookie
    return found


def _read_cookie(
    page: AbstractFormPage, value: str, form_class: type[RequestForm]
) -> DraftCookie | None:
    if not value or len(value) > LARGEST:
        return None
    try:
        content = _unpack_cookie(value)
        if content["p"] != page.number or time.time() - content["at"] > LIFETIME:
            return None
        if sent := content.get("s"):
            return (
                DraftCookie(sent=sent, at=content["at"]) if read_confirmation_token(sent) else None
            )
        return DraftCookie(state=FormState.from_cookie(content, form_class), at=content["at"])
    except ImproperlyConfigured:
        return None
    except _UNREADABLE:
        logger.info("A draft cookie could not be read, and its form is shown empty.")
        return None


def read_page_number(value: str) -> int | None:
    """Return the number of the page to whose form a cookie belongs, or None for one that is not ours."""
    try:
        number = _unpack_cookie(value)["p"]
    except (*_UNREADABLE, ImproperlyConfigured):
        return None
    return number if isinstance(number, int) else None


def find_newest_state(drafts: dict[int, DraftCookie]) -> FormState | None:
    """Return what was written last and not sent, or None."""
    unsent = [draft for draft in drafts.values() if draft.state is not None]
    return max(unsent, key=lambda draft: draft.at).state if unsent else None


def choose_tab(drafts: dict[int, DraftCookie], state: FormState) -> int | None:
    """Return the tab whose cookie a state may use: its own, one that says nothing else, or a free one.

    None where every tab holds something that must not be lost.
    """
    for tab, draft in drafts.items():
        if draft.state is not None and draft.state.token.key == state.token.key:
            return tab
    for tab, draft in drafts.items():
        if draft.state is not None and says_nothing_else(draft.state.answers, state.answers):
            return tab
    free = (t for t in range(1, MOST_TABS + 1) if t not in drafts or drafts[t].sent)
    return next(free, None)


def says_nothing_else(earlier: Answers, later: Answers) -> bool:
    """Tell whether every answer of `earlier` is in `later`, too."""
    return all(later.get(key) == values for key, values in earlier.items() if any(values))


def fits_in_cookies(request: HttpRequest, tab: int, value: str) -> bool:
    """Tell whether the browser can bring `value` besides what it already brings."""
    others = [request.COOKIES[name_cookie(t)] for t in list_tabs(request) if t != tab]
    return len(value) + sum(map(len, others)) <= LARGEST_TOGETHER


def _unpack_cookie(value: str) -> dict[str, Any]:
    """Return what `pack_cookie` was given. Raises one of many errors for anything else."""
    packed = unseal(value + "=" * (-len(value) % 4), "draft")
    plain = zlib.decompressobj().decompress(packed, MOST_PLAIN).decode()
    if not plain.startswith(_PACKED):
        raise ValueError("not a draft cookie")
    return json.loads(plain.removeprefix(_PACKED))


def set_cookie(response: HttpResponse, address: str, value: str, tab: int = 1) -> None:
    """Let the browser store `value` for a tab at the form at `address`, until its window is closed."""
    response.set_cookie(
        name_cookie(tab),
        value,
        path=urlsplit(address).path,
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def delete_cookies(response: HttpResponse, address: str, tabs: Iterable[int]) -> None:
    """Let the browser delete what it stores for the given tabs at the form at `address`."""
    for tab in tabs:
        response.delete_cookie(name_cookie(tab), path=urlsplit(address).path, samesite="Lax")


def set_sent_cookie(
    response: HttpResponse, page: AbstractFormPage, request: HttpRequest, address: str, token: str,
    state: FormState, form_class: type[RequestForm],
) -> None:  # fmt: skip
    """Put the way to the confirmation in the place of the answers, in this tab and wherever they are."""
    if not takes_cookies(request):
        return
    drafts = read_draft_cookies(page, request, form_class)
    tab = choose_tab(drafts, state)
    value = pack_cookie(page, {"s": token})
    said = [
        t
        for t, draft in drafts.items()
        if draft.state is not None
        and (t == tab or says_nothing_else(draft.state.answers, state.answers))
    ]
    if tab is not None and value:
        set_cookie(response, address, value, tab)
        said = [t for t in said if t != tab]
    delete_cookies(response, address, said)

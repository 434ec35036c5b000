"""What a browser keeps of an unsent form, so that every screen has an address and Back works.

A step that answers its POST with a page leaves an entry in the browser's history that can only be
shown by sending it once more: on a phone, Back says 'Confirm form resubmission'. So a step answers with a
redirect, and what was answered waits in a cookie: sealed for this purpose alone, readable by no script, sent to
this form's address alone, gone with the window and never older than an hour. The server keeps nothing,
because nobody has agreed to anything yet. Where the cookie can't be used (refused, too big, no key) the
screens come as the answer to the POST, and the form's hidden fields carry the answers as they always do.

After sending the cookie holds no answer any more, only the way to the confirmation.
"""

from __future__ import annotations

import json
import logging
import time
import uuid
import zlib
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from .encryption import TRAVELS, DecryptionError, seal, unseal
from .models import FormPage
from .request_form import RequestForm, take
from .sitting import Sitting, all_steps, keys_of
from .stamp import Stamp, read_sent_token

logger = logging.getLogger("clinic.forms")
COOKIE: Final = "form_draft"
# A browser keeps 4,096 bytes of a cookie, its name and attributes counted.
LARGEST: Final = 3000
# What is packed into that many bytes unpacks to less than this, unless somebody plays tricks.
MOST_PLAIN: Final = 512 * 1024
LIFETIME: Final = TRAVELS["draft"]
_PACKED: Final = "z1"


@dataclass(frozen=True)
class Draft:
    """What the cookie holds: an unsent form, or the token of the confirmation of a sent one."""

    sitting: Sitting | None = None
    sent: str = ""


def takes_cookies(request: HttpRequest) -> bool:
    """Tell whether the browser has shown that it keeps cookies: it brings the form's token along."""
    return settings.CSRF_COOKIE_NAME in request.COOKIES or COOKIE in request.COOKIES


def pack(page: FormPage, content: dict[str, Any]) -> str:
    """Return `content` as a cookie's value, or '' where it can't be one (too big, no key)."""
    plain = json.dumps({**content, "p": page.pk, "at": int(time.time())}, separators=(",", ":"))
    try:
        token = seal(zlib.compress(f"{_PACKED}{plain}".encode(), 9), "draft")
    except ImproperlyConfigured:
        return ""
    value = token.rstrip("=")  # a cookie with '=' would need quotes
    return value if len(value) <= LARGEST else ""


def draft_of(page: FormPage, sitting: Sitting) -> str:
    """Return the cookie's value for an unsent form, or ''."""
    return pack(
        page,
        {
            "k": sitting.stamp.key.hex,
            "t": sitting.stamp.started,
            "a": sitting.raw,
            "h": sitting.honeypot,
            "w": -1 if sitting.on_check else sitting.step,
            "e": sitting.errors,
        },
    )


def read_draft(page: FormPage, request: HttpRequest, form_class: type[RequestForm]) -> Draft | None:
    """Return what the browser kept of this form.

    None where it kept nothing, or something that is old, broken, tampered with or of another form.
    """
    value = request.COOKIES.get(COOKIE, "")
    if not value or len(value) > LARGEST:
        return None
    try:
        content = _unpack(value)
        if content["p"] != page.pk or time.time() - content["at"] > LIFETIME:
            return None
        if sent := content.get("s"):
            return Draft(sent=sent) if read_sent_token(sent) else None
        return Draft(sitting=_sitting(content, form_class))
    except ImproperlyConfigured:
        return None
    except (DecryptionError, zlib.error, LookupError, TypeError, ValueError, AttributeError):
        logger.info("A kept form could not be read, and is shown empty.")
        return None


def _unpack(value: str) -> dict[str, Any]:
    """Return what `pack` was given. Raises one of many errors for anything else."""
    packed = unseal(value + "=" * (-len(value) % 4), "draft")
    plain = zlib.decompressobj().decompress(packed, MOST_PLAIN).decode()
    if not plain.startswith(_PACKED):
        raise ValueError("not a kept form")
    return json.loads(plain.removeprefix(_PACKED))


def _sitting(content: dict[str, Any], form_class: type[RequestForm]) -> Sitting:
    """Return the sitting; what staff have since taken out of the form is left out."""
    steps = all_steps(form_class)
    where = content["w"]
    raw = take(content["a"], keys_of(form_class))
    return Sitting(
        stamp=Stamp(uuid.UUID(hex=content["k"]), float(content["t"])),
        raw={key: values for key, values in raw.items() if values},
        step=where if where in steps else steps[0],
        on_check=where == -1,
        honeypot=bool(content["h"]),
        errors=bool(content["e"]),
    )


def keep(response: HttpResponse, address: str, value: str) -> None:
    """Let the browser keep `value` for the form at `address`, until its window is closed."""
    response.set_cookie(
        COOKIE,
        value,
        path=urlsplit(address).path,
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse, address: str) -> None:
    """Let the browser forget what it kept for the form at `address`."""
    response.delete_cookie(COOKIE, path=urlsplit(address).path, samesite="Lax")


def keep_sent(
    response: HttpResponse, page: FormPage, request: HttpRequest, address: str, token: str
) -> None:
    """Put the way to the confirmation in the place of the answers."""
    if not takes_cookies(request):
        return
    value = pack(page, {"s": token})
    if value:
        keep(response, address, value)
    elif COOKIE in request.COOKIES:
        forget(response, address)

"""The verdict on a request. It sorts; it never refuses and never drops.

Suspect requests go to the Spam view, where staff can overrule it, and nobody is mailed about them.
"""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.client_address import client_address, network_of

from .captcha import CaptchaVerdict
from .encryption import keyed_hash
from .models import RequestSettings, Submission
from .questions import Question
from .stamp import Stamp

logger = logging.getLogger("clinic.forms")
HONEYPOT: Final = "website"
LEAST_SECONDS: Final = 3
# The same free text from so many different people within a day is one sender.
REPEATS: Final = 2
_LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)

REASONS: Final = {
    "honeypot": _("A field that people do not see was filled in"),
    "too_fast": _("Sent within 3 seconds"),
    "rate": _("Many requests from one address within an hour"),
    "repeated": _("The same text came from several senders"),
    "links": _("Links in the answers"),
    "no_stamp": _("Sent without opening the form"),
    "bad_stamp": _("The form's stamp could not be read"),
    "captcha_score": _("reCAPTCHA gave a low score"),
    "captcha_action": _("The reCAPTCHA token belongs to something else"),
    "captcha_missing": _("reCAPTCHA was not answered (no script, or blocked)"),
    "captcha_unreachable": _("reCAPTCHA could not be reached"),
    "captcha_unusable": _("reCAPTCHA gave no usable answer"),
}
# These make a request suspect; the others only keep it from being 'passed'.
_HARD: Final = frozenset(
    {"honeypot", "too_fast", "rate", "repeated", "links", "no_stamp", "captcha_score", "captcha_action"}
)  # fmt: skip


@dataclass
class Finding:
    """Reasons found so far, and the verdict that follows from them."""

    reasons: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """The verdict."""
        if _HARD & set(self.reasons):
            return Submission.Verdict.SUSPECT
        if self.reasons:
            return Submission.Verdict.UNVERIFIED
        return Submission.Verdict.PASSED


def over_limit(request: HttpRequest, limit: int) -> bool:
    """Count this request for its address; tell whether there were more than `limit` within the hour.

    The address is kept as a keyed hash that changes every day, for an hour. A cache that is down
    counts nothing.
    """
    address = network_of(client_address(request))
    if not address:
        return False
    today = timezone.localdate().isoformat()
    key = "clinic_forms.rate." + keyed_hash(f"{today} {address}", "address")[:40]
    try:
        if cache.add(key, 1, timeout=3600):
            return limit < 1
        return cache.incr(key) > limit
    except Exception as error:  # a cache may raise anything, and must not cost a request
        logger.warning("The rate limit could not be counted: %s", type(error).__name__)
        return False


def free_text(questions: list[Question], cleaned: dict[str, Any]) -> str:
    """Return what was typed freely, made comparable."""
    texts = [str(cleaned.get(q.key) or "") for q in questions if q.input == "textarea"]
    return " ".join(" ".join(texts).split()).casefold()


def has_links(questions: list[Question], cleaned: dict[str, Any]) -> bool:
    """Tell whether an answer holds a link, which no honest answer to our questions needs."""
    typed = (
        q for q in questions if q.input in ("text", "textarea") and q.type not in ("email", "phone")
    )
    return any(_LINK.search(str(cleaned.get(q.key) or "")) for q in typed)


def is_repeated(text_hash: str, phone_hash: str, email_hash: str) -> bool:
    """Tell whether the same text came within a day from at least REPEATS other people."""
    if not text_hash:
        return False
    since = timezone.now() - timedelta(days=1)
    rows = Submission.objects.filter(text_hash=text_hash, submit_time__gte=since)
    others = set(rows.values_list("phone_hash", "email_hash").order_by()[:50])
    others.discard((phone_hash, email_hash))
    return len(others) >= REPEATS


def judge(
    request: HttpRequest,
    *,
    stamp: Stamp,
    honeypot: bool,
    questions: list[Question],
    cleaned: dict[str, Any],
    hashes: dict[str, str],
    captcha: CaptchaVerdict | None,
) -> Finding:
    """Return the reasons to doubt a request, and with them its verdict.

    Parameters: `honeypot`, whether the hidden field was filled; `hashes`, the keyed hashes
    ('phone_hash', 'email_hash', 'text_hash'); `captcha`, None while no keys are set.
    """
    found = Finding()
    if honeypot:
        found.reasons.append("honeypot")
    if stamp.problem:
        found.reasons.append(stamp.problem)
    else:
        age = stamp.age(time.time())
        if age is not None and age < LEAST_SECONDS:
            found.reasons.append("too_fast")
    if over_limit(request, RequestSettings.current().hourly_limit):
        found.reasons.append("rate")
    if has_links(questions, cleaned):
        found.reasons.append("links")
    if is_repeated(hashes["text_hash"], hashes["phone_hash"], hashes["email_hash"]):
        found.reasons.append("repeated")
    if captcha is not None and captcha.why:
        found.reasons.append(captcha.why)
    return found

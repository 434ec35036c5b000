"""The verdict on a request. It sorts; it never refuses and never drops.

What speaks against a request, and how much, is in `forms.requests.defences.signs`. Suspect requests are held back: they go to
the Spam view, where staff can overrule the verdict, and a daily message says how many there are.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone

from forms.requests.defences.captcha import CaptchaVerdict
from forms.requests.defences.signs import SIGNS, verdict_of
from forms.requests.models import RequestSettings, Submission
from forms.requests.questions import Question
from forms.requests.tokens import SubmissionToken

# No browser, extension or password manager has a value for this name, its id or its label: nothing in it
# reads like a part of a name, address, account or card (tests/forms/requests/defences/test_spam.py).
HONEYPOT: Final = "_spare"
LEAST_SECONDS: Final = 3
# The same long text from so many other people within a day is a sign.
REPEATS: Final = 2
# 'I use a wheelchair.' and 'Please call after 5 pm.' are what many people write.
LONG_TEXT: Final = 100
_LINK = re.compile(r"(?:https?://|\bwww\.)([^\s/<>\")\]]+)", re.IGNORECASE)
# Code that leads somewhere. '[link]' alone stands in many a text that somebody copied.
_MARKUP = re.compile(
    r"\[(?:url|link)\s*=|\[(?:url|link)\]\s*(?:https?:|www\.)|\[/(?:url|link)\]|<a\s[^>]*href",
    re.IGNORECASE,
)
# Nobody buys a name below these: what people read there about their illness, or where they work.
_PUBLIC: Final = (".gov", ".edu", ".mil")
REASONS: Final = {code: sign.words for code, sign in SIGNS.items()}


@dataclass
class SpamFinding:
    """The signs found so far, by their codes, and the verdict that follows from them."""

    reasons: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """Return the verdict that the signs add up to."""
        return verdict_of(self.reasons)


def free_text(questions: list[Question], cleaned: dict[str, Any]) -> str:
    """Return the long texts that were typed freely, made comparable; '' where all were short."""
    texts = [str(cleaned.get(q.key) or "") for q in questions if q.input == "textarea"]
    plain = [" ".join(text.split()).casefold() for text in texts]
    return " ".join(text for text in plain if len(text) >= LONG_TEXT)


def link_signs(questions: list[Question], cleaned: dict[str, Any], host: str = "") -> list[str]:
    """Return the signs that lie in links: 'markup' for link code, 'links' for plain addresses.

    An address of this site (`host`) is none, nor is a public body's or a university's; and a clinician who refers
    a patient may name their practice's.
    """
    typed = [
        str(cleaned.get(q.key) or "")
        for q in questions
        if q.input in ("text", "textarea") and q.type not in ("email", "phone")
    ]
    if any(_MARKUP.search(text) for text in typed):
        return ["markup"]
    ours = host.partition(":")[0].casefold().removeprefix("www.")
    hosts = [
        found.casefold().partition(":")[0].removeprefix("www.").rstrip(".,;!?")
        for text in typed
        for found in _LINK.findall(text)
    ]
    foreign = [found for found in hosts if found != ours and not found.endswith(_PUBLIC)]
    kind = next((q.key for q in questions if q.type == "visitor_kind"), "")
    return ["links"] if foreign and cleaned.get(kind) != "referrer" else []


def is_repeated(text_hash: str, phone_hash: str, email_hash: str) -> bool:
    """Tell whether the same long text came within a day from at least REPEATS other people.

    Whoever shares a telephone number or an e-mail address with this sender is not another.
    """
    if not text_hash:
        return False
    since = timezone.now() - timedelta(days=1)
    rows = Submission.objects.filter(text_hash=text_hash, submit_time__gte=since)
    senders = set(rows.values_list("phone_hash", "email_hash").order_by()[:50])
    others = {
        (phone, email)
        for phone, email in senders
        if not (phone and phone == phone_hash)
        and not (email and email == email_hash)
        and (phone, email) != (phone_hash, email_hash)
    }
    return len(others) >= REPEATS


def judge_request(
    request: HttpRequest,
    *,
    token: SubmissionToken,
    honeypot: bool,
    questions: list[Question],
    cleaned: dict[str, Any],
    hashes: dict[str, str],
    captcha: CaptchaVerdict | None,
    sent_this_hour: int = 0,
) -> SpamFinding:
    """Return the signs that speak against a request, and with them its verdict.

    Parameters: `honeypot`, whether the hidden field was filled; `hashes`, the keyed hashes
    ('phone_hash', 'email_hash', 'text_hash'); `captcha`, None while no keys are set;
    `sent_this_hour`, how many requests this network address sent, this one included.
    """
    found = SpamFinding()
    if honeypot:
        found.reasons.append("honeypot")
    if token.problem:
        found.reasons.append(token.problem)
    else:
        age = token.age(time.time())
        if age is not None and age < LEAST_SECONDS:
            found.reasons.append("too_fast")
    if sent_this_hour > RequestSettings.current().hourly_limit:
        found.reasons.append("rate")
    found.reasons += link_signs(questions, cleaned, request.get_host())
    if is_repeated(hashes["text_hash"], hashes["phone_hash"], hashes["email_hash"]):
        found.reasons.append("repeated")
    if captcha is not None and captcha.why:
        found.reasons.append(captcha.why)
    return found

"""What speaks against a request, and how much: a table, and the rule that makes a verdict of it.

One weak sign has honest causes: a hospital's shared address, a browser that fills fields, a practice's www
address. So it only makes a request 'unverified', which is in the inbox and is told like every other.
Signs with one cause count once: whoever shares an address with many people also gets a low score from
reCAPTCHA for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forms.requests.models import Submission


class Weight(IntEnum):
    """How much a sign says. NOTED says nothing about the visitor; a STRONG one has no honest cause."""

    NOTED = 0
    WEAK = 1
    STRONG = 2


@dataclass(frozen=True)
class Sign:
    """One thing that speaks against a request, in words for staff. `cause` groups weak signs."""

    weight: Weight
    words: str | Promise
    cause: str = ""


# So many weak signs of different causes make a request suspect.
SEVERAL: Final = 2

SIGNS: Final[dict[str, Sign]] = {
    "no_token": Sign(Weight.STRONG, _("Sent without opening the form")),
    "markup": Sign(Weight.STRONG, _("Link code for forums or web pages in the answers")),
    # Our own script asks for one action only.
    "captcha_action": Sign(Weight.STRONG, _("The reCAPTCHA token belongs to something else")),
    "honeypot": Sign(Weight.WEAK, _("A field that people do not see was filled in"), "filled"),
    "too_fast": Sign(Weight.WEAK, _("Sent within 3 seconds"), "speed"),
    "rate": Sign(Weight.WEAK, _("Many requests from one address within an hour"), "network"),
    "repeated": Sign(Weight.WEAK, _("The same long text came from several senders"), "repeated"),
    "links": Sign(Weight.WEAK, _("Links in the answers"), "links"),
    "captcha_score": Sign(Weight.WEAK, _("reCAPTCHA gave a low score"), "network"),
    "bad_token": Sign(Weight.NOTED, _("The form's token could not be read")),
    "old_token": Sign(Weight.NOTED, _("The form was open for more than a month")),
    "captcha_missing": Sign(Weight.NOTED, _("reCAPTCHA was not answered (no script, or blocked)")),
    "captcha_unreachable": Sign(Weight.NOTED, _("reCAPTCHA could not be reached")),
    "captcha_unusable": Sign(Weight.NOTED, _("reCAPTCHA gave no usable answer")),
}


def verdict_of(codes: Iterable[str]) -> str:
    """Return the verdict that follows from the codes of signs; one that is not known is only noted."""
    signs = [SIGNS[code] for code in codes if code in SIGNS]
    causes = {sign.cause for sign in signs if sign.weight == Weight.WEAK}
    if any(sign.weight == Weight.STRONG for sign in signs) or len(causes) >= SEVERAL:
        return Submission.Verdict.SUSPECT
    return Submission.Verdict.UNVERIFIED if list(codes) else Submission.Verdict.PASSED

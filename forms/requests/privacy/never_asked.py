"""What a request form must never ask: more than the call back needs (45 CFR 164.502(b); docs/privacy.md)."""

from __future__ import annotations

import re
from typing import Final

_NEVER: Final = re.compile(
    r"\b(?:(?:date|year|month|day|place) of birth|birth[- ]?(?:date|day|year|month)s?|d\.?o\.?b\b\.?"
    r"|(?:when|what year|which year) were you born|(?:year|month|day) (?:you were|of being) born|how old are you|your age"
    r"|age in years|social security|ssn|(?:insurance|medicare|medicaid) (?:number|no\b|id|card|member)|member id"
    r"|policy number|passport|driver[’']?s? licen[cs]e|credit card|card number|bank account|diagnos\w+|symptoms?"
    r"|suicid\w*|self[- ]harm|medications?|medicines?|prescriptions?|medical history|dosages?|doses?|milligrams?|mg"
    r"|body weight|your weight|do you weigh|bmi|blood pressure|heart rate|last period)(?!\w)",
    re.IGNORECASE,
)


def find_never_asked(*texts: str) -> str:
    """Return the first words in `texts` that ask for what must not be asked, or ''."""
    found = _NEVER.search(" \n".join(texts))
    return found.group(0) if found else ""

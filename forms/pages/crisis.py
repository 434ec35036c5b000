"""Words after which the confirmation brings the crisis line forward.

Nothing is blocked, refused or stored about it: the page that thanks simply says first where help is
at once. A word too many costs a visitor one paragraph; a word too few may cost much more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_WORDS = re.compile(
    r"suicid|"
    r"\bkill(ing)? (my ?self|me)\b|"
    r"\b(end|ending|take|taking) (my (own )?life|it all)\b|"
    r"\b(want|wish|going|ready|rather|like) (to )?(be dead|die|be gone)\b|"
    r"\b(do not|don.?t|no longer) (want|wish) to (live|be alive|be here|wake up|go on|exist)\b|"
    r"\b(no|not a|without) (reason|point) (to|in|for) (live|living|going on)\b|"
    r"\b(hurt|harm|cut|cutting|hurting|harming)(ing)? my ?self\b|"
    r"\bself[- ]?harm|"
    r"\bbetter off (dead|without me)\b|"
    r"\b(can.?t|cannot|can not) (go on|take (it|this) any ?more|do this any ?more|cope any ?more)\b|"
    r"\boverdos|"
    r"\bnot worth living\b|"
    r"\bjump(ing)? off\b|\bhang(ing)? my ?self\b",
    re.IGNORECASE,
)


def needs_help_now(answers: Mapping[str, Any]) -> bool:
    """Tell whether a free text among `answers` holds words of somebody who may be in danger."""
    return any(isinstance(text, str) and _WORDS.search(text) for text in answers.values())

"""Words after which the confirmation brings the crisis line forward.

Nothing is blocked, refused or stored about it: the page that thanks simply says first where help is
at once. A word too many costs a visitor one paragraph; a word too few may cost much more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .crisis_languages import is_danger_in_another_language

_WORDS = re.compile(
    r"suicid|"
    r"\bkill(ing)? (my ?self|me)\b|"
    r"\b(end|ending|take|taking) (my (own )?life|it all)\b(?! back)|"
    r"\b(want|wish|going|ready|rather|like) (to )?(be dead|die|be gone)\b|"
    r"\b((do|does|did) ?n.?t|(do|does|did) not|not|never|no longer) (want|wish|wanna)(ing)? (to )?"
    r"(live|be alive|be here|wake up|go on|exist)\b|"
    r"\b(no|not a|without) (reason|point) (to|in|for) (live|living|going on)\b|"
    r"\b(nothing to|hate) (live for|living|my life)\b|\b(done|finished|tired of|fed up) with (living|life)\b|"
    r"\bgiv(e|ing|en) up on (life|living)\b|\bend(ing)? things\b|\bun-?aliv|\bdeath ?wish|"
    r"\blife ?(is ?n.?t|is not) worth\b|\bwish (i|that i) (was|were|had) (dead|never|not)\b|"
    r"\bnever wake up\b|\b(the|this) world (is |would be )?better without me\b|"
    r"\b(hurt|harm|cut|cutting|hurting|harming)(ing)? my ?self\b|\b(cut|slit|slash)(ting|ing)? my wrists?\b|"
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
    texts = [text for text in answers.values() if isinstance(text, str)]
    return any(_WORDS.search(text) or is_danger_in_another_language(text) for text in texts)

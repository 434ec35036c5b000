"""What a rule about wording is made of: its severity, what takes the words back, what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """`STOP` keeps a page from being published; `WARN` only says so."""

    STOP = "stop"
    WARN = "warn"


class TakenBack(StrEnum):
    """What makes the words no claim, beside quotation marks."""

    # 'no cure': an ordinary 'not' will do.
    BY_NOT = "not"
    # The wording is itself a denial ('not addictive'): only a sentence that rejects the claim will do.
    BY_REJECTION = "rejection"
    # A name that shames stays one, denied or asked.
    BY_NOTHING = "nothing"


@dataclass(frozen=True)
class Around:
    """Where the words are: the sentence, all that comes before it, and whether sources are named."""

    sentence: str
    start: int
    end: int
    earlier: str
    cited: bool
    page_cited: bool
    # Whether the block marks sources, this sentence or another one.
    block_cited: bool = False


@dataclass(frozen=True)
class Rule:
    """One kind of wording.

    `weigh` looks at what surrounds a match and returns its severity, or None where the words are
    right.
    """

    kind: Any
    pattern: re.Pattern[str]
    why: Any
    instead: Any
    severity: Severity = Severity.STOP
    weigh: Callable[[Around], Severity | None] | None = None
    taken_back: TakenBack = TakenBack.BY_NOT
    # Whether the words ask for a source, however they read.
    needs_source: bool = False


def match_words(pattern: str) -> re.Pattern[str]:
    """Return a pattern of whole words, whatever their case. A blank matches any space or hyphen."""
    spaced = pattern.replace(" ", r"[\s\u2010-\u2015-]+")
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)", re.I)


# A few words in between: 'not known to be addictive', 'without any real risk'.
FEW = r"(?:\w+ ){0,3}"
IS_NOT = r"(?:not|never|isn['’]t|aren['’]t|wasn['’]t|neither)"
# Words after 'addiction' that speak of help with it.
OF_CARE = r"(?:speciali|service|medicine|clinic|treatment|history|counsel|program)"
DOES_NOT = (
    r"(?:does not|do not|doesn['’]t|don['’]t|will not|won['’]t|cannot|can not|can['’]t|never)"
)
MOOD = match_words(
    r"depress\w*|ptsd|post-?traumatic \w+|trauma|anxiety|ocd|obsessive\w*|bipolar|suicid\w*|mood|mental \w+"
    r"|(?:chronic |nerve )?pain|psychiatric \w+|migraines?|fibromyalgia"
)
HEADING = 3  # so many words alone on a line are a heading, and say nothing

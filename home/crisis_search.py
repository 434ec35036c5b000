"""Whether somebody who searches may be in danger, so that help comes before any result.

Read once and forgotten: nothing is stored, counted or logged. A word too many costs a visitor one
paragraph, a word too few may cost much more; so the plain words 'die' and 'dead' count, and 'diet'
does not. What is misspelt, in capitals, in quotes or in Spanish counts as well.
"""

from __future__ import annotations

import re
import unicodedata

from forms.pages.crisis import needs_help_now
from infra.accents import fold

_SELF = r"(?:my ?se?l?e?f|myslef|mysefl|mi ?self|me|him ?self|her ?self|them ?sel(?:f|ves)|your ?self|one ?self)"
_PHRASES = re.compile(
    rf"""\b(?:
    suicid\w* | sobredosis | autolesi\w* | unalive\w* | kms | kys |
    self\ ?(?:harm|injur|hurt|mutilat|poison|destruct)\w* |
    kil+(?:ing)?\ {_SELF} |
    (?:hurt|harm|cut|injur|burn|hang|shoot|drown|starv|poison)\w*\ {_SELF} |
    end(?:ing)?\ (?:my|this|the|own|it\ all|it\ now|everything)\ ?(?:own\ )?(?:life|pain|all|suffering)? |
    tak(?:e|ing)\ (?:my|his|her|their)\ (?:own\ )?life |
    over\ ?(?:dos|doz)\w* | (?:took|take|taken|taking)\ too\ (?:much|many) |
    (?:lethal|fatal|deadly)\ (?:dose|dosage|amount|quantity) |
    die | dying | dead | death | died |
    (?:dont|don\ t|do\ not|no\ longer)\ (?:want|wanna|wish)\ (?:to\ )?(?:live|be|wake|exist|go\ on) |
    (?:no|any|without)\ (?:reason|point)\ (?:to|in|for)\ (?:live|living|going) |
    (?:cant|can\ t|cannot)\ (?:go\ on|take\ it|do\ this|cope|live) |
    (?:tired|sick)\ of\ (?:living|life|being\ alive) | better\ off\ without\ me |
    not\ worth\ living | jump(?:ing)?\ (?:off|from|in\ front) | disappear\ forever |
    988 | 911 | (?:crisis|emergency|emergencia|hotline|lifeline|help\ ?line)\w* |
    mor(?:ir|irme|irse)\b | muerte | matar(?:me|se|te)\b | quitar(?:me|se)\ la\ vida |
    (?:acabar|terminar)\ con\ (?:mi|todo|la) | no\ quiero\ (?:vivir|seguir|estar) |
    (?:hacer|cortar|lastimar|danar|colgar|ahorcar)(?:me|se)\b | ganas\ de\ (?:vivir|morir)
    )\b""",
    re.VERBOSE,
)
_DISGUISED = re.compile(r"suicid|overdos|k+illmyself|want(?:to|2)die|sobredosis")
_LOOKALIKES = str.maketrans("0134578@$!|", "oieastbasil")
# Words that people misspell, with how many slips still count.
_MISSPELT = {"suicide": 2, "suicidal": 2, "overdose": 2, "suicidio": 1, "suicidarme": 2}
# English words as near to one of these as a slip would be.
_HARMLESS = frozenset(
    (
        "subside",
        "subsided",
        "subsides",
        "overuse",
        "overused",
        "overdue",
        "overcome",
        "overdone",
        "override",
    )
)


def asks_for_help(query: str) -> bool:
    """Whether `query` holds words of somebody who may be in danger, or who looks for crisis help."""
    text = unicodedata.normalize("NFKC", query)
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    folded = fold(text)
    words = re.findall(r"[^\W_]+", folded.replace("'", "").replace("\u2019", ""))
    plain = " ".join(words)
    if _PHRASES.search(plain) or needs_help_now({"query": plain}):
        return True
    compact = re.sub(r"[^a-z]", "", folded.translate(_LOOKALIKES))
    return bool(_DISGUISED.search(compact)) or any(map(_is_misspelt, words))


def _is_misspelt(word: str) -> bool:
    if word in _HARMLESS or not 5 <= len(word) <= 12:
        return False
    return any(
        word[0] == right[0] and _slips(word, right) <= allowed
        for right, allowed in _MISSPELT.items()
    )


def _slips(a: str, b: str) -> int:
    """Return how many letters were added, left out, changed or swapped between two words."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        row = [i]
        for j, right in enumerate(b, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]

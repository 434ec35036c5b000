"""Whether somebody who searches may be in danger, so that help comes before any result.

Read once and forgotten: nothing is stored, counted or logged. A word too many costs a visitor one
paragraph, a word too few may cost much more; so the plain words 'die' and 'dead' count, and 'diet'
does not. What is misspelt, in capitals, in quotes or in another language counts as well.
"""

from __future__ import annotations

import re
import unicodedata

from forms.pages.crisis import needs_help_now
from infra.searching.accents import fold_accents

from .spelling import count_slips

# Spaces are written as such: the pattern below is a verbose one, which skips plain ones.
_ONESELF = (
    r"(?:(?:my|m|y)\ ?se?l?e?f|myslef|mysefl|(?:mi|him|her|your|one)\ ?self|them\ ?sel(?:f|ves))"
)
_SELF = rf"(?:{_ONESELF}|me)"
_PHRASES = re.compile(
    rf"""\b(?:
    suicid\w* | sobredosis | autolesi\w* | un\ ?aliv\w* | kms | kys | ctb |
    self\ ?(?:harm|injur|hurt|mutilat|poison|destruct)\w* |
    (?:ki[il]+|kll|kikl)(?:ing)?\ {_SELF} | kil+(?:ing)?\ (?:you|u|some(?:one|body)|people) | homicid\w* |
    (?:off|offing|neck|top|do)\ {_ONESELF}(?:\ in)?$ | do\ away\ with\ {_ONESELF} |
    (?:cut|slit|slash)\w*\ (?:my|your|his|her|the)?\ ?wrists? | wrist\ cutting | noose |
    (?:hurt|harm|cut|injur|burn|hang|shoot|drown|starv|poison)\w*\ {_SELF} |
    end(?:ing)?\ (?:my|this|the|own|it\ all|it\ now|everything)\ ?(?:own\ )?(?:life|pain|all|suffering)? |
    end(?:ing)?\ (?:it|things) | tak(?:e|ing)\ (?:my|his|her|their)\ (?:own\ )?life(?!\ back) |
    (?:want|need)\ (?:it|this|everything)\ (?:all\ )?to\ (?:end|stop|be\ over) | make\ (?:it|this|the\ pain)\ (?:all\ )?stop |
    over\ ?(?:dos|doz)\w* | (?:took|take|taken|taking)\ too\ (?:much|many)(?!\ (?:time|days|long)) |
    od(?:ed|ing|s)? | o\ d(?:ed|s|\ d|\ ed|\ ing)? | fatal | lethal | ld\ ?50 |
    (?:lethal|fatal|deadly)\ (?:dose|dosage|amount|quantity) |
    di+e+ | dying | dead | death\w* | died | (?:want|wanna|going|gonna)\ (?:to\ )?dye$ |
    (?:(?:do|does|did)(?:nt|n\ t|\ not)|not|never|no\ longer)\ (?:want|wanna|wish)(?:ing)?\ (?:to\ )?(?:live|be|wake|exist|go\ on) |
    (?:not|never)\ wake\ up | sleep\ forever | wish\ (?:that\ )?i\ (?:was|were|had)\ (?:never|not|gone) |
    (?:unable|not\ able)\ to\ live | nothing\ to\ live\ for | no\ way\ out | hopeless\w* |
    (?:whats|what\ s|what\ is|see)\ (?:the|a|any|no)\ point |
    (?:no|any|without)\ (?:reason|point)\ (?:to|in|for)\ (?:live|living|going) |
    (?:cant|can\ t|cannot)\ (?:go\ on|take\ it(?!\ (?:by|orally|with|at|home|while))|do\ this|cope|live|breathe?) | not\ breathing |
    (?:tired|sick|done|fed\ up)\ (?:of|with)\ (?:living|life|being\ alive) | better\ (?:off\ )?without\ me |
    hate\ (?:my\ life|living|being\ alive) | giv(?:e|ing)\ up(?:\ on\ (?:life|living|everything|myself))?$ |
    life\ (?:is\ ?n\ ?t|is\ not|isnt)\ worth | is\ life\ worth |
    (?:life|living|everything)\ (?:is|has|feels|seems)\ (?:so\ |just\ |all\ )?
        (?:(?:point|meaning|worth|use)less|unbearable|no\ (?:point|meaning|purpose)) |
    (?:took|taken|swallow\w*|drank)\ (?:\w+\ ){{0,3}}(?:pills|tablets|capsules|bottle|bleach) | (?:whole|entire|full)\ bottle |
    painless\w*\ (?:way|method|exit) | (?:a|the|my|his|her)\ gun | gun\ to | danger\ to\ (?:{_ONESELF}|others) |
    wish\ (?:that\ )?i\ (?:wasnt|wasn\ t|werent|hadnt|hadn\ t)\ (?:here|alive|(?:been\ )?born) |
    (?:nobody|no\ ?one)\ (?:would|will|d)\ (?:even\ )?(?:miss|care|notice) | (?:see|find)\ (?:a|any|no)\ way\ out |
    (?:cant|can\ t|cannot)\ (?:take|bear|stand|handle|endure)\ (?:the\ |this\ |my\ )?(?:pain|life|any\ ?more|living) |
    (?:someone|somebody)\ to\ talk\ to | (?:someone|somebody|please)\ (?:please\ )?help(?:\ me)?$ |
    not\ worth\ living | jump(?:ing)?\ (?:off(?!ing|\ point)|from|in\ front) | (?:disappear|vanish)\ forever |
    (?:want|wanting)\ to\ (?:disappear|vanish) | goodbye\ (?:letter|note) | (?:plan|planning|going)\ to\ kill |
    988 | 911 | 741741 | (?:need|want|get)\ help\ (?:now|please|immediately|right\ now|tonight|urgently) | ideation |
    (?:crisis|emergency|emergencia|hotline|lifeline|help\ ?line)\w* |
    mor(?:ir|irme|irse)\b | muerte | matar(?:me|se|te)\b | quitar(?:me|se)\ la\ vida |
    (?:acabar|terminar)\ con\ (?:mi|todo|la) | no\ quiero\ (?:vivir|seguir|estar) |
    (?:cortar|lastimar|danar|colgar|ahorcar)(?:me|se)\b | hacer(?:me|se|te)?\ dano | me\ (?:corto|mato|suicido) |
    mejor\ (?:sin\ mi|muert[oa]) | (?:vida\ no\ (?:vale|tiene\ sentido)|no\ vale\ la\ pena\ (?:vivir|seguir)) |
    sentido\ (?:a|de|en)\ (?:la|mi)\ vida |
    (?:cansad[oa]|hart[oa])\ de\ (?:vivir|existir|la\ vida|todo) | quiero\ desaparecer | no\ (?:aguanto|soporto)\ (?:la\ vida|vivir|mas) |
    (?:tome|trague)\ (?:muchas|todas|demasiadas)\ (?:las\ |mis\ )?pastillas | ayuda\ (?:urgente|ahora|ya) | ganas\ de\ (?:vivir|morir)
    )\b""",
    re.VERBOSE,
)
# Words that say it when somebody searches for nothing else.
_ALONE = frozenset(
    {
        "im done",
        "i m done",
        "i am done",
        "i have a plan",
        "od",
        "help",
        "help me",
        "please help",
        "cutting",
        "hanging",
        "gun",
        "catch the bus",
        "sh",
    }
)
# "OD'd", 'O.D.', "o.d.'ed": without its apostrophe the first would be the word 'odd'.
_SHORT_OVERDOSE = re.compile(r"(?<![^\W_])o\.?d\.?['’](?:d|ed|ing|s)\b|(?<![^\W_])o\.d\b\.?")
_DISGUISED = re.compile(r"suicid|overdos|k+illmyself|want(?:to|2)die|sobredosis|sewerslid|zuicid")
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
    folded = fold_accents(text)
    folded = _SHORT_OVERDOSE.sub(" od ", folded)
    words = re.findall(r"[^\W_]+", folded.replace("'", "").replace("\u2019", ""))
    plain = " ".join(words)
    if plain in _ALONE or _PHRASES.search(plain):
        return True
    if needs_help_now({"query": plain, "as typed": query}):
        return True
    compact = re.sub(r"[^a-z]", "", folded.translate(_LOOKALIKES))
    return bool(_DISGUISED.search(compact)) or any(map(_is_misspelt, words))


def _is_misspelt(word: str) -> bool:
    if word in _HARMLESS or not 5 <= len(word) <= 12:
        return False
    return any(
        word[0] == right[0] and count_slips(word, right) <= allowed
        for right, allowed in _MISSPELT.items()
    )

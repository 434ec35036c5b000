"""Words of danger in the languages that people around the clinic speak besides English.

Compared by letters alone: no capitals, accents, vowel signs, spaces or punctuation, which people leave out.
Each is said by somebody who may want to die or hurt themselves; none is part of an everyday word.
"""

from __future__ import annotations

import unicodedata

_WRITTEN_TOGETHER = (
    # Chinese, Japanese
    "自杀", "自殺", "自残", "自殘", "自伤", "自傷", "轻生", "輕生", "想死", "不想活", "结束生命", "結束生命", "割腕",
    "死にたい", "しにたい", "消えたい",
    # Korean
    "자살", "자해", "죽고 싶", "살기 싫", "죽을래",
    # Russian, Ukrainian
    "самоуби", "суицид", "самогуб", "хочу умереть", "не хочу жить", "покончить с собой", "убить себя",
    "хочу померти", "не хочу жити",
    # Arabic, Persian, Urdu, Hindi, Amharic
    "انتحار", "انتحر", "أريد أن أموت", "اريد الموت", "لا أريد أن أعيش", "أقتل نفسي",
    "خودکشی", "می‌خواهم بمیرم", "میخوام بمیرم", "مرنا چاہت", "आत्महत्या", "खुदकुशी", "मरना चाहत",
    "ራስን ማጥፋት", "ራሴን ማጥፋት", "መሞት እፈልጋለሁ",
)  # fmt: skip
# With spaces around them: in Latin letters a few letters more would make another word of some.
_IN_LATIN_LETTERS = (
    # Spanish
    "quiero morir", "quiero morirme", "quisiera morir", "me quiero morir", "ganas de morir", "no quiero vivir",
    "no quiero seguir viviendo", "no quiero estar aqui", "ya no quiero vivir", "quiero matarme",
    "quitarme la vida", "me voy a matar", "me quiero matar", "hacerme dano", "me hago dano", "me corto",
    "cortarme", "suicidarme", "mejor muerto", "mejor muerta", "no aguanto mas", "no puedo mas",
    # French, Haitian Creole
    "veux mourir", "voudrais mourir", "envie de mourir", "me tuer", "en finir", "plus envie de vivre", "vle mouri",
    "touye tet mwen",
    # Portuguese, Italian
    "quero morrer", "vontade de morrer", "me matar", "tirar minha vida", "nao quero viver", "voglio morire",
    "uccidermi", "ammazzarmi", "togliermi la vita",
    # German, Polish
    "will sterben", "mochte sterben", "bringe mich um", "mich umbringen", "umbringen", "selbstmord",
    "selbstmordgedanken", "suizid", "suizidgedanken", "nicht mehr leben", "chce umrzec", "samobojstwo", "zabic sie",
    # Vietnamese, Tagalog
    "tu tu", "tu sat", "muon chet", "khong muon song", "magpakamatay", "gusto ko nang mamatay",
    "gusto kong mamatay", "ayoko nang mabuhay",
)  # fmt: skip


def _split_words(text: str) -> list[str]:
    """Return the words of `text` in small letters, without accents and vowel signs."""
    # Polish ł and the Vietnamese and Croatian đ have no parts to be taken apart into.
    parts = unicodedata.normalize("NFKD", text).casefold().translate({0x142: "l", 0x111: "d"})
    letters = (
        char if char.isalnum() else "" if unicodedata.category(char)[0] in "MC" else " "
        for char in parts
    )
    return "".join(letters).split()


def _fold_text(text: str) -> str:
    return " ".join(_split_words(text))


_TOGETHER = tuple("".join(_split_words(term)) for term in _WRITTEN_TOGETHER)
_APART = tuple(f" {_fold_text(term)} " for term in _IN_LATIN_LETTERS)


def is_danger_in_another_language(text: str) -> bool:
    """Tell whether `text` holds words of danger in one of these languages."""
    words = _split_words(text)
    together, apart = "".join(words), f" {' '.join(words)} "
    return any(term in together for term in _TOGETHER) or any(term in apart for term in _APART)

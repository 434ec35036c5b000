"""Which sentences speak of health, so that a page without clinical review can't come to hold one unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Model

from clinic.models import ClinicSettings
from infra.memory import memoize
from review.claims.answers import names_help
from review.claims.plain_letters import plain_letters
from review.claims.sentences import split_sentences
from review.texts.languages import FEWEST_WORDS, is_unread_language
from review.texts.page_text import TextPassage, list_passages

# Generous on purpose: one sentence too many costs a look by a reviewer, one too few costs the clinic's word.
_HEALTH = re.compile(
    r"\b(?:(?:es)?ketamin\w*|spravato|infus\w+|depress\w*|anxi\w+|ptsd|trauma\w*|ocd|obsessi\w+|bipolar|psych\w+|mania|manic"
    r"|suicid\w*|self[\s-]harm|mood\w*|mental \w+|illness\w*|disease\w*|disorder\w*|symptom\w*|diagnos\w+|treat(?:s|ed|ing)?"
    r"|treatments?|therap\w+|medicin\w*|medicat\w+|drugs?|dos(?:e|es|age|ing)|pills?|tablets?|lozenges?|troches?|nasal"
    r"|injection\w*|prescri\w+|antidepressant\w*|ssris?|benzodiazepin\w+|opioid\w*|side[\s-]effects?|adverse|risks?"
    r"|blood pressure|heart|bladder|liver|brain\w*|neur\w+|synap\w+|glutamat\w*|nmda|bdnf|pain\w*|migrain\w+|fibromyalgia"
    r"|crps|relie(?:f|ve\w*)|heal(?:s|ed|ing)?|cur(?:e|es|ed|ing)|remission|relaps\w*|recover\w*|respond\w*|response rates?"
    r"|effective\w*|works? for|safe(?:ly|r|st)?|addict\w*|dependen\w+|habit[\s-]forming|withdrawal\w*|misus\w+"
    r"|pregnan\w*|breast\w*|teen\w*|adolesc\w+|seizure\w*|sedat\w+|anesth\w+|anaesth\w+|dissociat\w+|off[\s-]label"
    r"|fda|clinical (?:trial|stud)\w*|studies|trials?|evidence|eligib\w+|qualif(?:y|ies) for|candidates?|contraindicat\w+"
    r"|ketamina|quetamina|depresi\w+|ansiedad|dolor\w*|tratamient\w+|infusi\w+|medicament\w+|embaraz\w+|efectos secundarios"
    r"|s[ií]ntoma\w*|cura\w*|adicci\w+|riesgo\w*)\b",
    re.I,
)
# What a page without any review of its own (a form, a list) may not tell: medicine, not that there is an appointment.
_MEDICAL = re.compile(
    r"\b(?:(?:es)?ketamin\w*|spravato|depress\w*|anxiety|ptsd|ocd|bipolar|migrain\w+|fibromyalgia|dos(?:e|es|age)|side[\s-]effects?"
    r"|addict\w*|pregnan\w*|brain\w*|symptoms?|remission|relie(?:f|ve\w*)|cur(?:e|es|ed)|heal(?:s|ed|ing)?|infusions?|fda|ketamina"
    r"|depresi\w+|ansiedad|embaraz\w+)\b",
    re.I,
)
# What such a page may not tell either, though it names no medicine: when to drive, who is young enough, what else somebody takes.
# Where help is may be said everywhere.
_ADVICE = re.compile(
    r"\b(?:driv(?:e|ing) (?:yourself|home|afterwards?|after (?:your|the|an|it)|right after|the same day|back (?:home|to work))"
    r"|(?:without|no|need\w* (?:a|no)) driver|behind the wheel|teen\w*|adolesc\w+|minors|under 18|breast\s?feed\w*"
    r"|antidepress\w*|medications?|medicines?|pills?|suicid\w*|overdos\w*|insurance (?:pays?|covers?)|covered by (?:\w+ ){0,2}insurance"
    r"|manejar a casa|conducir|adolescentes?|menores|medicinas?|pastillas?|suicidi\w*)\b",
    re.I,
)
STATEMENT = 6  # fewer words are a heading or a label
_TIDY = re.compile(r"\W+")


def speaks_of_health(sentence: str, names: Iterable[str] = (), *, broadly: bool = True) -> bool:
    """Tell whether `sentence` speaks of health, leaving out `names` (the clinic's own may name a medicine).

    Parameter: `broadly`, whether one word of the field will do; otherwise only a statement about medicine, or one of advice.
    """
    for name in names:
        sentence = re.sub(re.escape(name), " ", sentence, flags=re.I)
    if broadly:
        return bool(_HEALTH.search(sentence))
    is_statement = len(sentence.split()) >= STATEMENT and not sentence.rstrip().endswith("?")
    if not is_statement:
        return False
    advises = _ADVICE.search(sentence) and not names_help(sentence)
    return bool(_MEDICAL.search(sentence) or advises)


def find_medicine(text: str, names: Iterable[str] = ()) -> str:
    """Return the first word of `text` that names a medicine, a condition or a treatment, or ''; `names` are left out."""
    text = plain_letters(text)
    for name in names:
        text = re.sub(re.escape(name), " ", text, flags=re.I)
    found = _MEDICAL.search(text)
    return found[0] if found else ""


def health_sentences(
    thing: Model, found: list[TextPassage] | None = None, *, broadly: bool = True
) -> dict[str, str]:
    """Return the sentences of `thing` on health, each under a key that capitals and punctuation do not change.

    What is said in a language that no rule reads may be about health, and counts.
    """
    names = clinic_names()
    sentences: dict[str, str] = {}
    for passage in list_passages(thing) if found is None else found:
        for sentence in split_sentences(plain_letters(passage.text)):
            words = sentence.text.split()
            is_marked = (
                not passage.english and len(words) >= FEWEST_WORDS
            )  # in a block for another language
            if (
                is_marked
                or is_unread_language(sentence.text)
                or speaks_of_health(sentence.text, names, broadly=broadly)
            ):
                sentences[_TIDY.sub(" ", sentence.text).strip().lower()] = sentence.text
    return sentences


def new_health_sentences(
    thing: Model, found: list[TextPassage] | None = None, *, broadly: bool = True
) -> list[str]:
    """Return what `thing` says on health that its published version does not say."""
    said = health_sentences(thing, found, broadly=broadly)
    if not said:
        return []
    stored = type(thing)._default_manager.filter(pk=thing.pk).first() if thing.pk else None
    # What has no draft is read as soon as it is stored.
    before: dict[str, str] = {}
    if stored is not None and getattr(stored, "live", True):
        before = health_sentences(stored, broadly=broadly)
    return [sentence for key, sentence in said.items() if key not in before]


def changed_health_text(thing: Model, found: list[TextPassage] | None = None) -> str:
    """Return a sentence that came to a text on health or went from it, against its published version; '' where none did.

    In an answer every sentence counts: without 'No.' in front, or the risk at its end, the same words say something else.
    """
    now, before = _sentences_of(thing, found), dict[str, str]()
    stored = type(thing)._default_manager.filter(pk=thing.pk).first() if thing.pk else None
    if stored is not None and getattr(stored, "live", True):
        before = _sentences_of(stored)
    changed = [text for key, text in now.items() if key not in before]
    changed += [text for key, text in before.items() if key not in now]
    if not changed:
        return ""
    on_health = health_sentences(thing, found) or (stored and before and health_sentences(stored))
    new = new_health_sentences(thing, found)
    return (new or changed)[0] if on_health else ""


def _sentences_of(thing: Model, found: list[TextPassage] | None = None) -> dict[str, str]:
    passages = list_passages(thing) if found is None else found
    sentences = [s.text for p in passages for s in split_sentences(plain_letters(p.text))]
    return {_TIDY.sub(" ", text).strip().lower(): text for text in sentences}


def clinic_names() -> tuple[str, ...]:
    """Return the clinic's names, the longest first."""

    def read() -> tuple[str, ...]:
        rows = ClinicSettings.objects.values_list("name", flat=True)
        return tuple(sorted({name for name in rows if name}, key=len, reverse=True))

    return memoize("review-clinic-names", read)

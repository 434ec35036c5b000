"""From what was typed to what is looked for: spelling mended, the words that staff added applied, common words given little weight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from home.models import SearchWord

from .facts import PHRASES
from .passage_index import PassageIndex, SearchTerm
from .spelling import SHORTEST, Speller
from .stems import SMALL_WORDS, split_folded, stem_folded, stem_text

MOST_WORDS = 8
_MOST_TOKENS = 24
# What stands in so many of the entries says little about what is asked here ('ketamine', 'treatment').
_EVERYWHERE = 0.15
# Words as people write them on a phone; one without its apostrophe is what it is with it.
_TEXTED = {
    "dont": "don t", "doesnt": "doesn t", "didnt": "didn t", "isnt": "isn t", "wasnt": "wasn t", "cant": "can t", "wont": "won t",
    "havent": "haven t", "wouldnt": "wouldn t", "shouldnt": "shouldn t", "im": "i m", "ive": "i ve", "whats": "what s", "hows": "how s",
    "wheres": "where s", "whos": "who s", "thats": "that s", "youre": "you re",
    "wat": "what", "wut": "what", "wats": "what", "u": "you", "ur": "your", "r": "are", "hw": "how",
    "wanna": "want", "gonna": "going", "pls": "please", "plz": "please", "meds": "medicines", "appt": "appointment",
    "yrs": "years", "yr": "year", "w": "with", "wo": "without", "b4": "before", "doc": "doctor", "docs": "doctors",
}  # fmt: skip


@dataclass(frozen=True)
class Hint:
    """A phrase and what it means. `entry` is the key of what comes first."""

    phrase: tuple[str, ...]
    means: tuple[str, ...] = ()
    entry: str = ""
    fact: str = ""


@dataclass(frozen=True)
class AskedQuestion:
    """What is looked for. `mended` is the whole question as it was understood, '' where it was left as typed.

    `fact` is said at once; `fact_named` was named among other words, and is said where nothing else is found.
    """

    words: tuple[str, ...] = ()
    terms: tuple[SearchTerm, ...] = ()
    asked: frozenset[str] = frozenset()
    # Keys of entries that staff want first, each with whether the phrase is the whole of the question.
    pins: tuple[tuple[str, bool], ...] = ()
    fact: str = ""
    fact_named: str = ""
    mended: str = ""
    unknown: tuple[str, ...] = ()
    # As typed: what was taken for a slip and replaced. It may have been a word of its own ('massage', 'message').
    replaced: tuple[str, ...] = ()


@dataclass
class Hints:
    """All phrases, by their first stem, the longest first."""

    by_first: dict[str, list[Hint]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    def add_hint(self, phrase: str, hint: Hint) -> None:
        """Take a hint in under its phrase."""
        rows = self.by_first.setdefault(hint.phrase[0], [])
        rows.append(hint)
        rows.sort(key=lambda row: -len(row.phrase))
        self.words.update(split_folded(phrase))

    def find_longest(self, stems: list[str], start: int) -> Hint | None:
        """Return the longest phrase that begins at `start`."""
        for hint in self.by_first.get(stems[start], ()):
            if tuple(stems[start : start + len(hint.phrase)]) == hint.phrase:
                return hint
        return None


def collect_hints(rows: Iterable[SearchWord]) -> Hints:
    """Return the phrases of staff, and those that name a fact; a phrase of staff stands before one of ours."""
    found, taken = Hints(), set[tuple[str, ...]]()
    for row in rows:
        entry = (
            f"faq:{row.question_id}"
            if row.question_id
            else f"page:{row.page_id}"
            if row.page_id
            else ""
        )
        for phrase in row.phrases:
            stems = tuple(stem_text(phrase))
            if stems and stems not in taken:
                taken.add(stems)
                own = next((fact for fact, known in PHRASES.items() if phrase in known), "")
                hint = Hint(stems, tuple(stem_text(row.means)), entry, row.fact or own)
                found.add_hint(phrase, hint)
    for fact, phrases in PHRASES.items():
        for phrase in phrases:
            stems = tuple(stem_text(phrase))
            if stems not in taken:
                taken.add(stems)
                found.add_hint(phrase, Hint(stems, fact=fact))
    return found


def read_question(
    text: str, index: PassageIndex, speller: Speller, hints: Hints, *, mend: bool = True
) -> AskedQuestion:
    """Return what is looked for.

    Args:
        text: what was typed, cleaned (`search_text.clean_query`).
        index: what can be found, whose words are the right ones.
        speller: the same words, by likeness.
        hints: what staff's and our own phrases mean.
        mend: whether spelling is mended; not where somebody asked for the words as typed.
    """
    typed = _split_typed(text)
    joined = _join_halves(typed, index, hints) if mend else typed
    tokens, replaced, unknown = _mend_tokens(joined, index, speller, hints, mend=mend)
    stems = [stem_folded(token) for token in tokens]
    spans = _match_hints(stems, hints)
    covered = {n for start, hint in spans for n in range(start, start + len(hint.phrase))}
    content = [n for n, token in enumerate(tokens) if token not in SMALL_WORDS]
    terms = [_make_term(tokens[n], stems[n], index, speller) for n in content if n not in covered]
    for start, hint in spans:
        terms += _terms_of_hint(
            hint, stems, [n for n in content if start <= n < start + len(hint.phrase)], index
        )
    if not terms:
        terms = [SearchTerm({stem: 1.0}) for stem in dict.fromkeys(stems)]
    # A phrase of small words only counts where nothing else is asked.
    pins, fact = _read_hints(tokens, stems, spans, content, index)
    means = {stem for _start, hint in spans for stem in hint.means}
    return AskedQuestion(
        words=tuple(dict.fromkeys([*(tokens[n] for n in content), *means])) or tuple(tokens),
        terms=tuple(terms[:MOST_WORDS]),
        asked=frozenset(stems),
        pins=tuple(pins),
        fact=fact,
        fact_named=next((hint.fact for _start, hint in spans if hint.fact), ""),
        mended=" ".join(tokens) if replaced or joined != typed else "",
        unknown=tuple(unknown),
        replaced=tuple(replaced),
    )


def _split_typed(text: str) -> list[str]:
    """Return the words of a question, those of a phone written out."""
    written = " ".join(_TEXTED.get(word, word) for word in split_folded(text))
    return written.split()[:_MOST_TOKENS]


def _read_hints(
    tokens: list[str],
    stems: list[str],
    spans: list[tuple[int, Hint]],
    content: list[int],
    index: PassageIndex,
) -> tuple[list[tuple[str, bool]], str]:
    """Return what staff want first, each with whether the phrase is the whole of the question, and the fact to say at once."""
    pins, said = [], ""
    of_fact: dict[str, set[int]] = {}
    for start, hint in spans:
        of_fact.setdefault(hint.fact, set()).update(range(start, start + len(hint.phrase)))
    for start, hint in spans:
        inside = range(start, start + len(hint.phrase))
        others = {n for n in content if n not in inside and _is_telling(stems[n], index)}
        if hint.entry:
            pins.append((hint.entry, not others or 5 * len(hint.phrase) >= 3 * len(tokens)))
        if hint.fact and not others - of_fact[hint.fact]:
            said = said or hint.fact
    return pins, said


def _join_halves(typed: list[str], index: PassageIndex, hints: Hints) -> list[str]:
    """Return the words, one of ours that was written as two ('wheel chair') as one.

    Only where one of the two is no word of its own here, and no phrase of staff has both ('breast feeding').
    """
    phrases = _match_hints([stem_folded(word) for word in typed], hints)
    inside = {n for start, hint in phrases for n in range(start, start + len(hint.phrase) - 1)}
    joined: list[str] = []
    for n, word in enumerate(typed):
        if joined and n - 1 not in inside and _are_halves(joined[-1], word, index, hints):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _are_halves(head: str, tail: str, index: PassageIndex, hints: Hints) -> bool:
    def is_known(word: str) -> bool:
        return word in hints.words or index.knows_stem(stem_folded(word))

    if head in SMALL_WORDS or tail in SMALL_WORDS or not (head + tail).isalpha():
        return False
    whole = len(head + tail) > SHORTEST and is_known(head + tail)
    return whole and not (is_known(head) and is_known(tail))


def _mend_tokens(
    typed: list[str], index: PassageIndex, speller: Speller, hints: Hints, *, mend: bool
) -> tuple[list[str], list[str], list[str]]:
    """Return the words as meant, those that were mended as they were typed, and those that nothing here knows."""
    tokens: list[str] = []
    replaced: list[str] = []
    unknown: list[str] = []
    spans = _match_hints([stem_folded(word) for word in typed], hints)
    in_phrase = {n for start, hint in spans for n in range(start, start + len(hint.phrase))}
    for n, word in enumerate(typed):
        if n in in_phrase or _is_known(word, index, speller):
            tokens.append(word)
            if n not in in_phrase and _is_short_unknown(word, index):
                unknown.append(word)
        elif mend and (better := speller.mend_word(word)):
            tokens += better.split()
            replaced.append(word)
        else:
            tokens.append(word)
            unknown.append(word)
    return tokens, replaced, unknown


def _is_known(word: str, index: PassageIndex, speller: Speller) -> bool:
    if word in SMALL_WORDS or len(word) < SHORTEST or not word.isalpha():
        return True
    stem = stem_folded(word)
    return index.knows_stem(stem) or bool(index.find_kin(stem)) or index.begins_word(word)


def _is_short_unknown(word: str, index: PassageIndex) -> bool:
    """Tell whether a word is too short to be mended and stands nowhere ('tms'); two letters are hardly a word."""
    short = 2 < len(word) < SHORTEST and word.isalpha() and word not in SMALL_WORDS
    return short and not index.knows_stem(stem_folded(word)) and not index.begins_word(word)


def _match_hints(stems: list[str], hints: Hints) -> list[tuple[int, Hint]]:
    """Return the phrases in the question, none inside another, with where they begin."""
    found, n = [], 0
    while n < len(stems):
        hint = hints.find_longest(stems, n)
        if hint is not None:
            found.append((n, hint))
        n += len(hint.phrase) if hint is not None else 1
    return found


def _make_term(token: str, stem: str, index: PassageIndex, speller: Speller) -> SearchTerm:
    near = dict.fromkeys(index.find_kin(stem), 0.85) if len(stem) > 3 else {}
    if index.knows_stem(stem) or near or len(token) < 3:
        return SearchTerm({**near, stem: 1.0})
    # The beginning of a word, as one types it.
    return SearchTerm({stem: 1.0} | {stem_folded(word): 0.8 for word in speller.begins_word(token)})


def _terms_of_hint(
    hint: Hint, stems: list[str], content: list[int], index: PassageIndex
) -> list[SearchTerm]:
    means = dict.fromkeys(hint.means, 0.95)
    if len(content) == 1:
        kin = dict.fromkeys(index.find_kin(stems[content[0]]), 0.85)
        return [SearchTerm({**kin, **means, stems[content[0]]: 1.0})]
    own = [SearchTerm({stems[n]: 1.0}, need=0.5) for n in content if index.knows_stem(stems[n])]
    return [*([SearchTerm(means)] if means else []), *own]


def _is_telling(stem: str, index: PassageIndex) -> bool:
    """Tell whether a word narrows what is asked; 'ketamine' does not on a site about it, nor an age or a count."""
    return not stem.isdigit() and len(index.postings.get(stem, ())) < _EVERYWHERE * max(
        len(index.entries), 1
    )

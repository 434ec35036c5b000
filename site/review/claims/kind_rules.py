"""Claims by kind, beyond single words: who is treated, what is taken at home, who pays, what to stop, when to drive.

Each kind has patterns that stop and patterns that ask for a look. Denials, questions, quotations and warnings are
taken out by `claims`, as for every rule.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from review.claims.rule_types import Rule, TakenBack, match_words

KINDS: dict[str, tuple[Any, Any, Any]] = {
    "supply": (
        _("Supply"),
        _(
            "Ketamine is given here on site. The FDA has warned about compounded ketamine taken at home."
        ),
        _("given here, on site; somebody watches over you the whole time"),
    ),
    "testimonial": (
        _("Testimonials"),
        _(
            "One person's story says nothing of how it will go for the next, and the FTC asks for what is usual."
        ),
        _("what studies found, with the share of people who did not improve"),
    ),
    "insurance": (
        _("Insurance"),
        _("Only the plan decides what it pays, and most plans do not pay for ketamine infusions."),
        _("most plans do not pay; ask yours before you book; you get an estimate in writing"),
    ),
    "children": (
        _("Children and teens"),
        _(
            "Ketamine for mood has hardly been studied in people under 18, and this clinic treats adults."
        ),
        _("we treat adults only; for a younger person, a child psychiatrist"),
    ),
    "pregnancy": (
        _("Pregnancy and breastfeeding"),
        _("Ketamine is not recommended in pregnancy, and too little is known of breast milk."),
        _("we do not treat people who are pregnant or breastfeeding; tell us if you might be"),
    ),
    "stopping": (
        _("Stopping other medicines"),
        _(
            "Stopping a medicine suddenly can make people ill. Only the person who prescribed it changes it."
        ),
        _("keep taking your medicines unless your prescriber says otherwise"),
    ),
    "driving": (
        _("Driving"),
        _("Reactions stay slow for the rest of the day."),
        _("do not drive until the next day, after a night's sleep; somebody takes you home"),
    ),
    "off-label": (
        _("Approval"),
        _("The use for mood or pain is off-label, and readers must be told so."),
        _("approved as an anesthetic; this use is off-label"),
    ),
    "mechanism": (
        _("Mechanism told as fact"),
        _("How ketamine acts is not known; what is known comes mostly from animals."),
        _(
            "is thought to act on glutamate, a messenger in the brain; how it helps is not fully known"
        ),
    ),
    "qualify": (
        _("‘You qualify’"),
        _("Nobody can say so before an examination, and for some people it would be dangerous."),
        _("only an examination can tell whether it is an option; for some people the answer is no"),
    ),
    "certainty": (
        _("Certainty"),
        _("No treatment works for everyone or without risk, and nobody may promise that."),
        _("many people improve quickly; many do not, and the benefit often fades"),
    ),
    "safety": (
        _("Safety"),
        _("Ketamine has known risks, and long-term safety is under-studied."),
        _("name the usual side effects, how often they happen, and what you watch for"),
    ),
    "addiction": (
        _("Addiction"),
        _("Ketamine can be misused, and dependence happens. Saying otherwise is untrue."),
        _("can be misused and can cause dependence, mainly with frequent or unsupervised use"),
    ),
    "superiority": (
        _("Superiority"),
        _("Studies that compare them are few and small, or disagree; nobody ranks clinics."),
        _("studies comparing them are few and small, or disagree"),
    ),
    "price": (
        _("Price as a lure"),
        _("A discount or a deadline presses people who are unwell, and some states forbid it."),
        _("what one session costs, what that includes, and the date of the price"),
    ),
    "despair": (
        _("Despair"),
        _("It presses people who are already low. Pressure is no help, and no reason to come."),
        _("what happens next, in calm words"),
    ),
    "suicide": (
        _("Suicide"),
        _(
            "No study shows that ketamine prevents suicide, and somebody in danger needs 988 or 911."
        ),
        _("in danger now: call 911; thoughts of suicide: call or text 988"),
    ),
    "stigma": (
        _("Stigma"),
        _("It makes a person out to be an illness, and readers see themselves in it."),
        _("a person with an addiction; people who live with a mental illness"),
    ),
}

PATTERNS = Path(__file__).parent / "kinds.txt"
# Denied in their own words ('no driver needed'): a 'not' around them is no denial.
_DENIES_ITSELF = re.compile(
    r"\b(?:no|not|never|zero|without|nobody|can\['’\]t|don\['’\]t|won\['’\]t|sin|nadie)\b"
)


def read_patterns() -> list[tuple[str, str]]:
    """Return the patterns of `kinds.txt`, each with its kind, the names in them filled in."""
    found: list[tuple[str, str]] = []
    names: dict[str, str] = {}
    kind = ""
    for line in PATTERNS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif kind == "names" and " = " in line:
            name, _equals, value = line.partition(" = ")
            names[name] = value
        elif line.strip() and not line.startswith("#"):
            for name, value in names.items():
                line = line.replace(f"{{{name}}}", value)
            found.append((kind, line))
    return found


def _match_spaced(pattern: str) -> re.Pattern[str]:
    """Return `words(pattern)`, where ' ?' stands for a space, a hyphen or nothing: 're ?wires'."""
    return match_words(pattern.replace(" ?", r"[\s\u2010-\u2015-]*"))


def _make_rule(kind: str, patterns: list[str], denies_itself: bool) -> Rule:
    name, why, instead = KINDS[kind]
    taken_back = TakenBack.BY_REJECTION if denies_itself else TakenBack.BY_NOT
    if kind == "stigma":
        taken_back = TakenBack.BY_NOTHING
    return Rule(
        kind=name,
        pattern=_match_spaced("|".join(patterns)),
        why=why,
        instead=instead,
        taken_back=taken_back,
    )


def _make_rules() -> tuple[Rule, ...]:
    """Return two rules a kind: of patterns that a 'not' before them denies, and of those that hold one themselves."""
    sorted_out: dict[tuple[str, bool], list[str]] = {}
    for kind, pattern in read_patterns():
        sorted_out.setdefault((kind, bool(_DENIES_ITSELF.search(pattern))), []).append(pattern)
    return tuple(
        _make_rule(kind, patterns, denies) for (kind, denies), patterns in sorted_out.items()
    )


KIND_RULES = _make_rules()

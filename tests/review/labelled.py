"""The labelled sentences: what a clinic's site may say and what it may not, written by hand, by kind.

A line that begins with '-' makes a claim, one with '+' does not. `trained` is what rules and model were made from;
`held_out` was written before either was tuned; `fresh` and `blind` later, each by another hand, and nothing was chosen by them. `sixth`
was measured before that hand's other sentences were trained; `seventh` before the changes of November 30, of which it knew nothing;
`eighth` is by the same hand, written to be trained where the check is weak, and kept to measure by.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# Files of the held-out part that are measured apart.
APART = ("fresh", "blind", "sixth", "seventh", "eighth")
FOLDER = Path(__file__).parent / "sentences"


@dataclass(frozen=True)
class Labelled:
    """One sentence, its kind, and whether it makes a claim."""

    kind: str
    text: str
    is_claim: bool


def read(part: str) -> list[Labelled]:
    """Return the sentences of `part`, 'trained', 'held_out' or one of those apart, in the order of their files."""
    found = []
    folder = FOLDER / ("held_out" if part in APART else part)
    for file in sorted(folder.glob("*.txt")):
        if folder.name == "held_out" and (file.stem if file.stem in APART else "held_out") != part:
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                found.append(Labelled(file.stem, line[2:].strip(), line.startswith("-")))
    return found


@dataclass
class Figures:
    """How the check does on some sentences."""

    claims: int = 0
    stopped: int = 0
    found: int = 0
    right: int = 0
    right_stopped: int = 0
    right_marked: int = 0


def measure(part: str) -> dict[str, Figures]:
    """Return the figures of the check by kind, and under 'all' those of every sentence of `part`."""
    from review.claims.finding import find_claims

    figures: dict[str, Figures] = {}
    for sentence in read(part):
        findings = find_claims(sentence.text)
        stops = any(finding.stops for finding in findings)
        for name in (sentence.kind, "all"):
            row = figures.setdefault(name, Figures())
            if sentence.is_claim:
                row.claims += 1
                row.stopped += stops
                row.found += bool(findings)
            else:
                row.right += 1
                row.right_stopped += stops
                row.right_marked += bool(findings)
    return {**{k: v for k, v in sorted(figures.items()) if k != "all"}, "all": figures["all"]}

"""The labelled sentences: what a clinic's site may say and what it may not, written by hand, by kind.

A line that begins with '-' makes a claim, one with '+' does not. `trained` is what rules and model were made from;
`held_out` was written before either was tuned, and nothing was changed to fit it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "sentences"


@dataclass(frozen=True)
class Labelled:
    """One sentence, its kind, and whether it makes a claim."""

    kind: str
    text: str
    is_claim: bool


def read(part: str) -> list[Labelled]:
    """Return the sentences of `part`, 'trained' or 'held_out', in the order of their files."""
    found = []
    for file in sorted((FOLDER / part).glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                found.append(Labelled(file.stem, line[2:].strip(), line.startswith("-")))
    return found

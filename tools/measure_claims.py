"""Measures the check of claims on the labelled sentences and writes the figures into `docs/claims.md`.

Usage: `python tools/measure_claims.py` after rules, model or sentences changed. A test holds the floors.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
PAGE = ROOT / "docs/claims.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def table(part: str) -> list[str]:
    """Return the figures of `part` as lines of a Markdown table, one a kind and one for all."""
    from tests.review.labelled import measure

    figures = measure(part)
    lines = [
        "| Kind | Claims | stopped | stopped or marked | Right sentences | stopped | stopped or marked |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind, f in figures.items():
        lines.append(
            f"| {kind} | {f.claims} | {f.stopped} | {f.found} | {f.right} | {f.right_stopped} | {f.right_marked} |"
        )
    return lines


def main() -> None:
    """Write both tables between the two marks of the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from tests.review.labelled import measure

    parts: list[str] = []
    for part, title in (("held_out", "Held out"), ("trained", "Made from")):
        f = measure(part)["all"]
        share = f"{f.stopped / (f.stopped + f.right_stopped):.1%} of stops right"
        parts += [
            f"### {title}: {f.claims + f.right} sentences",
            "",
            f"{share}; {f.stopped / f.claims:.1%} of claims stopped, {f.found / f.claims:.1%} found together; "
            f"{f.right_marked / f.right:.1%} of right sentences marked.",
            "",
            *table(part),
            "",
        ]
    before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text("\n".join([before + BEGIN, "", *parts, END]) + after, encoding="utf-8")


if __name__ == "__main__":
    main()

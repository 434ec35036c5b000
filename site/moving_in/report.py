"""The report of an import in plain words: sums first, then what was taken, changed and left out, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from .models import ImportNote, ImportRun
from .notebook import Kind

SECTIONS: tuple[tuple[Kind, str, str], ...] = (
    (Kind.CLAIM, "What the clinical reviewer must mend", "Sentence by sentence. None of these pages can be published before."),
    (Kind.DAMAGE, "Damage in the file", "What could be read has arrived."),
    (Kind.PICTURE, "Pictures and files that are missing", "Upload them under Images or Documents, then put them on the page."),
    (Kind.LINK, "Links and addresses", "Links that lead nowhere now, and old addresses that can't lead on."),
    (Kind.CHANGED, "What is different now", "Look at it before you publish."),
    (Kind.LEFT, "What was left out, and why", ""),
    (Kind.PERSONAL, "What people sent", "An export can hold comments, answers to forms and orders. They were counted and not read."),
    (Kind.TAKEN, "What else was taken", ""),
)  # fmt: skip
_SUMS: tuple[tuple[str, str, str], ...] = (
    ("pages", "page", "pages"),
    ("posts", "post", "posts"),
    ("pictures", "picture", "pictures"),
    ("documents", "document", "documents"),
    ("questions", "question with its answer", "questions with their answers"),
    ("categories", "category", "categories"),
    ("tags", "tag", "tags"),
    ("menus", "menu", "menus"),
    ("redirects", "old address that leads on", "old addresses that lead on"),
)
_MORE: tuple[tuple[str, str, str], ...] = (
    ("known", "was there already from an earlier import and was left as it is", "were there already from an earlier import and were left as they are"),
    ("deleted_here", "was deleted here since an earlier import and did not come back", "were deleted here since an earlier import and did not come back"),
    ("to_fetch", "picture would be fetched from the old site", "pictures would be fetched from the old site"),
    ("stops", "place must be mended before publishing", "places must be mended before publishing"),
)  # fmt: skip


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def sums_of(run: ImportRun) -> list[str]:
    """Return what was taken, as short phrases."""
    return [
        _counted(run.counts[name], one, many) for name, one, many in _SUMS if run.counts.get(name)
    ]


def more_of(run: ImportRun) -> list[str]:
    """Return what else there is to say in numbers."""
    return [
        _counted(run.counts[name], one, many) for name, one, many in _MORE if run.counts.get(name)
    ]


@dataclass(frozen=True)
class Section:
    """One part of the report: `lines` are (title, page number or None, text, times)."""

    kind: Kind
    heading: str
    hint: str
    count: int
    lines: list[dict[str, Any]]
    more: int = 0


def sections_of(run: ImportRun, most: int = 100) -> list[Section]:
    """Return the parts of the report that say something, with the first `most` lines each."""
    counts = dict(
        ImportNote.objects.filter(run=run).order_by().values_list("kind").annotate(Count("pk"))
    )
    found = []
    for kind, heading, hint in SECTIONS:
        count = counts.get(kind.value, 0)
        if not count:
            continue
        rows = ImportNote.objects.filter(run=run, kind=kind)
        lines = list(rows.values("title", "page_id", "page_key", "text", "times")[:most])
        found.append(Section(kind, heading, hint, count, lines, max(count - len(lines), 0)))
    return found


def line_text(line: dict[str, Any]) -> str:
    """Return a line of the report as one line of text."""
    if line["title"]:
        times = f" (× {line['times']})" if line["times"] > 1 else ""
        return f"{line['title']}: {line['text']}{times}"
    text = line["text"]
    return (
        f"{line['times']:,} {text}"
        if text[:1].islower()
        else text + (f" (× {line['times']})" if line["times"] > 1 else "")
    )


def text_report(run: ImportRun, most: int = 20) -> Iterator[str]:
    """Yield the report line by line."""
    taken = sums_of(run)
    begun = "Would be taken, as drafts: " if run.dry_run else "Taken, as drafts: "
    yield begun + (", ".join(taken) if taken else "nothing") + "."
    for phrase in more_of(run):
        yield phrase + "."
    for section in sections_of(run, most):
        yield ""
        yield f"{section.heading} ({section.count:,})"
        if section.hint:
            yield f"  {section.hint}"
        for line in section.lines:
            yield f"  - {line_text(line)}"
        if section.more:
            yield f"  … and {section.more:,} more."

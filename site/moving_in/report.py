"""The report of an import in plain words: sums first, then what was taken, changed and left out, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet, Sum

from .models import ImportNote, ImportRun
from .notebook import Topic

SECTIONS: tuple[tuple[Topic, str, str], ...] = (
    (Topic.CLAIM, "What the clinical reviewer must mend", "Sentence by sentence. None of these pages can be published before."),
    (Topic.DAMAGE, "Damage in the file", "What could be read has arrived."),
    (Topic.PICTURE, "Pictures and files that are missing", "Upload them under Images or Documents, then put them on the page."),
    (Topic.LINK, "Links and addresses", "Links that lead nowhere now, and old addresses that can't lead on."),
    (Topic.CHANGED, "What is different now", "Look at it before you publish."),
    (Topic.LEFT, "What was left out, and why", ""),
    (Topic.PERSONAL, "What people sent", "An export can hold comments, answers to forms and orders. They were counted and not read."),
    (Topic.TAKEN, "What else was taken", ""),
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
    ("known", "was there already and was left alone", "were there already and were left alone"),
    ("deleted_here", "was deleted here since and did not come back", "were deleted here since and did not come back"),
    ("to_fetch", "picture would be fetched from the old site", "pictures would be fetched from the old site"),
    ("stops", "place must be mended before publishing", "places must be mended before publishing"),
)  # fmt: skip


def _count_things(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def sums_of(run: ImportRun) -> list[str]:
    """Return what was taken, as short phrases."""
    return [
        _count_things(run.counts[name], one, many)
        for name, one, many in _SUMS
        if run.counts.get(name)
    ]


def more_of(run: ImportRun) -> list[str]:
    """Return what else there is to say in numbers."""
    return [
        _count_things(run.counts[name], one, many)
        for name, one, many in _MORE
        if run.counts.get(name)
    ]


@dataclass(frozen=True)
class ReportLine:
    """One line of the report, and the pages that it is about: (title, number or None)."""

    text: str
    pages: list[tuple[str, int | None]]
    more_pages: int = 0


@dataclass(frozen=True)
class ReportSection:
    """One part of the report."""

    kind: Topic
    heading: str
    hint: str
    count: int
    lines: list[ReportLine]
    more: int = 0


# What is told page by page; all else is told once, with the pages that it is about.
BY_PAGE = (Topic.CLAIM, Topic.PICTURE)
PAGES_NAMED = 6


def sections_of(run: ImportRun, most: int = 100) -> list[ReportSection]:
    """Return the parts of the report that say something, with the first `most` lines each."""
    found = []
    for kind, heading, hint in SECTIONS:
        rows = ImportNote.objects.filter(run=run, kind=kind)
        count = rows.count()
        if count:
            lines = _by_page(rows, most) if kind in BY_PAGE else _by_text(rows, most)
            total = count if kind in BY_PAGE else rows.order_by().values("text").distinct().count()
            found.append(
                ReportSection(kind, heading, hint, count, lines, max(total - len(lines), 0))
            )
    return found


def _by_page(rows: QuerySet[ImportNote], most: int) -> list[ReportLine]:
    return [
        ReportLine(
            _say_counts(note.text, note.times, bool(note.title)),
            [(note.title, note.page_id)] if note.title else [],
        )
        for note in rows[:most]
    ]


def _by_text(rows: QuerySet[ImportNote], most: int) -> list[ReportLine]:
    groups = (
        rows.order_by()
        .values("text")
        .annotate(first=Min("pk"), pages=Count("pk"), all=Sum("times"))
        .order_by("first")
    )
    lines = []
    for group in groups[:most]:
        named = [
            (note.title, note.page_id)
            for note in rows.filter(text=group["text"])[:PAGES_NAMED]
            if note.title
        ]
        text = _say_counts(group["text"], group["all"], bool(named))
        lines.append(ReportLine(text, named, max(group["pages"] - PAGES_NAMED, 0)))
    return lines


def _say_counts(text: str, times: int, on_pages: bool) -> str:
    if "{n}" in text:
        return text.replace("{n}", f"{times:,}")
    return f"{text} (× {times:,})" if times > 1 and not on_pages else text


def line_text(line: ReportLine) -> str:
    """Return a line of the report as plain text."""
    if not line.pages:
        return line.text
    titles = ", ".join(title for title, _page in line.pages)
    more = f" and {line.more_pages:,} more" if line.more_pages else ""
    return f"{titles}{more}: {line.text}"


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

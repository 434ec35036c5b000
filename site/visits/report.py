"""The report: what is read, what leads to a request. No figure under 5 is ever shown, nor can one be worked out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from .models import DayCount, VisitEvent

PERIODS = (7, 30, 90, 365)
USUAL = 30
# A smaller group could be somebody (the Centers for Medicare & Medicaid Services suppress below 11; our sums hold
# neither place nor person, and the issue asks for 5).
FEWEST = 5
MOST_LINES = 100
BAR = 200  # the chart's inner width in its own units
ROW = 26
OF_A_PAGE = (VisitEvent.VIEW, VisitEvent.LED, VisitEvent.CALL, VisitEvent.TEXT, VisitEvent.REQUEST)


def round_count(count: int) -> int:
    """Return a figure rounded down to fives.

    Exact ones could be taken from each other: thirty days less seven, a sum less its days, today's less yesterday's.
    """
    return count - count % FEWEST


def show_count(count: int) -> str:
    """Return a figure as it may be shown: 0, 'under 5', or itself in fives."""
    return str(round_count(count)) if count == 0 or count >= FEWEST else _("under 5")


@dataclass(frozen=True)
class VisitLine:
    """One line of a table: what it is about, and its figures as shown."""

    name: str
    address: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """One bar of the chart."""

    name: str
    y: int
    text_y: int
    width: int
    shown: str


@dataclass
class PeriodReport:
    """The figures of one period."""

    days: int
    since: date
    with_requests: bool
    pages: list[VisitLine] = field(default_factory=list)
    sites: list[VisitLine] = field(default_factory=list)
    spans: list[VisitLine] = field(default_factory=list)
    chart: list[Bar] = field(default_factory=list)
    totals: list[tuple[str, str]] = field(default_factory=list)

    @property
    def was_counted(self) -> bool:
        """Whether there is anything to show over time: thirty lines of nothing help nobody."""
        return any(shown != "0" for line in self.spans for shown in line.figures)

    @property
    def chart_height(self) -> int:
        """The chart's height in its own units."""
        return ROW * len(self.chart)

    @property
    def span_headings(self) -> list[str]:
        """The headings of the table over time."""
        return [str(VisitEvent.VIEW.label), str(VisitEvent.SEARCH.label)]

    @property
    def site_headings(self) -> list[str]:
        """The heading of the table of other sites."""
        return [str(VisitEvent.VIEW.label)]

    @property
    def kinds(self) -> list[str]:
        """The headings of the table of pages."""
        return [str(kind.label) for kind in list_kinds(self.with_requests)]


def list_kinds(with_requests: bool) -> list[VisitEvent]:
    """Return what is counted of a page; requests only for those who may read them."""
    return [kind for kind in OF_A_PAGE if with_requests or kind != VisitEvent.REQUEST]


def read_report(days: int, *, with_requests: bool) -> PeriodReport:
    """Return the report of the last `days` days, today included."""
    today = timezone.localdate()
    report = PeriodReport(days, today - timedelta(days=days - 1), with_requests)
    rows = list(DayCount.objects.filter(day__gte=report.since, day__lte=today))
    kinds = list_kinds(with_requests)
    report.totals = [
        (str(kind.label), show_count(sum(row.count for row in rows if row.kind == kind)))
        for kind in [*kinds, VisitEvent.SEARCH]
    ]
    report.pages = _list_pages(rows, kinds)
    report.sites = _list_sites(rows)
    report.spans, report.chart = _list_spans(rows, report, today)
    return report


def _list_pages(rows: Iterable[DayCount], kinds: list[VisitEvent]) -> list[VisitLine]:
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.kind in kinds and row.page:
            sums[row.page][row.kind] += row.count
    first = sorted(sums, key=lambda number: (-sums[number][VisitEvent.VIEW], number))[:MOST_LINES]
    names = name_pages(first)
    return [
        VisitLine(*names[number], tuple(show_count(sums[number][kind]) for kind in kinds))
        for number in first
    ]


def name_pages(numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return title and address of each page; one that is gone says so."""
    wanted = list(numbers)
    names = {number: (_("A page that is gone"), "") for number in wanted}
    for page in Page.objects.filter(pk__in=wanted):
        names[page.pk] = (page.title, page.url or "")
    return names


def _list_sites(rows: Iterable[DayCount]) -> list[VisitLine]:
    """Return the other sites with at least five visits; the rest is one line, by number alone."""
    sums: Counter[str] = Counter()
    for row in rows:
        if row.kind == VisitEvent.REFERRER:
            sums[row.host] += row.count
    named = [(host, count) for host, count in sums.most_common(MOST_LINES) if count >= FEWEST]
    lines = [VisitLine(host, "", (show_count(count),)) for host, count in named]
    if rest := sums.total() - sum(count for _host, count in named):
        lines.append(VisitLine(_("All others"), "", (show_count(rest),)))
    return lines


def _list_spans(
    rows: Iterable[DayCount], report: PeriodReport, today: date
) -> tuple[list[VisitLine], list[Bar]]:
    """Return views and searches by day, or by week where a day's line would be one of very many."""
    step = 1 if report.days <= 30 else 7
    begins = [report.since + timedelta(days=at) for at in range(0, report.days, step)]
    sums: dict[date, Counter[str]] = {begin: Counter() for begin in begins}
    for row in rows:
        at = begins[(row.day - report.since).days // step]
        sums[at][row.kind] += row.count
    most = max((round_count(counts[VisitEvent.VIEW]) for counts in sums.values()), default=0)
    lines, bars = [], []
    for number, begin in enumerate(begins):
        views = sums[begin][VisitEvent.VIEW]
        name = f"{begin:%b} {begin.day}"
        shown = (show_count(views), show_count(sums[begin][VisitEvent.SEARCH]))
        lines.append(VisitLine(name, "", shown))
        width = round(BAR * round_count(views) / most) if views >= FEWEST else 0
        bars.append(Bar(name, number * ROW, number * ROW + 15, width, shown[0]))
    return lines, bars

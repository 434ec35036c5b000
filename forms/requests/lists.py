"""The inbox's views: what each one holds, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, DateTimeField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms.requests.encryption import DecryptionError
from forms.requests.models import Submission

Status = Submission.Status
# Later than anything: 'not due' sorts last and is smaller than no deadline.
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class View:
    """One tab of the inbox."""

    slug: str
    label: Any
    empty: Any
    by_due: bool = True
    counted: bool = True
    # Whether it belongs on the dashboard: something that waits for somebody.
    waits: bool = True


VIEWS = (
    View("new", _("New"), _("Nobody is waiting for a first call.")),
    View("open", _("Open"), _("No open requests.")),
    View("overdue", _("Overdue"), _("Nothing is overdue.")),
    View("today", _("Due today"), _("Nothing else is due today.")),
    View("mine", _("Mine"), _("You have no open requests.")),
    View("booked", _("Booked"), _("No booked requests."), by_due=False, waits=False),
    View("closed", _("Closed"), _("No closed requests."), by_due=False, counted=False),
    View("spam", _("Spam"), _("No spam, and nothing suspect."), by_due=False),
    View("all", _("All"), _("No requests yet."), by_due=False, counted=False),
)
BY_SLUG = {view.slug: view for view in VIEWS}


def add_due(requests: QuerySet[Submission]) -> QuerySet[Submission]:
    """Add `due`: the nearest of first attempt, next action and cost estimate; NEVER where none is."""
    never = Value(NEVER, output_field=DateTimeField())
    first = Case(
        When(
            first_attempt_at=None,
            status__in=[Status.NEW, Status.ATTEMPTING],
            then=Coalesce(F("due_at"), never),
        ),
        default=never,
        output_field=DateTimeField(),
    )
    estimate = Case(
        When(wants_estimate=True, estimate_sent_at=None, then=Coalesce(F("estimate_due"), never)),
        default=never,
        output_field=DateTimeField(),
    )
    following = Coalesce(F("next_due"), never, output_field=DateTimeField())
    nearest = Least(first, following, estimate, output_field=DateTimeField())
    with_due: QuerySet[Submission] = requests.annotate(due=nearest)
    return with_due


def unjudged_condition() -> Q:
    """Return what the defences held back and nobody has looked at: the work of the Spam view."""
    return Q(verdict=Submission.Verdict.SUSPECT, merged_into=None) & ~Q(status=Status.CLOSED)


def view_condition(slug: str, user: Any, now: datetime) -> Q:
    """Return what a view holds, over rows that carry `due`."""
    real = ~Q(verdict=Submission.Verdict.SUSPECT) & Q(merged_into=None)
    # A promised cost estimate stays due when the visit is booked (45 CFR 149.610).
    estimate = Q(wants_estimate=True, estimate_sent_at=None)
    still_open = real & (
        ~Q(status__in=[Status.BOOKED, Status.CLOSED]) | Q(status=Status.BOOKED) & estimate
    )
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + timedelta(days=1)
    return {
        "new": real & Q(status=Status.NEW),
        "open": still_open,
        "overdue": still_open & Q(due__lt=now),
        "today": still_open & Q(due__gte=now, due__lt=tomorrow),
        "mine": still_open & Q(owner=user),
        "booked": real & Q(status=Status.BOOKED),
        # What was closed as spam by a person belongs here too.
        "closed": Q(merged_into=None, status=Status.CLOSED),
        "spam": unjudged_condition() | Q(merged_into=None, closing_reason=Submission.Closing.SPAM),
        "all": Q(merged_into=None),
    }[slug]


# What a counted view can hold: everything else is found without looking at it.
UNFINISHED = [Status.NEW, Status.ATTEMPTING, Status.CONTACTED, Status.BOOKED]
ORDERS: dict[str, tuple[str, ...]] = {
    "due": ("due", "submit_time", "pk"),
    "newest": ("-submit_time", "-pk"),
    "oldest": ("submit_time", "pk"),
}


def view_order(slug: str, chosen: str = "") -> tuple[str, ...]:
    """Return the order of a view, or the one that somebody chose, as names that end with the number."""
    if chosen in ORDERS:
        return ORDERS[chosen]
    usual = ORDERS["due" if BY_SLUG[slug].by_due else "newest"]
    # What somebody still has to judge comes first.
    return ("judged", *usual) if slug == "spam" else usual


def filter_view(slug: str, user: Any, now: datetime | None = None) -> QuerySet[Submission]:
    """Return the requests of a view in no order. Raises KeyError for a view that does not exist."""
    now = now or timezone.now()
    found: QuerySet[Submission] = Submission.objects.all()
    if slug not in ("closed", "spam", "all"):
        found = found.filter(status__in=UNFINISHED)
    found = add_due(found).filter(view_condition(slug, user, now))
    if slug == "spam":
        found = found.annotate(
            judged=Case(When(unjudged_condition(), then=Value(0)), default=Value(1))
        )
    return found


def count_views(user: Any, now: datetime | None = None) -> dict[str, int]:
    """Return how many requests each counted view holds, in one query.

    Spam counts what still has to be judged: a number that only grows would tell nobody anything.
    """
    now = now or timezone.now()
    wanted = {
        view.slug: Count(
            "pk",
            filter=unjudged_condition()
            if view.slug == "spam"
            else view_condition(view.slug, user, now),
        )
        for view in VIEWS
        if view.counted
    }
    return add_due(Submission.objects.filter(status__in=UNFINISHED)).aggregate(**wanted)


def load_requests(requests: Any) -> list[Submission]:
    """Return the requests; where a key is missing, without their answers, so that nothing hides the rest."""
    try:
        return list(requests)
    except DecryptionError:
        return list(requests.defer("form_data", "amendments"))


def read_due(request: Submission) -> datetime | None:
    """Return when the next thing is due on a request that carries `due`, or None."""
    due = getattr(request, "due", None)
    return None if due is None or due.year >= NEVER.year - 1 else due

"""The days that are typed on a request's screen: read as in the whole admin, and kept as typed where one is refused."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from forms.requests.models import Submission
from infra.editing.typed_times import parse_date, parse_datetime

END_OF_DAY = time(17, 0)


def read_moment(text: str) -> datetime | None:
    """Return a day or a moment that was typed, in the clinic's time; a day alone means its afternoon.

    Returns None for what is neither.
    """
    day = read_day(text)
    try:
        moment = datetime.combine(day, END_OF_DAY) if day else parse_datetime(text)
    except ValueError:
        return None
    return timezone.make_aware(moment) if 2000 < moment.year < 2200 else None


def read_day(text: str) -> date | None:
    """Return a day that was typed, or None for what is none."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def draw_days(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    """Return the fields for days of a request's screen, with what was typed where it comes back refused."""
    match = request.resolver_match
    refused = match.url_name if match is not None and request.method == "POST" else ""

    def draw(widget: Any, press: str, name: str, stored: Any, **attrs: Any) -> Any:
        typed = request.POST.get(name, "") if refused == press else stored
        return widget.render(name, typed, attrs)

    again = request.POST if refused == "withdraw" else {}
    return {
        "due_field": draw(AdminDateTimeInput(), "next", "due", submission.next_due, id="due"),
        "deletion_field": draw(
            AdminDateInput(), "deletion", "day", submission.delete_after, id="delete-day"
        ),
        "taken_field": draw(
            AdminDateInput(), "withdraw", "day", timezone.localdate(), id="taken-day", required=True
        ),
        "days_media": AdminDateInput().media + AdminDateTimeInput().media,
        "planned": request.POST.get("action", "") if refused == "next" else submission.next_action,
        "taken_kinds": again.getlist("kind") if again else [],
        "taken_how": again.get("how", ""),
        "refused": refused,
    }

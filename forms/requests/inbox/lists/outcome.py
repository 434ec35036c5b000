"""What every press on several requests does when it is done: say what was left undone, and lead back to the list."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from forms.requests import lists


def report_not_done(request: HttpRequest, not_done: dict[str, list[int]]) -> None:
    """Say of which requests something was not done, and why."""
    for why, numbers in not_done.items():
        sentence = _("Not done: %(numbers)s. %(why)s")
        messages.warning(request, sentence % {"numbers": write_numbers(numbers), "why": why})


def write_numbers(numbers: Iterable[int]) -> str:
    """Return numbers of requests as people write them: '#3, #4'."""
    return ", ".join(f"#{number}" for number in numbers)


def find_list_address(request: HttpRequest) -> str:
    """Return the address of the list that somebody came from, with its filters."""
    slug = request.POST.get("view", "")
    if slug not in lists.BY_SLUG:
        return reverse("inbox:index")
    wanted = {name: request.POST.get(f"at-{name}", "") for name in ("form", "owner", "order")}
    chosen = {name: value for name, value in wanted.items() if value and len(value) < 12}
    return reverse("inbox:list", args=[slug]) + (f"?{urlencode(chosen)}" if chosen else "")

"""What the dashboard says about requests."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from forms.requests import lists
from forms.requests.defences.held import held_back, limits_reached, list_unseen
from forms.requests.delivery import outbox
from forms.requests.inbox.undelivered import may_mend
from staff import access
from staff.screens.dashboard import Panel


class Waiting(Panel):
    """How many requests wait, by view; refreshed by a script while the dashboard is open."""

    name = "requests_waiting"
    order = 15
    template_name = "admin/panels/requests.html"

    def values(self, request: Any) -> dict[str, Any]:
        """Return the counts, or nothing for those who may not read requests."""
        if not access.may(request.user, access.READ):
            return {"shown": False}
        counted = lists.count_views(request.user)
        return {
            "shown": True,
            "counts": [
                (view, counted[view.slug]) for view in lists.VIEWS if view.counted and view.waits
            ],
            "counts_url": reverse("inbox:counts"),
        }


class HeldBack(Panel):
    """How many requests are held back as possible spam, and what the limits kept out lately."""

    name = "requests_held"
    order = 16
    template_name = "admin/panels/held.html"

    def values(self, request: Any) -> dict[str, Any]:
        """Return the numbers for those who may read requests; nothing where there are none."""
        if not access.may(request.user, access.READ):
            return {"shown": False}
        count, limits = held_back().count(), limits_reached()
        return {
            "shown": bool(count or limits),
            "count": count,
            "fresh": list_unseen().count() if count else 0,
            "limits": limits,
        }


class Untold(Panel):
    """Red: requests are stored but nobody was told, why, and a button to try again."""

    name = "requests_untold"
    order = 5
    template_name = "admin/panels/untold.html"

    def values(self, request: Any) -> dict[str, Any]:
        """Return the state of the outbox, for those who can mend it."""
        if not may_mend(request.user):
            return {}
        return {
            "status": outbox.outbox_status(),
            "address": request.user.email,
            "may_read": access.may(request.user, access.READ),
        }


class WayOfTheMail(Panel):
    """A quiet line while all is well, with the button that proves it."""

    name = "requests_mail"
    order = 395
    template_name = "admin/panels/mail.html"

    def values(self, request: Any) -> dict[str, Any]:
        """Return whether all is well, for those who can mend it."""
        well = may_mend(request.user) and not outbox.outbox_status()
        return {"well": well, "address": request.user.email}

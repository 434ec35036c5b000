"""Opens the addresses of sources once a month. One that is gone puts the pages that cite it on the due list."""

from __future__ import annotations

import time
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from clinic.models import Reference
from infra import jobs
from review.sources.public_address import NoAnswerError, ask_address

EVERY = timedelta(days=30)
BUDGET = 60.0  # seconds a run; the next one goes on
GONE = (404, 410)


@jobs.register_job("source-links", every=21_600, label="Addresses of sources opened")
def check_links() -> str:
    """Open the addresses that nobody opened for a month, the longest unseen first. Off without CHECK_SOURCES."""
    if not settings.CHECK_SOURCES:
        return ""
    today, end, gone, opened = timezone.localdate(), time.monotonic() + BUDGET, 0, 0
    due = Reference.objects.filter(Q(checked_on=None) | Q(checked_on__lte=today - EVERY))
    for source in due.order_by(F("checked_on").asc(nulls_first=True), "pk"):
        if jobs.is_stopping() or time.monotonic() > end:
            break
        state = find_state(source.link)
        if state is not None:
            # Past the signals: nothing that visitors read has changed.
            Reference.objects.filter(pk=source.pk).update(link_state=state, checked_on=today)
            opened += 1
            gone += state == Reference.LinkState.GONE
    return f"{opened} opened, {gone} gone" if opened else ""


def find_state(address: str) -> str | None:
    """Return whether `address` opens; None where the answer says nothing: refused to robots, too slow, in trouble."""
    try:
        status, _body = ask_address(address)
    except NoAnswerError:
        return None
    if status in GONE:
        return Reference.LinkState.GONE
    return Reference.LinkState.OPENS if status == 200 else None

"""The address to which a page tells that it was read."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from wagtail.models import Page

from forms.models import FormPage
from infra.view_restrictions import public_q

from .models import VisitEvent
from .tally import add_count

MOST_BYTES = 600
# What a page may tell, in the words of its script; requests are counted from what was stored.
TOLD = {"view": VisitEvent.VIEW, "tel:": VisitEvent.CALL, "sms:": VisitEvent.TEXT}
SEARCH = "search"
_HOST = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+")
# Programs that say what they are. Those that don't are counted, as everywhere.
_PROGRAM = re.compile(
    r"bot|crawl|spider|slurp|headless|lighthouse|monitor|preview|curl|wget|python", re.I
)


@csrf_exempt
@require_POST
@never_cache
def count_visit(request: HttpRequest) -> HttpResponse:
    """Count what a page tells. Always 204, whatever was sent: nobody learns anything here.

    Nothing is counted of whoever asks not to be (Global Privacy Control), of staff, and of programs. Neither the
    address nor the name of the browser is kept, and no cookie is read but to see whether staff have one.
    """
    response = HttpResponse(status=204)
    if _wants_counting(request):
        _count_told(
            request.POST.get("kind", ""), request.POST.get("page", ""), request.POST.get("from", "")
        )
    return response


def _wants_counting(request: HttpRequest) -> bool:
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return False
    return (
        0 < length <= MOST_BYTES
        and request.headers.get("Sec-GPC") != "1"
        and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not _PROGRAM.search(request.headers.get("User-Agent", "") or "bot")
    )


def _count_told(told: str, page: str, came_from: str) -> None:
    today, kind = timezone.localdate(), TOLD.get(told)
    if kind == VisitEvent.VIEW and page == SEARCH:
        add_count((today, VisitEvent.SEARCH, 0, ""))
        return
    if kind is None or not page.isascii() or not page.isdecimal() or len(page) > 9:
        return
    found = (
        Page.objects.live()
        .filter(public_q(), pk=page, depth__gt=1)
        .select_related("content_type")
        .first()
    )
    if found is None:
        return
    add_count((today, kind, found.pk, ""))
    if kind == VisitEvent.VIEW and came_from.startswith("/"):
        _count_lead(found, came_from)
    elif kind == VisitEvent.VIEW and _HOST.fullmatch(
        host := came_from.lower().removeprefix("www.")[:100]
    ):
        add_count((today, VisitEvent.REFERRER, found.pk, host))


def _count_lead(form: Page, came_from: str) -> None:
    """Count for the page from which somebody opened a form that it led there."""
    if not issubclass(form.specific_class or Page, FormPage):
        return
    root = form.get_site().root_page.url_path.rstrip("/")
    before = Page.objects.live().filter(public_q(), url_path=root + came_from).first()
    if before is not None and before.pk != form.pk:
        add_count((timezone.localdate(), VisitEvent.LED, before.pk, ""))

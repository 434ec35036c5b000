"""'Was this clear?': two buttons under health texts. What is kept is a number a page and day: no cookie, address or words.

The page that asks may be a kept one, so its form has no token; the answer changes nothing but a count, and counts are
capped, so that a machine that presses all night spoils one day of one page.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from home.models import ClearCount
from infra.view_restrictions import public_q

MOST = 500  # answers of one sort that count on a page in a day
ANSWERS = ("yes", "no")


@csrf_exempt
@require_POST
def count_answer(request: HttpRequest) -> HttpResponse:
    """Count one answer and thank for it. Raises Http404 where there is no such page to ask about."""
    answer, key = request.POST.get("answer", ""), request.POST.get("page", "")
    if not _is_own_form(request):
        return HttpResponseForbidden()
    if answer not in ANSWERS or not (key.isascii() and key.isdigit() and len(key) < 10):
        raise Http404
    page = Page.objects.live().filter(public_q(), pk=int(key)).first()
    if page is None or not page.specific.is_health_content:
        raise Http404
    row, _new = ClearCount.objects.get_or_create(page=page, day=timezone.localdate())
    below = ClearCount.objects.filter(pk=row.pk, **{f"{answer}__lt": MOST})
    below.update(**{answer: models.F(answer) + 1})
    response = render(request, "pages/was_this_clear.html", {"read": page, "robots": "noindex"})
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _is_own_form(request: HttpRequest) -> bool:
    """Tell whether the form stood on this site, as far as the browser says."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin", "")
    return origin in ("", "null") or urlsplit(origin).netloc == request.get_host()


class ClearReport(PageReportView):
    """Pages with what readers said of them, those that most people found unclear first."""

    page_title = _("Was this clear?")
    header_icon = "help"
    index_url_name = "was_this_clear"
    index_results_url_name = "was_this_clear_results"
    results_template_name = "home/clear_results.html"
    any_permission_required = ["change"]
    list_export = ["title", "said_yes", "said_no"]
    export_headings = {"title": _("Title"), "said_yes": _("Yes"), "said_no": _("No")}

    def get_filename(self) -> str:
        """Return the file's name."""
        return "was-this-clear"

    def get_queryset(self) -> models.QuerySet[Page]:
        """Return the pages that somebody answered about in the last year and that this person may change."""
        since = timezone.localdate() - timezone.timedelta(days=365)
        mine = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        return (
            Page.objects.filter(pk__in=mine.values("pk"), clear_counts__day__gte=since)
            .annotate(
                said_yes=models.Sum("clear_counts__yes"), said_no=models.Sum("clear_counts__no")
            )
            .order_by("-said_no", "title")
        )

    def decorate_paginated_queryset(self, object_list: models.QuerySet[Page]) -> list[Page]:
        """Return the rows as they are."""
        return list(object_list)

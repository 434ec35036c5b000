"""What tonight's run will delete, and the button that runs it now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from forms.requests.inbox.lists.views import shared_context
from forms.requests.models import RequestSettings, Submission
from forms.requests.privacy import retention
from staff import access


@access.require(access.PURGE)
def show_plan(request: HttpRequest) -> HttpResponse:
    """Show what is due: numbers, forms, reasons; nothing of what visitors wrote."""
    return TemplateResponse(
        request,
        "admin/inbox/retention.html",
        {
            **shared_context(request),
            "plan": retention.plan_deletion(),
            "settings": RequestSettings.current(),
            "held": Submission.objects.without_answers().filter(legal_hold=True).order_by("pk"),
            "page_title": _("Retention"),
            "header_icon": "bin",
        },
    )


@require_POST
@access.require(access.PURGE)
def run_now(request: HttpRequest) -> HttpResponse:
    """Run the retention now, if the plan is still the one that was confirmed."""
    numbers = [due.number for due in retention.plan_deletion().requests]
    if request.POST.get("confirm") != "yes":
        messages.error(request, _("Tick the box to say that you have read the list."))
        return redirect("inbox:retention")
    if request.POST.get("count") != str(len(numbers)):
        messages.error(
            request, _("The list has changed since you opened it. Please read it once more.")
        )
        return redirect("inbox:retention")
    # Puts itself on record, under the name of whoever is signed in.
    done = retention.delete_due_requests()
    messages.success(
        request,
        ngettext(
            "%(count)s request was deleted for good.",
            "%(count)s requests were deleted for good.",
            len(done.requests),
        )
        % {"count": len(done.requests)},
    )
    return redirect("inbox:retention")

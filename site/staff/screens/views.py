"""The staff app's own screens: emergency access, staying signed in."""

from __future__ import annotations

import time

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from staff import access
from staff.models import EmergencyAccess
from staff.screens.refusal import inbox_address
from staff.sign_in.middleware import SEEN


class ReasonForm(forms.Form):
    """Why somebody breaks the glass."""

    reason = forms.CharField(
        label=_("Why do you need to see requests now?"),
        min_length=15,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence. Managers read it. Name no patient and no visitor."),
        error_messages={
            "required": _("Write why. Without a reason requests stay closed."),
            "min_length": _("Write a whole sentence that a manager will understand next week."),
        },
    )


def break_glass(request: HttpRequest) -> HttpResponse:
    """Ask for a reason, and open requests for an hour.

    Raises PermissionDenied for roles without emergency access.
    """
    if access.BREAK_GLASS not in access.by_role(request.user):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        EmergencyAccess.begin(request.user, form.cleaned_data["reason"])
        messages.warning(
            request,
            _(
                "Requests are open to you. Everything you do now is on record; close it when you are done."
            ),
        )
        return redirect(inbox_address())
    return TemplateResponse(
        request,
        "admin/emergency.html",
        {
            "form": form,
            "open": EmergencyAccess.open_for(request.user),
            "minutes": settings.BREAK_GLASS_MINUTES,
            "page_title": _("Emergency access"),
            "header_icon": "warning",
        },
    )


@require_POST
def close_glass(request: HttpRequest) -> HttpResponse:
    """Close one's own emergency access before its time."""
    for opened in EmergencyAccess.all_open().filter(user_id=request.user.pk or 0):
        opened.finish()
    messages.success(request, _("Requests are closed to you again."))
    return redirect("wagtailadmin_home")


@require_POST
def stay_signed_in(request: HttpRequest) -> HttpResponse:
    """Stay signed in: the click itself is what counts."""
    request.session[SEEN] = time.time()
    return answer_seconds_left(request)


def answer_seconds_left(request: HttpRequest) -> HttpResponse:
    """Tell how many seconds are left before the log-off, without counting as a click."""
    limit = settings.STAFF_IDLE_MINUTES * 60
    passed = time.time() - request.session.get(SEEN, time.time())
    return JsonResponse({"left": max(0, int(limit - passed)) if limit else None})

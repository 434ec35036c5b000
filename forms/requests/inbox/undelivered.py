"""When nobody was told: why, and the buttons that mend it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from forms.requests.delivery import outbox
from staff import access, audit


def may_mend(user: Any) -> bool:
    """Tell whether somebody may send waiting notices again: whoever works requests, and administrators.

    Neither button shows or changes anything of a visitor's.
    """
    return access.may(user, access.WORK) or access.may(user, access.AUDIT)


class TestMailForm(forms.Form):
    """Where the test mail goes."""

    address = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        error_messages={
            "required": gettext_lazy("Write the address that the test shall reach."),
            "invalid": gettext_lazy("Check the address: it should read like name@example.com."),
        },
    )


@require_POST
def retry_messages(request: HttpRequest) -> HttpResponse:
    """Make all waiting notices due now; the worker sends them. Raises PermissionDenied."""
    if not may_mend(request.user):
        raise PermissionDenied
    count = outbox.retry_messages()
    audit.record("requests.retry", user=request.user, instance=request.user, data={"count": count})
    messages.success(
        request,
        ngettext(
            "%(count)s message is due now. The worker sends it within a minute.",
            "%(count)s messages are due now. The worker sends them within a minute.",
            count,
        )
        % {"count": count},
    )
    return redirect("wagtailadmin_home")


@require_POST
def send_test_mail(request: HttpRequest) -> HttpResponse:
    """Queue a test mail, which takes the same way as every notice. Raises PermissionDenied."""
    if not may_mend(request.user):
        raise PermissionDenied
    form = TestMailForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors["address"]))
        return redirect("wagtailadmin_home")
    outbox.send_test(form.cleaned_data["address"], by=request.user)
    messages.success(
        request,
        _(
            "A test is on its way to %(address)s. If it does not arrive within five minutes, notices don’t either."
        )
        % {"address": form.cleaned_data["address"]},
    )
    return redirect("wagtailadmin_home")

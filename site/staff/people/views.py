"""The screens beside Wagtail's screens of accounts: sessions, links, leaving, roles that wait."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from staff import access, audit
from staff.models import WaitingRole
from staff.people import giving, leaving
from staff.people.accounts import find_full_name, write_count
from staff.sign_in import account_mail, sessions

WHY_NOT = {
    "self": gettext_lazy("You can’t enter that you leave yourself. Ask another administrator."),
    "last manager": gettext_lazy(
        "This is the only account that answers for requests. Let it confirm another manager first."
    ),
    "superuser": gettext_lazy(
        "This account has all rights of the system; it is ended on the server."
    ),
}


class LeaveForm(forms.Form):
    """Who takes over the work of somebody who leaves."""

    heir = forms.ModelChoiceField(
        label=gettext_lazy("Who takes over the requests?"),
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody: they lie open for everybody"),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["heir"]
        field.queryset = leaving.list_heirs(user)  # type: ignore[attr-defined]
        field.label_from_instance = find_full_name  # type: ignore[attr-defined]


def _find_colleague(request: HttpRequest, pk: int) -> Any:
    """Return the account. Raises PermissionDenied for who may not change accounts, Http404 for nobody's."""
    if not request.user.has_perm("auth.change_user"):
        raise PermissionDenied
    return get_object_or_404(get_user_model(), pk=pk)


# --- One's own sessions -------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def list_own_sessions(request: HttpRequest) -> HttpResponse:
    """List one's own sessions; a POST ends one, or all but this one."""
    user = request.user
    if request.method == "POST":
        only = request.POST.get("session") or None
        count = sessions.end_sessions(user, except_key=request.session.session_key, only=only)
        if count:
            audit.record("staff.sessions_ended", user=user, instance=user, data={"count": count})
        messages.success(request, _("Ended."))
        return redirect("own_sessions")
    return TemplateResponse(
        request,
        "admin/people/sessions.html",
        {
            "sessions": sessions.list_sessions(user),
            "this": sessions.make_stored_key(request.session.session_key or ""),
            "page_title": _("Your sessions"),
            "header_icon": "desktop",
        },
    )


# --- A colleague --------------------------------------------------------------------------------
def show_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a colleague's sessions, and what can be done with the account."""
    user = _find_colleague(request, pk)
    why_not = leaving.find_hindrance(user, request.user)
    return TemplateResponse(
        request,
        "admin/people/colleague.html",
        {
            "colleague": user,
            "sessions": sessions.list_sessions(user),
            "waiting": user.waiting_roles.select_related("group"),
            "invited": not user.has_usable_password(),
            "form": LeaveForm(user=user),
            "open_work": write_count(leaving.count_open_work(user)) if user.is_active else "",
            "why_not": WHY_NOT.get(why_not, ""),
            "page_title": find_full_name(user),
            "header_icon": "user",
        },
    )


@require_POST
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """End a colleague's sessions, or one of them."""
    user = _find_colleague(request, pk)
    only = request.POST.get("session") or None
    own = request.session.session_key if user.pk == request.user.pk else None
    count = sessions.end_sessions(user, except_key=own, only=only)
    if count:
        audit.record(
            "staff.sessions_ended", user=request.user, instance=user, data={"count": count}
        )
    messages.success(request, _("Ended."))
    return redirect("colleagues:show", pk)


@require_POST
def send_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a colleague a link that sets the password; the invitation again where there is no password yet."""
    user = _find_colleague(request, pk)
    if not user.is_active or not user.email:
        messages.error(request, _("An account that is not active, or has no e-mail, gets no link."))
        return redirect("colleagues:show", pk)
    invited = not user.has_usable_password()
    account_mail.queue_link(user, invited_by=find_full_name(request.user) if invited else None)
    audit.record("staff.password", user=request.user, instance=user, data={"state": "link sent"})
    messages.success(
        request,
        _("A link was sent to %(address)s. Nobody else can use it.") % {"address": user.email},
    )
    return redirect("colleagues:show", pk)


@require_POST
def enter_leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter that a colleague leaves."""
    user = _find_colleague(request, pk)
    form = LeaveForm(request.POST, user=user)
    why_not = leaving.find_hindrance(user, request.user)
    if why_not or not form.is_valid():
        messages.error(
            request, WHY_NOT.get(why_not) or _("Choose a colleague who may work requests.")
        )
        return redirect("colleagues:show", pk)
    handed = leaving.end_account(user, form.cleaned_data["heir"], request.user)
    messages.success(
        request,
        _("%(name)s is signed out everywhere and can’t sign in any more. %(requests)s handed over.")
        % {"name": find_full_name(user), "requests": write_count(handed)},
    )
    return redirect("wagtailusers_users:index")


# --- Roles that wait ----------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def answer_waiting_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a manager whether a role that reads requests or approves pages is right, and do as they say."""
    if not giving.may_confirm(request.user):
        raise PermissionDenied
    row = WaitingRole.objects.select_related("user", "group", "given_by").filter(pk=pk).first()
    if row is None or not giving.may_answer(row, request.user) or not row.user.is_active:
        messages.info(request, _("This role does not wait for you any more."))
        return redirect("wagtailadmin_home")
    clinician = giving.describe_clinician(row.user)
    seen = (request.POST.get("address"), request.POST.get("clinician", ""))
    if request.method == "POST" and seen != (row.user.email, clinician):
        messages.warning(
            request,
            _("The e-mail or the profile of this account was changed meanwhile. Look again."),
        )
    elif request.method == "POST":
        if request.POST.get("answer") == "confirm":
            giving.confirm_role(row, request.user)
            messages.success(request, _("Confirmed. The role has taken effect."))
        else:
            giving.decline_role(row, request.user)
            messages.success(request, _("Declined. The account stays without the role."))
        return redirect("wagtailadmin_home")
    return TemplateResponse(
        request,
        "admin/people/waiting_role.html",
        {
            "row": row,
            "opens_requests": access.opens_requests(row.group),
            "clinician": clinician,
            "page_title": _("Confirm a role"),
            "header_icon": "group",
        },
    )

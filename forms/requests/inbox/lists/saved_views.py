"""Views that a person named: a tab with its filters and its order. Managers may share theirs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from forms.requests import lists
from forms.requests.inbox.lists.views import list_saved_views, shared_context, write_view_address
from forms.requests.models import SavedView
from staff import access, audit

AT_MOST = 30


class SavedViewForm(forms.ModelForm):  # type: ignore[type-arg]  # a form takes no types at run time
    """What a view is called, and whether colleagues see it."""

    class Meta:
        model = SavedView
        fields = ("name", "shared")
        error_messages = {
            "name": {"required": gettext_lazy("Write how the view shall be called.")},
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Bind the form to the person who saves; `shared` is the managers'."""
        super().__init__(*args, **kwargs)
        self._user = user
        if not access.may(user, access.PURGE):
            del self.fields["shared"]

    def clean_name(self) -> str:
        """Return the name. Raises ValidationError where the person has a view of that name."""
        name = " ".join(self.cleaned_data["name"].split())
        # Compared here: SQLite knows capitals of English letters only.
        others = SavedView.objects.filter(owner=self._user).exclude(pk=self.instance.pk)
        if name.casefold() in {other.name.casefold() for other in others}:
            raise ValidationError(_("You have a view of this name. Choose another name."))
        return name


@access.require(access.READ)
def show_saved_views(request: HttpRequest) -> HttpResponse:
    """Show the saved views, with what renames and deletes one's own."""
    views = list_saved_views(request.user)
    return TemplateResponse(
        request,
        "admin/inbox/saved_views.html",
        {
            **shared_context(request),
            "views": [
                (
                    view,
                    write_view_address(view),
                    _may_change(request, view),
                    lists.BY_SLUG[view.view].label,
                )
                for view in views
                if view.view in lists.BY_SLUG
            ],
            "page_title": _("Saved views"),
            "header_icon": "mail",
        },
    )


def _may_change(request: HttpRequest, view: SavedView) -> bool:
    """Tell whether somebody may rename or delete a view: its owner, and for a shared one every manager."""
    own = view.owner_id == request.user.pk
    return own or (view.shared and access.may(request.user, access.PURGE))


@require_POST
@access.require(access.READ)
def save_view(request: HttpRequest) -> HttpResponse:
    """Save the present view under a name."""
    user: Any = request.user
    slug = request.POST.get("view", "")
    if slug not in lists.BY_SLUG:
        raise Http404
    order = request.POST.get("order", "")
    view = SavedView(
        owner=user,
        view=slug,
        form=_read_number(request.POST.get("form", "")),
        of=_read_number(request.POST.get("owner", "")),
        order=order if order in lists.ORDERS else "",
    )
    form = SavedViewForm(request.POST, instance=view, user=user)
    if SavedView.objects.filter(owner=user).count() >= AT_MOST:
        messages.error(request, _("You have many saved views. Delete one first."))
    elif not form.is_valid():
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
    else:
        form.save()
        audit.record("requests.saved_view", user=request.user, instance=view, data={"view": slug})
        messages.success(request, _("Saved: %(name)s.") % {"name": view.name})
    return redirect(write_view_address(view))


def _read_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


@require_POST
@access.require(access.READ)
def change_view(request: HttpRequest, number: int) -> HttpResponse:
    """Rename a saved view, share it, or delete it. Raises Http404 for one that is not theirs."""
    view = list_saved_views(request.user).filter(pk=number).first()
    if view is None or not _may_change(request, view):
        raise Http404
    if request.POST.get("do") == "delete":
        audit.record(
            "requests.saved_view", user=request.user, instance=view, data={"state": "deleted"}
        )
        view.delete()
        messages.success(request, _("The saved view is gone. The requests are all there."))
        return redirect("inbox:saved_views")
    form = SavedViewForm(request.POST, instance=view, user=view.owner)
    if "shared" not in form.fields and access.may(request.user, access.PURGE):
        form = SavedViewForm(request.POST, instance=view, user=request.user)
    if form.is_valid():
        form.save()
        audit.record(
            "requests.saved_view", user=request.user, instance=view, data={"state": "changed"}
        )
        messages.success(request, _("Saved: %(name)s.") % {"name": view.name})
    else:
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
    return redirect("inbox:saved_views")

"""Reports → Asked for and not found: wrong addresses with 'Lead it to …' beside them."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from edge.addresses.not_found import HIDDEN, LEAST_VISITS
from edge.models import NotFoundAddress

ADD = "wagtailredirects.add_redirect"
MOST = 200


class LeadForm(forms.Form):
    """Where a wrong address shall lead."""

    page = forms.ModelChoiceField(
        label=_("Page"), queryset=Page.objects.live().filter(depth__gt=1), widget=AdminPageChooser()
    )


def show_not_found(request: HttpRequest) -> HttpResponse:
    """List the addresses that visitors asked for in vain. Raises PermissionDenied."""
    _check_right(request)
    rows = list(NotFoundAddress.objects.order_by("-asked", "path")[:MOST])
    for row in rows:
        row.can_lead = HIDDEN not in row.path  # type: ignore[attr-defined]
    return render(request, "admin/not_found.html", {"rows": rows, "visits": LEAST_VISITS})


def lead_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask where one of them shall lead, and make the redirect. Raises PermissionDenied, Http404."""
    _check_right(request)
    row = get_object_or_404(NotFoundAddress.objects.exclude(path__contains=HIDDEN), pk=pk)
    form = LeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        page = form.cleaned_data["page"]
        Redirect.objects.update_or_create(
            old_path=Redirect.normalise_path(row.path),
            site=row.site,
            defaults={"redirect_page": page, "redirect_link": "", "is_permanent": True},
        )
        row.delete()
        said = _("%(path)s now leads to ‘%(title)s’.") % {"path": row.path, "title": page.title}
        messages.success(request, said)
        return redirect("not_found_addresses")
    return render(request, "admin/lead_address.html", {"row": row, "form": form})


def _check_right(request: HttpRequest) -> None:
    if not request.user.has_perm(ADD):
        raise PermissionDenied

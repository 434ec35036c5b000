"""Takes the password that opens a page or a document for whoever was given it, and slows down whoever guesses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.documents.views.serve import authenticate_with_password as open_collection
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import BaseViewRestriction, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.views import authenticate_with_password

from staff.sign_in import attempts

_PASSWORD = BaseViewRestriction.PASSWORD


@never_cache
def open_page(request: HttpRequest, page_view_restriction_id: int, page_id: int) -> HttpResponse:
    """Open a page and those below it to this browser where the password is right; else ask again. Raises Http404.

    Parameters: as Wagtail's own view has them, which does the opening.
    """
    restrictions = PageViewRestriction.objects.filter(restriction_type=_PASSWORD)
    restriction = get_object_or_404(restrictions, pk=page_view_restriction_id)
    page = get_object_or_404(Page.objects.live(), pk=page_id)
    if page.pk != restriction.page_id and not page.is_descendant_of(restriction.page):
        raise Http404
    if request.method != "POST":
        return redirect(page.get_url(request) or "/")
    return _try_password(
        request, restriction, lambda: authenticate_with_password(request, restriction.pk, page.pk)
    )


@never_cache
def open_documents(request: HttpRequest, restriction_id: int) -> HttpResponse:
    """Open the documents of a folder in the same way. Raises Http404."""
    restrictions = CollectionViewRestriction.objects.filter(restriction_type=_PASSWORD)
    restriction = get_object_or_404(restrictions, pk=restriction_id)
    if request.method != "POST":
        return redirect("/")  # which of its documents was asked for is not known here
    return _try_password(request, restriction, lambda: open_collection(request, restriction.pk))


def _try_password(
    request: HttpRequest, restriction: Any, go_on: Callable[[], HttpResponse]
) -> HttpResponse:
    """Let Wagtail look at the password, unless there were too many wrong ones from this address."""
    form = PasswordViewRestrictionForm(request.POST, instance=restriction)
    rows = attempts.begin_shared_try(request, restriction)
    if rows is None:
        form.errors["password"] = form.error_class([_("Too many wrong ones. Wait five minutes.")])
        context = {"form": form, "action_url": request.path}
        return render(request, "pages/password.html", context, status=429)
    if form.is_valid():
        attempts.take_back(rows)
    return go_on()

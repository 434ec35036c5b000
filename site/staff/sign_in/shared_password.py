"""Takes the password that opens a page for whoever was given it, and slows down whoever guesses."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import Page, PageViewRestriction
from wagtail.views import authenticate_with_password

from staff.sign_in import attempts


def open_page(request: HttpRequest, page_view_restriction_id: int, page_id: int) -> HttpResponse:
    """Open the page to this browser where the password is right; else ask again. Raises Http404.

    Parameters: as Wagtail's own view has them, which does the opening.
    """
    kind = PageViewRestriction.PASSWORD
    restrictions = PageViewRestriction.objects.filter(restriction_type=kind)
    restriction = get_object_or_404(restrictions, pk=page_view_restriction_id)
    page = get_object_or_404(Page.objects.live(), pk=page_id)
    if page.pk != restriction.page_id and not page.is_descendant_of(restriction.page):
        raise Http404
    if request.method != "POST":
        return redirect(page.get_url(request) or "/")
    form = PasswordViewRestrictionForm(request.POST, instance=restriction)
    rows = attempts.begin_page_try(request, restriction.pk)
    if rows is None:
        form.full_clean()
        form.errors["password"] = form.error_class([_("Too many wrong ones. Wait five minutes.")])
        action = request.path
        answer: HttpResponse = page.specific.serve_password_required_response(request, form, action)
        answer.status_code = 429
        return answer
    if form.is_valid():
        attempts.take_back(rows)
    return authenticate_with_password(request, restriction.pk, page.pk)

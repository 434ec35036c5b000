"""The bin in the admin, and what happens to a page that somebody deletes or unpublishes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.pages.utils import type_to_delete_confirmation
from wagtail.models import Page, Site

from . import page_bin, thing_bin
from .consequences.leading import chosen_target
from .models import BinnedPage, BinnedThing


def may_bring_back(user: Any, binned: BinnedPage) -> bool:
    """Tell whether `user` may put the page back: who may add pages there, and delete them."""
    if binned.parent is None:
        return bool(user.is_superuser)
    rights = binned.parent.permissions_for_user(user)
    return bool(rights.can_add_subpage() and (rights.can_edit() or user.is_superuser))


def show_bin(request: HttpRequest) -> HttpResponse:
    """List what lies in the bin and may be brought back by this person."""
    rows = BinnedPage.objects.select_related("page", "parent", "deleted_by")
    binned = [row for row in rows if may_bring_back(request.user, row)]
    things = BinnedThing.objects.select_related("deleted_by").defer("rows", "content", "links")
    others = [row for row in things if thing_bin.may_bring_back(request.user, row)]
    return render(request, "admin/bin.html", {"rows": binned, "things": others})


@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring one page back."""
    binned = BinnedPage.objects.select_related("page", "parent").filter(pk=pk).first()
    if binned is None:
        return _say_nothing_is_there(request)
    if not may_bring_back(request.user, binned):
        raise PermissionDenied
    try:
        page = page_bin.bring_back(binned, request.user)
    except page_bin.CannotComeBackError as error:
        messages.error(request, str(error), buttons=_lead_to(error.in_the_way))
        return redirect("bin:index")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    messages.success(
        request,
        _("‘%(title)s’ is back, at its old address and with the links to it.")
        % {"title": page.title},
        buttons=[messages.button(edit, _("Edit"))],
    )
    return redirect("bin:index")


def _say_nothing_is_there(request: HttpRequest) -> HttpResponse:
    """Answer a button that was pressed twice, or in a window that was open before."""
    messages.info(
        request,
        _("It no longer lies in the bin: it was brought back already, or its 30 days are over."),
    )
    return redirect("bin:index")


def _lead_to(page: Page | None) -> list[Any]:
    """Return the button that opens the page that is in the way."""
    if page is None:
        return []
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return [messages.button(edit, _("Edit ‘%(title)s’") % {"title": page.title})]


@require_POST
def bring_back_thing(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a picture, a document or a snippet back."""
    binned = BinnedThing.objects.filter(pk=pk).first()
    if binned is None:
        return _say_nothing_is_there(request)
    if not thing_bin.may_bring_back(request.user, binned):
        raise PermissionDenied
    try:
        thing = thing_bin.bring_back_thing(binned, request.user)
    except page_bin.CannotComeBackError as error:
        messages.error(request, str(error))
        return redirect("bin:index")
    edit = AdminURLFinder(request.user).get_edit_url(thing)
    buttons = [messages.button(edit, _("Edit"))] if edit else []
    words = _("‘%(title)s’ is back, wherever it was shown.") % {"title": binned.label}
    if remarks := thing_bin.list_remarks(thing):
        words = " ".join([words, _("One thing is left to do:"), *remarks])
        messages.warning(request, words, buttons=buttons)
    else:
        messages.success(request, words, buttons=buttons)
    return redirect("bin:index")


def tell_of_things(request: HttpRequest, things: list[Any]) -> None:
    """Say where deleted things are, once they are gone."""
    messages.info(
        request,
        _("It can be brought back for 30 days.")
        if len(things) == 1
        else _("They can be brought back for 30 days."),
        buttons=[messages.button(reverse("bin:index"), _("Bin"))],
    )


def refuse_home_page(request: HttpRequest, things: list[Any]) -> HttpResponse | None:
    """Say that a home page can't be deleted, where one is among `things`; None where none is."""
    pages = [each for each in things if isinstance(each, Page)]
    above = [page for page in pages if Site.objects.filter(root_page__path__startswith=page.path)]
    if not above:
        return None
    messages.error(
        request,
        _(
            "‘%(title)s’ can't be deleted: it is the home page, and all other pages lie below it. Change what it says, or "
            "unpublish it."
        )
        % {"title": above[0].title},
    )
    return redirect("wagtailadmin_explore", above[0].pk)


def bin_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Put a page into the bin in the place of deleting it, once the person has said yes."""
    if request.method != "POST" or not page_bin.can_be_binned(page):
        return None
    if not type_to_delete_confirmation(request):
        return None
    parent = page.get_parent()
    page_bin.put_in_bin(page, request.user, chosen_target(request, page))
    tell_of_bin(request, [page])
    return redirect("wagtailadmin_explore", parent.pk)


def tell_of_bin(request: HttpRequest, pages: list[Page]) -> None:
    """Say that pages are in the bin, and for how long."""
    if len(pages) == 1:
        words = _("‘%(title)s’ is off the site and in the bin. It can be brought back for 30 days.")
        words %= {"title": pages[0].title}
    else:
        words = _(
            "%(count)s pages are off the site and in the bin. They can be brought back for 30 days."
        )
        words %= {"count": len(pages)}
    messages.success(request, words, buttons=[messages.button(reverse("bin:index"), _("Bin"))])

"""Where the desk meets Wagtail's admin: the launch checklist, the bin, and the search."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from . import page_bin, views
from .consequences import in_bin
from .consequences.leading import chosen_target
from .finding.views import show_results
from .panels import ComingUp, LaunchChecklist, LooseEnds
from .signals import watch_deletions

bin_urls = (
    [
        path("", views.show_bin, name="index"),
        path("<int:pk>/back/", views.bring_back, name="back"),
        path("things/<int:pk>/back/", views.bring_back_thing, name="thing_back"),
    ],
    "bin",
)


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list) -> None:
    """Put the launch checklist, the calendar and what is left open on the dashboard."""
    panels += [LaunchChecklist(), ComingUp(), LooseEnds()]


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    """Give the bin and the search their addresses, and watch what people delete from here on."""
    watch_deletions()
    return [path("bin/", include(bin_urls)), path("find/", show_results, name="find")]


@hooks.register("register_admin_search_area")
def search_everywhere() -> SearchArea:
    """Let the search in the menu look everywhere, not only at the titles of pages."""
    return SearchArea(
        _("Everywhere"), reverse("find"), name="everywhere", icon_name="search", order=1
    )


class BinMenuItem(MenuItem):
    """'Bin' in the menu of those who may work on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may add pages."""
        return page_permission_policy.user_has_permission(request.user, "add")


@hooks.register("register_admin_menu_item")
def bin_menu_item() -> MenuItem:
    """Add the bin to the menu."""
    return BinMenuItem(_("Bin"), reverse("bin:index"), name="bin", icon_name="bin", order=450)


@hooks.register("before_delete_page", order=50)
def refuse_deleting_home(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a home page: the site and everything on it would go along, past the bin."""
    return views.refuse_home_page(request, [page])


@hooks.register("before_bulk_action", order=50)
def refuse_deleting_home_among_several(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    """The same where it is ticked in a list."""
    return views.refuse_home_page(request, objects) if action == "delete" else None


@hooks.register("construct_admin_api")
def close_api_to_deleting(router: Any) -> None:
    """Let the admin's API delete no page, and reach none in the bin: it asks no hook of those below."""
    from wagtail.admin.api.views import PagesAdminAPIViewSet

    in_bin.leave_bin_out_of_api(PagesAdminAPIViewSet)
    actions = PagesAdminAPIViewSet.actions
    PagesAdminAPIViewSet.actions = {
        name: action for name, action in actions.items() if name != "delete"
    }


@hooks.register("before_delete_page", order=40)
@hooks.register("before_unpublish_page", order=40)
@hooks.register("before_move_page", order=40)
@hooks.register("before_copy_page", order=40)
def leave_in_bin(request: HttpRequest, page: Page, *others: Page) -> HttpResponse | None:
    """Do nothing with what lies in the bin, in a second window or by a button pressed twice; nor move a page there."""
    return in_bin.tell_of_bin_first(request, page, *others)


@hooks.register("before_create_page", order=40)
def add_nothing_in_bin(request: HttpRequest, parent: Page, _kind: type) -> HttpResponse | None:
    """Add no page below one in the bin."""
    return in_bin.tell_of_bin_first(request, parent)


@hooks.register("before_bulk_action", order=40)
def leave_several_in_bin(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    """The same where they are ticked in a list that was open before."""
    pages = [each for each in objects if isinstance(each, Page)]
    return in_bin.tell_of_bin_first(request, *pages)


@hooks.register("before_edit_page", order=40)
def open_no_editor_in_bin(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead to the bin in the place of the editor; what was typed in an open one is kept."""
    return in_bin.store_typed_words(request, page)


@hooks.register("after_edit_page", order=40)
def tell_where_words_went(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say where the words went of whoever wrote while the page was deleted."""
    return in_bin.tell_of_stored_words(request, page)


@hooks.register("construct_page_chooser_queryset")
def choose_nothing_in_bin(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Leave what lies in the bin out of the choosers of pages."""
    return in_bin.leave_out_bin(pages)


# Whoever refuses a deletion (a form with requests) is asked first.
@hooks.register("before_delete_page", order=100)
def delete_into_bin(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep what is deleted for thirty days."""
    return views.bin_page(request, page)


@hooks.register("before_bulk_action", order=100)
def delete_several_into_bin(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    """The same where several pages are ticked in a list."""
    pages = [each for each in objects if isinstance(each, Page)]
    if action != "delete" or not pages or request.method != "POST":
        return None
    if not all(page_bin.can_be_binned(page) for page in pages):
        return None
    parent = pages[0].get_parent()
    binned = [page for page in pages if not any(page.is_descendant_of(other) for other in pages)]
    targets = {page.pk: chosen_target(request, page, binned) for page in binned}
    for page in binned:
        page_bin.put_in_bin(Page.objects.get(pk=page.pk), request.user, targets[page.pk])
    views.tell_of_bin(request, binned)
    return redirect("wagtailadmin_explore", parent.pk)


@hooks.register("before_unpublish_page")
def lead_visitors_on(request: HttpRequest, page: Page) -> None:
    """Lead the address of a page that is taken off the site to the page that was chosen."""
    if request.method == "POST" and (target := chosen_target(request, page)) is not None:
        page_bin.lead_on(page, target, below=bool(request.POST.get("include_descendants")))


@hooks.register("before_bulk_action")
def lead_visitors_of_several_on(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> None:
    """The same where several pages are ticked in a list."""
    pages = [each for each in objects if isinstance(each, Page)]
    if action != "unpublish" or request.method != "POST":
        return
    below = bool(request.POST.get("include_descendants"))
    targets = {page.pk: chosen_target(request, page, pages) for page in pages}
    for page in pages:
        if (target := targets[page.pk]) is not None and page.live:
            page_bin.lead_on(page, target, below=below)


@hooks.register("after_delete_snippet")
def tell_of_bin(request: HttpRequest, instances: Any) -> None:
    """Say that a deleted snippet can be brought back."""
    views.tell_of_things(request, list(instances))

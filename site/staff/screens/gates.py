"""What Wagtail's admin shows or does to everybody who may enter it, and here only some may.

- Choosers of pages name drafts and private pages: whoever has nothing to do with pages sees public ones alone.
- The lists behind choosers of pictures and documents (`/admin/api/`) ask for no permission of their own.
- A POST that carries nothing, or a choice of what can't be chosen, makes some of Wagtail's views fail. No person sends
  one, and the operators need no mail.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from infra.addresses.staff_paths import ADMIN
from infra.view_restrictions import public_q
from media.models import FILE_POLICIES, ClinicDocument, ClinicImage
from staff.screens.refusal import note_refusal, permission_denied
from staff.sign_in.doors import route_name

FILES = ["add", "change", "delete", "choose"]
PAGES = ["add", "change", "publish", "lock", "unlock", "bulk_delete"]
LISTS = {
    "wagtailadmin_api:documents": FILE_POLICIES[ClinicDocument],
    "wagtailadmin_api:images": FILE_POLICIES[ClinicImage],
}
CHOOSER = "wagtailadmin_choose_page"
CHOSEN = "chosen_multiple"
POSITION = "wagtailadmin_pages:set_page_position"
TOKEN = {"csrfmiddlewaretoken"}
# What Wagtail's views raise over a form that is not there.
OVER_NOTHING = (AttributeError, KeyError, IndexError, TypeError, ValueError)
# What databases say of a number that no column holds.
TOO_LARGE = (OverflowError, DataError)


def works_on_pages(user: Any) -> bool:
    """Tell whether `user` may change any page, and so knows of drafts."""
    return page_permission_policy.user_has_any_permission(user, PAGES)


def select_public_pages(pages: QuerySet) -> QuerySet:
    """Return those of `pages` that any visitor finds: live, in no private part, under no draft."""
    hidden = Q()
    # A draft without pages below it hides nothing else; after an import there are thousands of those.
    above = Page.objects.filter(live=False, depth__gt=1, numchild__gt=0)
    for path in above.values_list("path", flat=True):
        hidden |= Q(path__startswith=path)
    found = pages.filter(public_q(), live=True)
    return found.exclude(hidden) if hidden else found


@hooks.register("construct_page_chooser_queryset")
def select_choosable_pages(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Leave out of every page chooser what the person has no business with."""
    return pages if works_on_pages(request.user) else select_public_pages(pages)


class GateMiddleware:
    """Closes those addresses, and answers what is no form with 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request as the next layer does."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Return a refusal, or None where the view may answer. Raises PermissionDenied for scripts, Http404 for the root."""
        if not request.path.startswith(ADMIN) or not request.user.is_authenticated:
            return None
        route = route_name(request)
        policy = next((policy for name, policy in LISTS.items() if route.startswith(name)), None)
        if policy is not None and not policy.user_has_any_permission(request.user, FILES):
            return permission_denied(request)
        if (
            route == POSITION
            and Page.objects.filter(depth=1, pk=kwargs["page_to_move_id"]).exists()
        ):
            raise Http404  # nothing stands beside the root, and Wagtail's view fails over it
        if route.startswith(CHOOSER) and names_hidden_page(request, kwargs):
            return permission_denied(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        """Turn a failure over a POST without any field, or over a choice that nobody can make, into a refusal; note what is one.

        Raises BadRequest, or Http404 for the root page and for what is no number.
        """
        if not request.path.startswith(ADMIN):
            return
        if isinstance(error, PermissionDenied):
            note_refusal(request)
        if not isinstance(error, OVER_NOTHING + TOO_LARGE):
            return
        if request.method == "GET" and CHOSEN in route_name(request):
            raise Http404 from error
        if isinstance(error, TOO_LARGE):
            return
        nothing = request.method == "POST" and not (set(request.POST) - TOKEN) and not request.FILES
        if nothing:
            raise BadRequest("a form without fields") from error


def names_hidden_page(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether a chooser is asked about a page by its number that it would not have shown."""
    asked = {str(kwargs.get("parent_page_id") or ""), *request.GET.getlist("id")}
    numbers = {int(number) for number in asked if number.isdecimal() and len(number) < 10}
    if not numbers or works_on_pages(request.user):
        return False
    below_root = Page.objects.filter(pk__in=numbers, depth__gt=1)
    return below_root.count() != select_public_pages(below_root).count()

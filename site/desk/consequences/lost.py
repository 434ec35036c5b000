"""Whoever opens, saves or deletes what a colleague deleted meanwhile is told so, and led to where it lies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from infra.addresses.staff_paths import ADMIN
from infra.editing.typed_times import say_datetime

from ..models import BinnedThing
from ..thing_bin import may_bring_back


class BinMiddleware:
    """In the place of 'page not found' for something that lies in the bin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the next layer does, unless that finds nothing where something was deleted."""
        response = self.get_response(request)
        missing = response.status_code == 404 and request.path.startswith(ADMIN)
        return (self.lead_to_bin(request) if missing else None) or response

    def lead_to_bin(self, request: HttpRequest) -> HttpResponse | None:
        """Return the way to the bin, or None where nothing was deleted or the person may not know of it."""
        by_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
        if by_script or not request.user.is_authenticated or not request.accepts("text/html"):
            return None
        binned = find_binned(request)
        if binned is None or not may_bring_back(request.user, binned):
            return None
        said = _("‘%(title)s’ was deleted on %(day)s. Bring it back to go on.")
        if request.method == "POST" and "edit" in (request.resolver_match.url_name or ""):  # type: ignore[union-attr]
            said = _(
                "‘%(title)s’ was deleted on %(day)s, so it was not saved. Bring it back; your browser’s ‘Back’ then shows what you typed."
            )
        day = say_datetime(localtime(binned.deleted_at))
        messages.warning(request, said % {"title": binned.label, "day": day})
        return redirect("bin:index")


def find_binned(request: HttpRequest) -> BinnedThing | None:
    """Return what lies in the bin of the thing that a screen of the admin was asked for by its number."""
    match = request.resolver_match
    if match is None or len(match.kwargs) != 1:
        return None
    model = getattr(match.func, "view_initkwargs", {}).get("model") or _list_others().get(
        match.namespace
    )
    (key,) = match.kwargs.values()
    if not isinstance(model, type):
        return None  # a chooser names its model by a word, and asks by script
    kind = model._meta.label_lower
    return BinnedThing.objects.filter(kind=kind, key=str(key)).first()


def _list_others() -> dict[str, Any]:
    """Return the models whose screens don't name them."""
    return {
        "wagtailimages": get_image_model(),
        "wagtaildocs": get_document_model(),
        "wagtailredirects": Redirect,
    }

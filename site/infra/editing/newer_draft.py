"""A draft that somebody else saved while this person had it open is not overwritten without a word.

Wagtail 7.4 compares revisions when a page saves by itself, and warns in the browser before a button is pressed. Without that
warning (a slow line, a browser without scripts, a press before the next look at the server) the button overwrites. Here the
press is refused once, in words; the screen that answers knows the newer draft, so the next press goes through.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Revision

# Set by static/admin/editing.js once the person has read Wagtail's own warning and gone on.
KNOWN = "newer_draft_known"


def find_newer_draft(request: HttpRequest, thing: Any) -> Revision | None:
    """Return the draft that somebody else saved since `request`'s screen of `thing` was opened; None where there is none.

    One's own drafts don't count: the screen saves by itself, and its last answer may still be on its way.
    """
    if request.method != "POST" or request.POST.get(KNOWN) or not request.accepts("text/html"):
        return None
    opened = request.POST.get("overwrite_revision_id") or request.POST.get("loaded_revision_id")
    newest = thing.latest_revision
    if not opened or newest is None or newest.user_id in (None, request.user.pk):
        return None
    if str(newest.pk) != opened:
        return newest
    since = request.POST.get("loaded_revision_created_at", "")
    mine = bool(request.POST.get("overwrite_revision_id"))
    # The same draft, saved once more by its author.
    return newest if not mine and since and since != newest.created_at.isoformat() else None


def tell_of_newer(newest: Revision) -> str:
    """Return what to say to whoever would overwrite a newer draft."""
    return _(
        "%(who)s saved this while you had it open. Nothing is lost: your words stand below, theirs under ‘History’. "
        "Compare them there, or press the button again to put yours in their place."
    ) % {"who": get_user_display_name(newest.user)}

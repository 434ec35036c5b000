"""Which part of the guide helps at which screen of the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

# The beginning of an address's name, and the how-to (an id of templates/admin/guide_text.html). The longest one counts.
PLACES = {
    "wagtailadmin_home": "post",
    "wagtailadmin_explore": "page",
    "wagtailadmin_pages:": "page",
    "wagtailadmin_pages:add": "starters",
    "wagtailadmin_pages:revisions": "versions",
    "wagtailadmin_pages:history": "versions",
    "wagtailadmin_pages:delete": "later",
    "wagtailadmin_pages:unpublish": "later",
    "bin:": "later",
    "wagtailimages:": "pictures",
    "wagtaildocs:": "pictures",
    "wagtailsnippets_clinic_menu:": "menus",
    "wagtailsnippets_clinic_notice:": "notices",
    "wagtailsnippets_clinic_location:": "hours",
    "wagtailsnippets_clinic_person:": "team",
    "wagtailsnippets_clinic_reference:": "references",
    "wagtailsnippets_blog_blogcategory:": "post",
    "wagtailsettings:": "clinic",
    "wagtailredirects:": "trouble",
    "not_found_addresses": "trouble",
    "lead_address": "trouble",
    "wagtailusers_": "colleagues",
    "colleagues:": "colleagues",
    "reviewers:": "review",
    "reviews_due": "review",
    "watched_words:": "review",
    "false_alarms:": "review",
    "inbox:": "requests",
    "staff_audit": "requests",
    "emergency:": "roles",
    "own_sessions": "safe",
    "wagtailadmin_account": "safe",
    "mfa_": "safe",
    "choose_form": "forms",
    "find": "page",
}


def find_help(request: HttpRequest) -> str:
    """Return the address of the part of the guide that helps at the screen of `request`."""
    match = getattr(request, "resolver_match", None)
    name = match.view_name if match else ""
    fitting = [place for place in PLACES if name.startswith(place)]
    guide = reverse("guide:index")
    if name.startswith("guide:"):
        return ""
    return f"{guide}#{PLACES[max(fitting, key=len)]}" if fitting else guide

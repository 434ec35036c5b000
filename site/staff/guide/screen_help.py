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
    "wagtailsnippets_clinic_faqentry:": "questions",
    "wagtailsnippets_content_piece:": "pieces",
    "take_blocks": "pieces",
    "wagtailsnippets_home_searchword:": "words",
    "unanswered_searches": "words",
    "posts:": "post",
    "visits:": "numbers",
    "wagtailadmin_collections:": "pictures",
    "wagtailadmin_reports:aging_pages": "numbers",
    "wagtailadmin_reports:page_types_usage": "numbers",
    "was_this_clear": "numbers",
    "wagtailadmin_reports:site_history": "versions",
    "wagtailadmin_reports:locked_pages": "two",
    "wagtailadmin_reports:workflow": "approval",
    "wagtailadmin_workflows:": "approval",
    "wagtailsites:": "site",
    "moving_in:": "site",
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
# The kind of page that is a form, as an address names it.
FORM = "formpage"


def find_help(request: HttpRequest) -> str:
    """Return the address of the part of the guide that helps at the screen of `request`."""
    match = getattr(request, "resolver_match", None)
    name = match.view_name if match else ""
    fitting = [place for place in PLACES if name.startswith(place)]
    guide = reverse("guide:index")
    if name.startswith("guide:"):
        return ""
    if match and name == "wagtailadmin_pages:add" and FORM in match.kwargs.values():
        return f"{guide}#{PLACES['choose_form']}"
    return f"{guide}#{PLACES[max(fitting, key=len)]}" if fitting else guide

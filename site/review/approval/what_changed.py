"""Where a page differs from what was approved: in its own text, in what it shows of other tables, in the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from clinic.models import ClinicSettings
from pages.models import BasePage
from review.models import Approval
from review.texts.page_mark import OWN_PART, SIGNS, WORDS_PART, list_part_marks


@dataclass(frozen=True)
class PlaceOfChange:
    """One place that says something else than when the page was approved.

    `compare` is the address of the screen with both versions side by side, `edit` the one of the thing itself; '' where
    there is none.
    """

    name: str
    compare: str = ""
    edit: str = ""


def list_places_of_change(page: BasePage, approval: Approval, user: Any) -> list[PlaceOfChange]:
    """Return where the live `page` differs from what `approval` covers; nothing for approvals that noted no parts.

    Parameter: `user`, whose rights decide which addresses are shown.
    """
    if not approval.parts or not approval.is_comparable:
        return []
    # What tells of a block alone is the page's own text.
    now = {name: mark for name, mark in list_part_marks(page).items() if name not in SIGNS}
    names = [
        name
        for name in sorted(
            {*now, *approval.parts} - {*SIGNS}, key=lambda name: (name != OWN_PART, name)
        )
        if now.get(name) != approval.parts.get(name)
    ]
    return [
        _describe_part(name, page, approval, user, came=name not in approval.parts)
        for name in names
    ]


def _describe_part(
    name: str, page: BasePage, approval: Approval, user: Any, *, came: bool
) -> PlaceOfChange:
    if name == OWN_PART:
        return PlaceOfChange(_("The page’s own text"), _compare_page(page, approval))
    finder = AdminURLFinder(user)
    if name == WORDS_PART:
        settings = ClinicSettings.objects.order_by("pk").first()
        edit = finder.get_edit_url(settings) if settings else ""
        return PlaceOfChange(_("The clinic’s words around pages"), edit=edit or "")
    label, _colon, key = name.rpartition(":")
    model = apps.get_model(label)
    thing = model._base_manager.filter(pk=key).first()
    kind = capfirst(str(model._meta.verbose_name))
    if thing is None:
        return PlaceOfChange(_("%(kind)s: it was deleted") % {"kind": kind})
    said = (
        _("%(kind)s ‘%(name)s’, which was not there before") if came else _("%(kind)s ‘%(name)s’")
    )
    return PlaceOfChange(
        said % {"kind": kind, "name": thing},
        "" if came else _compare_thing(thing, approval),
        finder.get_edit_url(thing) or "",
    )


def _compare_page(page: BasePage, approval: Approval) -> str:
    if approval.revision_id is None or approval.revision_id == page.live_revision_id:
        return ""
    return reverse(
        "wagtailadmin_pages:revisions_compare", args=(page.pk, approval.revision_id, "live")
    )


def _compare_thing(thing: Model, approval: Approval) -> str:
    """Return where a snippet's version of the day of `approval` stands beside its newest one; '' without such a version."""
    viewset, versions = getattr(thing, "snippet_viewset", None), getattr(thing, "revisions", None)
    if viewset is None or versions is None:
        return ""
    before = versions.filter(created_at__lte=approval.approved_at).order_by("-created_at").first()
    if before is None:
        return ""
    try:
        return reverse(
            viewset.get_url_name("revisions_compare"), args=(thing.pk, before.pk, "latest")
        )
    except NoReverseMatch:
        return ""

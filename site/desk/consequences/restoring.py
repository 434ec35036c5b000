"""What taking an earlier version back would change, in words, before it does.

Wagtail opens an earlier version with 'You are viewing a previous version'; what would be lost can only be seen by whoever knows
of the screen that compares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.mixins import RevisionsRevertMixin
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.models import Page, Revision

from infra.editing.typed_times import say_datetime
from pages.panels import NAMES

QUOTED = 60


@dataclass(frozen=True)
class VersionChange:
    """One field that taking a version back would change: its label, what it says now and then ('' for nothing)."""

    label: str
    now: str = ""
    then: str = ""
    is_short: bool = False

    def write_sentence(self) -> str:
        """Return the sentence of the change."""
        values = {"label": self.label, "now": self.now, "then": self.then}
        if not self.is_short:
            return _("%(label)s: other content than now.") % values
        if not self.then:
            return _("%(label)s: ‘%(now)s’ goes, and nothing stands there.") % values
        if not self.now:
            return _("%(label)s: ‘%(then)s’ comes back.") % values
        return _("%(label)s: ‘%(now)s’ becomes ‘%(then)s’.") % values


def list_changes(now: Model, then: Model, panel: Any, request: Any) -> list[VersionChange]:
    """Return what differs between what is stored `now` and an earlier version, field by field of the editor's panels."""
    comparisons = panel.get_bound_panel(instance=now, request=request, form=None).get_comparison()
    found = []
    for compare in comparisons:
        difference = compare(now, then)
        if difference.has_changed():
            found.append(_describe_change(difference))
    return found


def _describe_change(difference: Any) -> VersionChange:
    name = getattr(getattr(difference, "field", None), "name", "")
    label = str(NAMES.get(name) or difference.field_label())
    values = getattr(difference, "val_a", None), getattr(difference, "val_b", None)
    if all(value is None or isinstance(value, str) for value in values):
        now, then = (" ".join(strip_tags(value or "").split()) for value in values)
        if max(len(now), len(then)) <= 2 * QUOTED:
            return VersionChange(label, now, then, is_short=True)
        return VersionChange(label, Truncator(now).chars(QUOTED), Truncator(then).chars(QUOTED))
    return VersionChange(label)


def write_warning(revision: Revision, changes: list[VersionChange], compare_url: str) -> SafeString:
    """Return what is said above the editor of an earlier version."""
    who = get_user_display_name(revision.user) if revision.user else _("the system")
    head = _("This is the version of %(day)s by %(who)s. Nothing has changed yet.") % {
        "day": say_datetime(localtime(revision.created_at)),
        "who": who,
    }
    if not changes:
        return format_html("{} {}", head, _("It says the same as the newest version."))
    return format_html(
        '{} {}<ul class="clinic-missing">{}</ul><a href="{}">{}</a>',
        head,
        _("If you take it back, this is how the page changes:"),
        format_html_join("", "<li>{}</li>", ((change.write_sentence(),) for change in changes)),
        compare_url,
        _("Compare both word for word"),
    )


def _warn_on_page(view: Any) -> SafeString:
    revision = view.previous_revision
    newest = Page.objects.get(pk=view.page.pk).specific.get_latest_revision_as_object()
    changes = list_changes(newest, revision.as_object(), newest.get_edit_handler(), view.request)
    address = "wagtailadmin_pages:revisions_compare"
    url = reverse(address, args=[view.page.pk, revision.pk, "latest"])
    return write_warning(revision, changes, url)


def _warn_on_snippet(view: Any) -> SafeString:
    newest = view.model._default_manager.get(pk=view.object.pk).get_latest_revision_as_object()
    changes = list_changes(newest, view.revision.as_object(), view.panel, view.request)
    url = reverse(
        view.revisions_compare_url_name, args=[view.object.pk, view.revision.pk, "latest"]
    )
    return write_warning(view.revision, changes, url)


def tell_before_restoring() -> None:
    """Have Wagtail's screens of earlier versions say what would change."""
    RevisionsRevertView.get_warning_message = _warn_on_page
    RevisionsRevertMixin.get_warning_message = _warn_on_snippet


tell_before_restoring()

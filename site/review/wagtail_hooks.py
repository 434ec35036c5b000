"""Where clinical review meets Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from pages.models import BasePage
from review.approval.approving import APPROVED, approve_page, reviewer_of
from review.approval.reviewers import FalseAlarmViewSet, ReviewerViewSet, WordRuleViewSet
from review.publishing import editor_messages, gate
from review.publishing.corrections import CORRECTED
from review.screens import live_findings, views
from review.screens.action_menu import put_approval_first
from review.screens.approvals import GuardedPublishAction, refuse_bulk
from review.screens.dashboard import CorrectionsToSee, DueForReview
from review.screens.reports import ReviewsDueReport
from review.sources import looking_up


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def after_saving(request: HttpRequest, page: Page) -> None:
    """Say what is left to do. An approval in the editor comes this way too, and is put on record."""
    if gate.action_of(request.POST) is gate.Action.APPROVE:
        gate.log_overruling(request, page)
    editor_messages.tell_findings(request, page)


@hooks.register("before_publish_page")
def before_publishing(request: HttpRequest, page: Page) -> None:
    """Put a small correction on record, so that the page's approval is kept from its first moment."""
    newest = page.specific.get_latest_revision_as_object()
    if isinstance(newest, BasePage):
        gate.record_correction(newest, request.user)


@hooks.register("after_publish_page")
def after_publishing(request: HttpRequest, page: Page) -> None:
    """Put on record who published words in spite of the check; approve where a reviewer says so."""
    newest = page.specific.get_latest_revision_as_object()
    gate.log_overruling(request, newest)
    if (
        request.POST.get(gate.APPROVE)
        and isinstance(newest, BasePage)
        and newest.needs_review
        and reviewer_of(request.user) is not None
    ):
        approve_page(newest, request.user, revision=newest.latest_revision)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def after_saving_snippet(request: HttpRequest, instance: Any) -> None:
    """Say what deserves a look in a text that is on many pages; put on record what was overruled."""
    gate.log_overruling(request, instance)
    editor_messages.tell_of_snippet(request, instance)


FIRST = 6  # on the dashboard: what waits for somebody stands above the shortcuts

hooks.register("construct_page_action_menu", put_approval_first, order=200)
hooks.register("construct_snippet_action_menu", put_approval_first, order=200)


@hooks.register("construct_admin_api")
def guard_api(router: Any) -> None:
    """Have the admin's API ask the check before it publishes."""
    from wagtail.admin.api.views import PagesAdminAPIViewSet

    PagesAdminAPIViewSet.actions = {
        **PagesAdminAPIViewSet.actions,
        "publish": GuardedPublishAction,
    }


@hooks.register("register_admin_viewset")
def register_reviewers() -> list:
    """Add 'Reviewers', 'Watched words' and 'False alarms' to the settings' menu."""
    return [
        ReviewerViewSet("reviewers", url_prefix="reviewers"),
        WordRuleViewSet("watched_words", url_prefix="watched-words"),
        FalseAlarmViewSet("false_alarms", url_prefix="false-alarms"),
    ]


@hooks.register("before_bulk_action")
def before_publishing_several(
    request: HttpRequest, action_type: str, objects: list, action: Any
) -> HttpResponse | None:
    """Publish no page from a list whose words the check stops."""
    if action_type == "publish" and action.model is Page:
        return refuse_bulk(request, objects, action)
    return None


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    """Add the addresses of the report and of approving."""
    return [
        path("reports/reviews-due/", ReviewsDueReport.as_view(), name="reviews_due"),
        path(
            "reports/reviews-due/results/",
            ReviewsDueReport.as_view(results_only=True),
            name="reviews_due_results",
        ),
        path("review/approve/<int:page_id>/", views.approve_page, name="review_approve"),
        path(
            "review/correction/<int:correction_id>/",
            views.decide_correction,
            name="review_correction",
        ),
        path("review/check/", live_findings.find_while_typing, name="review_check"),
        path("review/false-alarm/", live_findings.say_false_alarm, name="review_false_alarm"),
        path("review/source/", looking_up.look_up_source, name="review_source"),
        path("review/approve/", views.approve_pages, name="reviews_approve"),
    ]


class ReviewsDueMenuItem(MenuItem):
    """'Reviews due' under 'Reports'."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may change pages."""
        return page_permission_policy.user_has_permission(request.user, "change")


@hooks.register("register_reports_menu_item")
def reviews_due_menu_item() -> MenuItem:
    """Add the report to the menu."""
    return ReviewsDueMenuItem(
        _("Reviews due"), reverse("reviews_due"), name="reviews-due", icon_name="time", order=50
    )


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list) -> None:
    """Put 'Due for review' and 'Small corrections' on the dashboard, and on top of it what waits for this person."""
    panels += [DueForReview(), CorrectionsToSee()]
    for panel in panels:
        if panel.name == "workflow_objects_to_moderate":
            panel.order = FIRST


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Make 'published checked words' and approvals readable in a page's history."""

    @actions.register_action(gate.LOG_ACTION)
    class CheckedWords(LogFormatter):
        label = _("Publish checked words")

        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data or {}
            words = ", ".join(f"“{word}”" for word in data.get("words", []))
            said = str(_("Published after checking these words: {}")).format(words)
            return f"{said} ({data['reason']})" if data.get("reason") else said

    @actions.register_action(CORRECTED)
    class Corrected(LogFormatter):
        label = _("Correct a small thing")

        def format_message(self, log_entry: Any) -> str:
            said = str(_("Published a small correction: {}"))
            return said.format((log_entry.data or {}).get("reason", ""))

    @actions.register_action(APPROVED)
    class Approved(LogFormatter):
        label = _("Approve the text")
        message = _("Read and approved the text")


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """The look of 'Before you publish' and of the report."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/review.css"))


@hooks.register("insert_editor_js")
def editor_js() -> SafeString:
    """Findings while somebody types: the script asks our own address, and its words come with it."""
    said = {
        "check": reverse("review_check"),
        "alarm": reverse("review_false_alarm"),
        "heading": _("While you type: the check of words"),
        "stop": _("can’t be published like this"),
        "look": _("worth a second look"),
        "instead": _("Say instead:"),
        "go": _("Go to the words"),
        "false": _("False alarm"),
    }
    return format_html(
        '{}<script src="{}" defer></script>',
        json_script({name: str(words) for name, words in said.items()}, "review-live"),
        static("admin/findings.js"),
    )


@hooks.register("insert_editor_js")
def source_js() -> SafeString:
    """'Fill in the rest' on the form of a source, where the setting allows to ask others."""
    if not settings.CHECK_SOURCES:
        return mark_safe("")
    said = {
        "url": reverse("review_source"),
        "label": str(_("Fill in the rest from DOI or PMID")),
        "failed": str(_("Nothing was found. Fill in the rest by hand.")),
    }
    return format_html(
        '{}<script src="{}" defer></script>',
        json_script(said, "review-sources"),
        static("admin/source_lookup.js"),
    )

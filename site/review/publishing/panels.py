"""'Before you publish': what the check found on a page, on top of its editor."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from infra.editing.panels import EditorPart
from pages.models import BasePage
from review.approval.approving import reviewer_of, why_not
from review.approval.people import is_reviewer, may_overrule
from review.approval.reviewer_first import approves_first, stored_version
from review.approval.what_changed import list_places_of_change
from review.models import record_of
from review.publishing.gate import APPROVE, CHECKED, REASON, SMALL, SMALL_REASON, was_refused
from review.publishing.page_check import PageReport, check_page, claims_on
from review.publishing.shown_meanwhile import SHOWN, write_shown
from review.texts.page_text import passages_in
from review.texts.reading_grade import TARGET


def before_you_publish(panel: Any) -> EditorPart | None:
    """Return the part for the page in `panel`; None for a page that is only about to be written."""
    page, form = panel.instance, panel.form
    if form is None:
        return None
    refused = was_refused(form)
    if not isinstance(page, BasePage):
        return words_of_snippet(form) if refused else None
    if page.pk is None and not refused:
        return None
    report = check_page(page)
    state = review_state(page, form.for_user)
    html = render_to_string(
        "review/before_you_publish.html",
        {
            "report": report,
            "refused": refused,
            "target": TARGET,
            "may_overrule": bool(report.stops) and may_overrule(form.for_user),
            "checked_name": CHECKED,
            "checked": bool(form.is_bound and form.data.get(CHECKED)),
            "reason_name": REASON,
            "reason": form.data.get(REASON, "") if form.is_bound else "",
            "approve_name": APPROVE,
            "shown_name": SHOWN,
            "shown": write_shown(page) if state["may_approve"] else "",
            "small_name": SMALL,
            "small": bool(form.is_bound and form.data.get(SMALL)),
            "small_reason_name": SMALL_REASON,
            "small_reason": form.data.get(SMALL_REASON, "") if form.is_bound else "",
            **state,
        },
    )
    return EditorPart(
        write_heading(report), html, folded=not (refused or report.stops or state["asked"])
    )


def words_of_snippet(form: Any) -> EditorPart:
    """Return the part for a question, a source, a notice or a profile that was refused."""
    found = claims_on(form.instance, passages_in(form))
    report = PageReport(tuple(at for at in found if at.finding.stops))
    html = render_to_string(
        "review/before_you_publish.html",
        {
            "report": report,
            "may_overrule": may_overrule(form.for_user),
            "checked_name": CHECKED,
            "reason_name": REASON,
            "reason": form.data.get(REASON, ""),
        },
    )
    return EditorPart(write_heading(report), html, folded=False)


def review_state(page: BasePage, user: Any) -> dict[str, Any]:
    """Return the state of the page's review, and what this person may do about it."""
    line = page.review_line
    reviewer = reviewer_of(user)
    record = record_of(page) if page.pk else None
    waiting = page.current_workflow_state if page.pk else None
    return {
        "waiting": waiting,
        "asked": waiting is not None and is_reviewer(user),
        "approved_revision": record.approval.revision_id if record else None,
        "offers_small": page.needs_review
        and page.live
        and not is_reviewer(user)
        and approves_first(),
        "needs_review": page.needs_review,
        "line": line,
        "places": list_places_of_change(live, record.approval, user)
        if record and record.changed_at and (live := stored_version(page))
        else [],
        "page": page,
        "may_approve": reviewer is not None and page.needs_review and page.pk is not None,
        "why_not": why_not(user) if is_reviewer(user) and reviewer is None else "",
    }


def write_heading(report: PageReport) -> str:
    """Return the panel's heading, which says it all while it is folded."""
    if report.stops:
        return ngettext(
            "Before you publish: %(count)s place can't stand like this",
            "Before you publish: %(count)s places can't stand like this",
            len(report.stops),
        ) % {"count": len(report.stops)}
    if report.count:
        return ngettext(
            "Before you publish: %(count)s thing to look at",
            "Before you publish: %(count)s things to look at",
            report.count,
        ) % {"count": report.count}
    return _("Before you publish: nothing stands in the way")

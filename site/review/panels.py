"""'Before you publish': what the check found on a page, on top of its editor."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import BasePage
from core.panels import EditorPart

from .gate import CHECKED, may_overrule, was_refused
from .page_check import Report, check_page
from .reading import TARGET


def before_you_publish(panel: Any) -> EditorPart | None:
    """Return the part for the page in `panel`; None for a page that is only about to be written."""
    page, form = panel.instance, panel.form
    if not isinstance(page, BasePage) or form is None:
        return None
    refused = was_refused(form)
    if page.pk is None and not refused:
        return None
    report = check_page(page)
    html = render_to_string(
        "review/before_you_publish.html",
        {
            "report": report,
            "refused": refused,
            "target": TARGET,
            "may_overrule": bool(report.stops) and may_overrule(form.for_user),
            "checked_name": CHECKED,
            "checked": bool(form.is_bound and form.data.get(CHECKED)),
        },
    )
    return EditorPart(heading(report), html, folded=not (refused or report.stops))


def heading(report: Report) -> str:
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

"""What an editor is told after saving, handing in or publishing a page: once, calmly, with the way to mend it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from pages.models import BasePage
from review.publishing.gate import Action, action_of
from review.publishing.page_check import Located, PageReport, check_page, claims_on
from review.publishing.panels import write_heading

SHOWN = 4


def tell_findings(request: HttpRequest, page: Page) -> None:
    """Say what the check found on the page that was just saved, handed in, approved or published."""
    page = page.specific
    if not isinstance(page, BasePage) or expects_json(request):
        return
    report = check_page(page.get_latest_revision_as_object())
    if not report.count:
        return
    action = action_of(request.POST)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    if action is Action.SAVE:
        # The editor opens again, with the details on top of it.
        messages.info(request, say_saved(report))
    elif action in (Action.SUBMIT, Action.PUBLISH, Action.APPROVE):
        if action is not Action.SUBMIT:
            report = PageReport((), report.warnings, report.gaps)  # the stops have been checked
        if report.count:
            messages.warning(
                request,
                list_details(report, edit, action),
                buttons=[messages.button(edit, _("Edit"))],
            )


def tell_of_snippet(request: HttpRequest, snippet: Any) -> None:
    """Say what a reviewer would stop in a question, a notice or a profile, which is on many pages at once."""
    if expects_json(request):
        return
    located = claims_on(snippet)
    if located:
        items = format_html_join("", "<li>{}</li>", ((_write_claim(at),) for at in located[:SHOWN]))
        head = _("It is saved. A clinical reviewer would ask you to change these words:")
        messages.warning(request, format_html("{}<ul>{}</ul>", head, items))


def expects_json(request: HttpRequest) -> bool:
    """Tell whether Wagtail saves by itself while somebody types: no time for messages."""
    return not request.accepts("text/html")


def say_saved(report: PageReport) -> str:
    """Return one sentence for a saved draft."""
    return _("%(heading)s, see below.") % {"heading": write_heading(report)}


def list_details(report: PageReport, edit: str, action: Action) -> SafeString:
    """Return what remains to be looked at, as a list with a link to each field."""
    lines = [(edit, at.passage.anchor, at.passage.where, _write_claim(at)) for at in report.stops]
    lines += [(edit, gap.anchor, _("Go to the field"), gap.sentence) for gap in report.gaps]
    lines += [
        (edit, at.passage.anchor, at.passage.where, _write_claim(at)) for at in report.warnings
    ]
    head = (
        _("The clinical reviewer will see this:")
        if action is Action.SUBMIT
        else ngettext(
            "It is published. One thing deserves a look:",
            "It is published. %(count)s things deserve a look:",
            len(lines),
        )
        % {"count": len(lines)}
    )
    items = format_html_join(
        "",
        '<li>{} <a href="{}#{}">{}</a></li>',
        ((sentence, url, anchor, label) for url, anchor, label, sentence in lines[:SHOWN]),
    )
    more = _("… and more, on top of the page's editor.") if len(lines) > SHOWN else ""
    return format_html("{}<ul>{}</ul>{}", head, items, more)


def _write_claim(at: Located) -> str:
    return _("“%(words)s”: say instead ‘%(instead)s’.") % {
        "words": at.finding.words,
        "instead": at.finding.instead,
    }

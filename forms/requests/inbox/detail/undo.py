"""The screens' side of taking something back: the button of a minute, and the correction afterwards."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from forms.requests import workflow
from forms.requests.inbox.detail.on_request import on_request
from forms.requests.models import Submission
from forms.requests.workflow import undo as undoing


@on_request()
def undo_press(request: HttpRequest, submission: Submission) -> str:
    """Take back what the same person pressed within the last minute."""
    value = request.POST.get("event", "")
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 12 else 0
    done = undoing.undo_press(submission, number, by=request.user)
    sentence = _("Undone: %(what)s. Everything is as it was before.") % {"what": done.what}
    if done.mailed:
        sentence += " " + _("Mail that went out meanwhile can’t be taken back.")
    return sentence


@on_request()
def correct_status(request: HttpRequest, submission: Submission) -> str:
    """Set the status back to an earlier one, with a reason."""
    status = request.POST.get("status", "")
    if status not in Submission.Status.values:
        raise ValidationError(_("Choose the status that is right."))
    reason = request.POST.get("reason", "")
    workflow.correct_status(submission, status, by=request.user, reason=reason)
    return _("Corrected. Status: %(status)s.") % {"status": submission.get_status_display()}


@on_request()
def split_request(request: HttpRequest, submission: Submission) -> str:
    """Make a request that was merged one of its own again."""
    target = submission.merged_into_id
    workflow.split_request(submission, by=request.user)
    return _("#%(number)s is a request of its own again, apart from #%(other)s.") % {
        "number": submission.pk,
        "other": target,
    }


@on_request()
def retract_withdrawal(request: HttpRequest, submission: Submission) -> str:
    """Take back a withdrawal that was entered by mistake."""
    value = request.POST.get("line", "")
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 12 else 0
    kinds = workflow.retract_withdrawal(submission, number, by=request.user)
    return _("The withdrawal was entered by mistake; this stands again as before: %(what)s.") % {
        "what": ", ".join(kinds)
    }

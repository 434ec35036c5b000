"""What the buttons on a request do. Each is a POST that works without scripts.

All go the same way: lock the row, hold the screen's mark against it, let `forms.requests.workflow` do the work,
and come back with a sentence.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forms.requests import workflow
from forms.requests.inbox.detail.days import read_day, read_moment
from forms.requests.inbox.detail.on_request import lock_request, on_request
from forms.requests.inbox.detail.screen import get_request
from forms.requests.inbox.lists import lock
from forms.requests.inbox.lists.rows import people_who_work_requests, person_name
from forms.requests.inbox.lists.views import shared_context
from forms.requests.models import Event, MessageType, OutboxMessage, Submission
from forms.requests.privacy import consents
from staff import access


@on_request(undoable=True)
def change_status(request: HttpRequest, submission: Submission) -> str:
    """Change the status, by the allowed moves."""
    status = request.POST.get("status", "")
    if status not in Submission.Status.values:
        raise ValidationError(_("Choose a status."))
    workflow.change_status(
        submission, status, by=request.user, reason=request.POST.get("reason", "")
    )
    return _("Status: %(status)s.") % {"status": submission.get_status_display()}


@on_request(undoable=True)
def log_call(request: HttpRequest, submission: Submission) -> str:
    """Note how an attempt went, in one click."""
    outcome = request.POST.get("outcome", "")
    if outcome not in Event.Outcome.values:
        raise ValidationError(_("Choose how the attempt went."))
    agreed = workflow.is_agreed(submission, outcome)
    workflow.log_call(submission, outcome, by=request.user)
    noted = _("Noted: %(outcome)s.") % {"outcome": Event.Outcome(outcome).label}
    if agreed:
        return noted
    warning = _("There is no consent to text messages: don’t send another one.")
    return f"{noted} {warning}"


@on_request(undoable=True)
def set_owner(request: HttpRequest, submission: Submission) -> str:
    """Take a request, hand it to somebody who works requests, or to nobody."""
    value = request.POST.get("owner", "")
    if value == "":
        workflow.assign_owner(submission, None, by=request.user)
        return _("Nobody owns this request now.")
    people = {str(person.pk): person for person in people_who_work_requests()}
    if value == str(request.user.pk):
        people[value] = get_user_model().objects.get(pk=value)
    if value not in people:
        raise ValidationError(_("Choose somebody who works requests."))
    workflow.assign_owner(submission, people[value], by=request.user)
    return _("Owner: %(name)s.") % {"name": person_name(people[value])}


@on_request(undoable=True)
def set_next_action(request: HttpRequest, submission: Submission) -> str:
    """Set what is to be done next, and by when."""
    what = request.POST.get("action", "")
    if what and what not in Submission.NextAction.values:
        raise ValidationError(_("Choose what is to be done next."))
    due = read_moment(request.POST.get("due", "")) if what else None
    if what and due is None:
        raise ValidationError(
            _(
                "Say until when, for example ‘tomorrow 9 am’ or ‘Nov 24, 2026’; a day without a time means its afternoon."
            )
        )
    workflow.set_next_action(submission, what, due, by=request.user)
    return _("Next action noted.") if what else _("No next action.")


@on_request(undoable=True)
def note_estimate(request: HttpRequest, submission: Submission) -> str:
    """Note that the cost estimate was sent."""
    workflow.note_estimate_sent(submission, by=request.user)
    return _("Noted: the cost estimate was sent.")


@on_request(undoable=True)
def set_verdict(request: HttpRequest, submission: Submission) -> str:
    """Overrule the spam verdict, one way or the other."""
    given = request.POST.get("verdict", "")
    if given == "passed":
        workflow.mark_genuine(submission, by=request.user)
        return say_not_spam(submission)
    if given == "suspect":
        workflow.mark_spam(submission, by=request.user)
        return _("Closed as spam. ‘Not spam’ brings it back.")
    raise ValidationError(_("Choose ‘spam’ or ‘not spam’."))


def say_not_spam(submission: Submission) -> str:
    """Return what 'not spam' has brought about, and promise a notice only where one goes out."""
    notices = submission.messages.filter(kind=MessageType.NOTICE)
    if notices.filter(state=OutboxMessage.State.WAITING).exists():
        told = _("The notice to staff goes out now.")
    else:
        told = _("Staff were told of it before.")
    if submission.status == Submission.Status.CLOSED:
        return _("Not spam; it stays closed as ‘%(why)s’.") % {
            "why": submission.get_closing_reason_display()
        }
    return _("Not spam: the request is open and its clock runs. %(told)s") % {"told": told}


@on_request()
def withdraw_consent(request: HttpRequest, submission: Submission) -> str:
    """Enter that somebody took a consent back."""
    day = read_day(request.POST.get("day", ""))
    if day is None:
        raise ValidationError(
            _("Enter the day on which they told us, for example ‘yesterday’ or ‘Nov 24, 2026’.")
        )
    ended = workflow.withdraw_consents(
        submission,
        request.POST.getlist("kind"),
        how=request.POST.get("how", ""),
        at=consents.latest_possible(day),
        by=request.user,
    )
    return _("Taken back: %(what)s.") % {"what": ", ".join(ended)}


@on_request()
def set_deletion_day(request: HttpRequest, submission: Submission) -> str:
    """Enter the day on which a request is to be deleted, or take it back."""
    if request.POST.get("never"):
        workflow.ask_deletion(submission, None, by=request.user)
        return _("The deletion was called off.")
    day = read_day(request.POST.get("day", ""))
    if day is None:
        raise ValidationError(
            _("Say on which day the request is to be deleted, for example ‘Nov 24, 2026’.")
        )
    workflow.ask_deletion(submission, day, by=request.user)
    if submission.legal_hold:
        return _("Noted. The request is under a legal hold: it stays until that is taken off.")
    return _("The request will be deleted on %(day)s.") % {"day": date_format(day, "M j, Y")}


@on_request(undoable=True)
def merge_duplicate(request: HttpRequest, submission: Submission) -> str:
    """Merge a duplicate into this request."""
    value = request.POST.get("other", "")
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 12 else 0
    other = workflow.find_duplicates(submission).filter(pk=number).first()
    if other is None:
        raise ValidationError(
            _(
                "These two can't be merged: they share neither telephone nor e-mail, or one is merged already."
            )
        )
    workflow.merge_requests(lock_request(other.pk), submission, by=request.user)
    return _("Request #%(other)s is now part of this one.") % {"other": number}


@on_request(access.PURGE)
def switch_hold(request: HttpRequest, submission: Submission) -> str:
    """Switch the legal hold."""
    switched_on = request.POST.get("on") == "1"
    workflow.set_hold(submission, switched_on, by=request.user)
    return (
        _("Legal hold on: nothing deletes this request.") if switched_on else _("Legal hold off.")
    )


@require_http_methods(["GET", "POST"])
@access.require(access.PURGE)
def delete_request(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then delete one request for good. Its consents stay. Raises Http404."""
    submission = get_request(number)
    problem = ""
    if request.method == "POST":
        try:
            with transaction.atomic():
                fresh = lock_request(number)
                lock.check_mark(fresh, request.POST.get("version", ""), request.user)
                workflow.delete_request(fresh, by=request.user)
        except lock.Conflict as conflict:
            problem = str(conflict)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(
                request, _("Request #%(number)s was deleted for good.") % {"number": number}
            )
            return redirect("inbox:index")
    context = {
        **shared_context(request),
        "submission": submission,
        "version": lock.mark_state(submission),
        "problem": problem,
        "page_title": _("Delete request #%(number)s?") % {"number": number},
        "header_icon": "bin",
    }
    status = 409 if problem else 200
    return TemplateResponse(request, "admin/inbox/delete.html", context, status=status)

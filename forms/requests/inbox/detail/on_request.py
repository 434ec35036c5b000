"""Makes a change of a request into a view: locks the row, compares the screen's mark, answers with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from forms.requests import lists
from forms.requests.inbox.detail.screen import SAID, get_request, render_request
from forms.requests.inbox.lists import lock
from forms.requests.models import Submission
from forms.requests.workflow import undo
from staff import access

Action = Callable[[HttpRequest, Submission], str]


def on_request(
    permission: str = access.WORK, *, undoable: bool = False
) -> Callable[[Action], Callable[..., HttpResponse]]:
    """Make a function that changes a request and returns a sentence into a view.

    Parameters: `undoable`, whether one press takes it back within a minute: then the screen itself confirms
    it, with the button.

    Answers 409 with the request's present state where somebody else was first, and 400 with the
    workflow's sentence where a change is not allowed.
    """

    def decorate(action: Action) -> Callable[..., HttpResponse]:
        @require_POST
        @access.require(permission)
        @wraps(action)
        def view(request: HttpRequest, number: int) -> HttpResponse:
            try:
                submission, sentence = _do_action(request, number, action, undoable=undoable)
            except lock.Conflict as conflict:
                return render_request(
                    request, get_request(number), problem=str(conflict), status=409
                )
            except ValidationError as error:
                sentence = " ".join(error.messages)
                return render_request(request, get_request(number), problem=sentence, status=400)
            event = undo.find_undoable(submission, request.user) if undoable else None
            if event is not None:
                # The screen says it itself, with the button that takes it back.
                request.session[SAID] = [event.pk, sentence]
            else:
                messages.success(request, sentence)
            return redirect(find_request_address(request, number))

        return view

    return decorate


def _do_action(
    request: HttpRequest, number: int, action: Action, *, undoable: bool
) -> tuple[Submission, str]:
    """Do one action on the locked request, all of it or nothing. Returns the request and the sentence to say.

    Raises lock.Conflict where somebody else was first, ValidationError where the action is not allowed.
    """
    with transaction.atomic():
        submission = lock_request(number)
        lock.check_mark(submission, request.POST.get("version", ""), request.user)
        before = undo.take_snapshot(submission) if undoable else None
        sentence = action(request, submission)
        if before is not None:
            undo.remember_press(submission, before, by=request.user)
    return submission, sentence


def lock_request(number: int) -> Submission:
    """Return the request with its row locked until the transaction ends. Raises Http404."""
    rows = Submission.objects.without_answers().select_for_update(of=("self",))
    submission: Submission | None = rows.filter(pk=number).first()
    if submission is None:
        raise Http404
    return submission


def find_request_address(request: HttpRequest, number: int) -> str:
    """Return the request's address, with the view that somebody came from."""
    url = reverse("inbox:detail", args=[number])
    slug = request.POST.get("view", "")
    return f"{url}?view={slug}" if slug in lists.BY_SLUG else url

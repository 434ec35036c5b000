"""Where the check acts: a page with words that a reviewer would stop is not published unless one has looked.

Saving a draft is never refused, and nothing typed is lost: the editor's form comes back as it was.
"""

from __future__ import annotations

from contextvars import ContextVar
from enum import StrEnum
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.signals import request_finished, request_started
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page

from pages.models import BasePage
from review.approval.people import is_reviewer, may_overrule
from review.publishing.page_check import Located, claims_on
from review.texts.page_text import passages_in

# The tick 'I have checked these words' in the editor.
CHECKED = "review-words-checked"
REASON = "review-words-reason"
# The tick 'I read this today' beside it.
APPROVE = "review-approve-text"
LONGEST_REASON = 300
LOG_ACTION = "review.words_checked"
NAMED_IN_ERROR = 6


class Action(StrEnum):
    """What somebody does with a page's form."""

    SAVE = "save"
    SUBMIT = "submit"
    PUBLISH = "publish"
    APPROVE = "approve"
    OTHER = "other"


PUBLISHES = (Action.PUBLISH, Action.APPROVE)


def action_of(data: QueryDict) -> Action:
    """Return what the buttons in the form's data say. Wagtail decides itself what it then allows."""
    if data.get("action-publish"):
        return Action.PUBLISH
    if data.get("action-submit") or data.get("action-restart-workflow"):
        return Action.SUBMIT
    if data.get("action-workflow-action"):
        approves = data.get("workflow-action-name") == "approve"
        return Action.APPROVE if approves else Action.OTHER
    return Action.OTHER if data.get("action-cancel-workflow") else Action.SAVE


def has_overruled(data: QueryDict, user: Any) -> bool:
    """Tell whether the tick is set with a reason, by somebody who may set it."""
    return bool(data.get(CHECKED)) and bool(reason_in(data)) and may_overrule(user)


def reason_in(data: QueryDict) -> str:
    """Return the reason that was typed beside the tick."""
    return " ".join(data.get(REASON, "").split())[:LONGEST_REASON]


def is_publishing(form: Any) -> bool:
    """Tell whether this form puts words before visitors: what has no draft does so whenever it is saved.

    A preview does not; Wagtail asks for nothing that is required in it.
    """
    if getattr(form, "is_deferred_validation", False):
        return False
    if isinstance(form.instance, DraftStateMixin):
        return action_of(form.data) in PUBLISHES
    return True


def check_form(form: Any) -> None:
    """Refuse to publish or approve words that a reviewer would stop, and name them.

    Parameter: `form`, of a page, a snippet, a setting, a picture or a document.
    """
    if not is_publishing(form):
        return
    if form.errors:  # what is typed may not have reached the instance; first things first
        return
    user = user_of(form)
    if lacks_reviewer(form.instance, user):
        form.add_error(None, no_reviewer_sentence(form.instance))
    stops = [at for at in claims_on(form.instance, passages_in(form)) if at.finding.stops]
    if not stops:
        return
    if has_overruled(form.data, user):
        accept_words(user, stops)
        return
    if form.data.get(CHECKED) and may_overrule(user):
        form.add_error(None, ValidationError(_("Say why the words can stand."), code="claim"))
    form.add_error(None, write_refusal(stops, may_overrule(user)))


def lacks_reviewer(thing: Any, user: Any) -> bool:
    """Tell whether `thing` would go live without a review while `user` is no reviewer, who alone decides that."""
    return leaves_review(thing) and not is_reviewer(user)


def leaves_review(thing: Any) -> bool:
    """Tell whether a page of a type that is reviewed would be published as one that is not ('General').

    A page that visitors read as such already was called so by a reviewer. One that is new, or was unpublished,
    was not: otherwise whoever writes a health page could call it 'General', and no reviewer would hear of it.
    """
    if not isinstance(thing, BasePage) or thing.needs_review or type(thing).needs_review is False:
        return False
    stored = type(thing).objects.filter(pk=thing.pk).first() if thing.pk else None
    return stored is None or not stored.live or bool(stored.needs_review)


def no_reviewer_sentence(page: Any) -> str:
    """Return why `page` is not published, and what to do."""
    if page.pk and type(page).objects.filter(pk=page.pk, live=True).exists():
        return _(
            "This page is under clinical review. Only a clinical reviewer may make it a page without one."
        )
    return _(
        "Not published yet: a page for the purpose ‘General’ has no clinical review, so a clinical reviewer "
        "publishes it first. Choose another purpose under ‘Kind of page’, or submit it to the reviewer. Your text "
        "is kept."
    )


def user_of(form: Any) -> Any:
    """Return who sends the form: Wagtail's forms of pictures and documents call it `user`."""
    return getattr(form, "for_user", None) or getattr(form, "user", None)


# Words that the person of this request has just taken the responsibility for: used up by the publication.
_accepted: ContextVar[tuple[Any, frozenset[str]] | None] = ContextVar("accepted", default=None)


def accept_words(user: Any, stops: list[Located]) -> None:
    """Let the publication that follows in this request pass with these words."""
    _accepted.set((user.pk, frozenset(at.finding.sentence for at in stops)))


def forget_accepted(**kwargs: Any) -> None:
    """Forget it when a request begins and when it ends: it was said for that request alone."""
    _accepted.set(None)


request_started.connect(forget_accepted, dispatch_uid="review-forget-accepted-first")
request_finished.connect(forget_accepted, dispatch_uid="review-forget-accepted-last")


def check_published(thing: Any, user: Any) -> None:
    """Refuse a publication that came another way than through a form. Raises PermissionDenied."""
    if lacks_reviewer(thing, user):
        raise PermissionDenied(no_reviewer_sentence(thing))
    stops = [at for at in claims_on(thing) if at.finding.stops]
    accepted, sentences = _accepted.get() or (None, frozenset())
    _accepted.set(None)
    if accepted == user.pk and {at.finding.sentence for at in stops} <= sentences:
        return
    if stops:
        raise PermissionDenied(" ".join(str(line) for line in write_refusal(stops, False).messages))


def write_refusal(stops: list[Located], may_tick: bool) -> ValidationError:
    """Return the error that says what prevents it and what to do, the words first."""
    head = ngettext(
        "Not published yet: these words can't stand like this. Your text is kept.",
        "Not published yet: %(count)s places can't stand like this. Your text is kept.",
        len(stops),
    ) % {"count": len(stops)}
    lines = [head, *(describe_finding(at) for at in stops[:NAMED_IN_ERROR])]
    if len(stops) > NAMED_IN_ERROR:
        lines.append(_("… and more, under ‘Before you publish’."))
    lines.append(
        _(
            "If they are right as they stand, tick ‘I have checked these words’ under ‘Before you publish’, say why, then publish."
        )
        if may_tick
        else _(
            "Change the words and publish again. If they are right as they stand, submit them to the clinical reviewer."
        )
    )
    return ValidationError([ValidationError(line, code="claim") for line in lines])


def describe_finding(at: Located) -> str:
    """Return one finding as a line: the words, the sentence, why, and what to say instead."""
    return _("“%(words)s” in ‘%(where)s’: “%(sentence)s” %(why)s Say instead: %(instead)s.") % {
        "words": at.finding.words,
        "where": at.passage.where,
        "sentence": shorten_sentence(at.finding.sentence, at.finding.words),
        "why": at.finding.why,
        "instead": at.finding.instead,
    }


def shorten_sentence(sentence: str, words: str, longest: int = 220) -> str:
    """Return the sentence, or the part of it around `words` where it is long."""
    if len(sentence) <= longest:
        return sentence
    at = max(0, sentence.find(words) - longest // 2)
    part = sentence[at : at + longest].strip()
    return f"{'… ' if at else ''}{part}{' …' if at + longest < len(sentence) else ''}"


def was_refused(form: Any) -> bool:
    """Tell whether this form came back because of its words."""
    errors = form.errors.as_data().get(NON_FIELD_ERRORS, []) if form.is_bound else []
    return any(error.code == "claim" for error in errors)


def log_overruling(request: HttpRequest, page: Any) -> None:
    """Put on record who published which words in spite of the check."""
    if isinstance(page, DraftStateMixin) and action_of(request.POST) not in PUBLISHES:
        return
    if not has_overruled(request.POST, request.user):
        return
    thing = page.specific if isinstance(page, Page) else page
    words = [at.finding.words for at in claims_on(thing) if at.finding.stops]
    if words:
        data = {"words": words[:50], "reason": reason_in(request.POST)}
        log(instance=page, action=LOG_ACTION, user=request.user, data=data)

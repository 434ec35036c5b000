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
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page

from pages.models import BasePage
from review.approval.people import may_overrule
from review.approval.reviewer_first import leaves_review, rows_changed, why_reviewer_first
from review.publishing.corrections import is_small, record
from review.publishing.page_check import Located, claims_on
from review.publishing.pieces import refuse_hidden_pieces
from review.publishing.prompts import describe_prompts, list_prompts, refuse_prompts
from review.publishing.shown_meanwhile import SHOWN, what_changed_meanwhile
from review.publishing.standing import check_mail_words, check_standing_texts, strength_refusal
from review.texts.page_text import list_passages, passages_in

# The tick 'I have checked these words' in the editor.
CHECKED = "review-words-checked"
REASON = "review-words-reason"
# The tick 'I read this today' beside it.
APPROVE = "review-approve-text"
# The tick 'a small correction' and what was corrected.
SMALL = "review-small-correction"
SMALL_REASON = "review-small-reason"
LONGEST_REASON = 300
LOG_ACTION = "review.words_checked"
NAMED_IN_ERROR = 6
_TOO_LARGE = gettext_lazy(
    "This is more than a small correction: a few words of the running text, without numbers, sources, ‘not’ or "
    "choices. Submit it to the clinical reviewer. Your text is kept."
)


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


def small_reason(data: QueryDict) -> str:
    """Return what was typed beside 'a small correction'."""
    return " ".join(data.get(SMALL_REASON, "").split())[:LONGEST_REASON]


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
    refuse_prompts(form, list_passages(form.instance, children=False))
    if form.errors:  # what is typed may not have reached the instance; first things first
        return
    user = user_of(form)
    found = passages_in(form)
    check_standing_texts(form, user)
    check_mail_words(form)
    if why := refuse_hidden_pieces(form.instance):
        form.add_error(None, ValidationError(why))
    check_reviewer_first(form, user, found)
    check_what_was_read(form)
    if why := strength_refusal(form.instance):
        form.add_error("evidence_strength", why)
    stops = [at for at in claims_on(form.instance, found) if at.finding.stops]
    if not stops:
        return
    if has_overruled(form.data, user):
        accept_words(user, stops)
        return
    if form.data.get(CHECKED) and may_overrule(user):
        form.add_error(None, ValidationError(_("Say why the words can stand."), code="claim"))
    form.add_error(None, write_refusal(stops, may_overrule(user)))


def check_reviewer_first(form: Any, user: Any, found: list[Any]) -> None:
    """Refuse what only a reviewer publishes, unless it is a small correction with its reason."""
    why = why_reviewer_first(form.instance, user, form, found)
    if not why:
        return
    if not form.data.get(SMALL) or not isinstance(form.instance, BasePage):
        form.add_error(None, ValidationError(why, code="claim"))
    elif not small_reason(form.data):
        form.add_error(None, ValidationError(_("Say what you corrected."), code="claim"))
    elif rows_changed(form) or leaves_review(form.instance) or not is_small(form.instance):
        form.add_error(None, ValidationError(_TOO_LARGE, code="claim"))
    else:
        _corrected.set((user.pk, small_reason(form.data)))


def check_what_was_read(form: Any) -> None:
    """Refuse an approval in the editor where a question, a source or a notice on the page changed since the form was opened."""
    approves = form.data.get(APPROVE) or action_of(form.data) is Action.APPROVE
    if not approves or not isinstance(form.instance, BasePage):
        return
    if name := what_changed_meanwhile(form.instance, form.data.get(SHOWN, "")):
        said = _(
            "Not approved yet: ‘%(name)s’, which this page shows, changed while you were reading. Read it in the preview, "
            "then press again. Your text is kept."
        )
        form.add_error(None, ValidationError(said, params={"name": name}, code="claim"))


def user_of(form: Any) -> Any:
    """Return who sends the form: Wagtail's forms of pictures and documents call it `user`."""
    return getattr(form, "for_user", None) or getattr(form, "user", None)


# Words that the person of this request has just taken the responsibility for: used up by the publication.
_accepted: ContextVar[tuple[Any, frozenset[str]] | None] = ContextVar("accepted", default=None)
# The reason of a small correction that this person has just given.
_corrected: ContextVar[tuple[Any, str] | None] = ContextVar("corrected", default=None)


def accept_words(user: Any, stops: list[Located]) -> None:
    """Let the publication that follows in this request pass with these words."""
    _accepted.set((user.pk, frozenset(at.finding.sentence for at in stops)))


def forget_accepted(**kwargs: Any) -> None:
    """Forget it when a request begins and when it ends: it was said for that request alone."""
    _accepted.set(None)
    _corrected.set(None)


request_started.connect(forget_accepted, dispatch_uid="review-forget-accepted-first")
request_finished.connect(forget_accepted, dispatch_uid="review-forget-accepted-last")


def record_correction(page: BasePage, user: Any) -> None:
    """Put the small correction that the editor's form has just let pass on record, before the page goes live."""
    corrected_by, reason = _corrected.get() or (None, "")
    _corrected.set(None)
    if user is not None and corrected_by == user.pk:
        record(page, user, reason)


def check_published(thing: Any, user: Any) -> None:
    """Refuse a publication that came another way than through a form. Raises PermissionDenied."""
    if why := why_reviewer_first(thing, user):
        raise PermissionDenied(why)
    if (
        why := strength_refusal(thing)
        or refuse_hidden_pieces(thing)
        or describe_prompts(list_prompts(thing))
    ):
        raise PermissionDenied(why)
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

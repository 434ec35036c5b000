"""Where the check acts: a page with words that a reviewer would stop is not published unless one has looked.

Saving a draft is never refused, and nothing typed is lost: the editor's form comes back as it was.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import Page

from core.models import BasePage
from core.page_form import PageForm

from .page_check import Located, claims_on

# The tick 'I have checked these words' in the editor.
CHECKED = "review-words-checked"
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


def may_overrule(user: Any) -> bool:
    """Tell whether `user` may publish words that the check stops: reviewers and administrators."""
    return user is not None and user.has_perm("review.publish_checked_words")


def is_reviewer(user: Any) -> bool:
    """Tell whether what `user` approves counts as clinical review. Being a superuser makes nobody a clinician."""
    return (
        user is not None
        and user.is_active
        and Permission.objects.filter(
            group__user=user, content_type__app_label="review", codename="approve_text"
        ).exists()
    )


def has_overruled(data: QueryDict, user: Any) -> bool:
    """Tell whether the tick is set, by somebody who may set it."""
    return bool(data.get(CHECKED)) and may_overrule(user)


def check_form(form: PageForm) -> None:
    """Refuse to publish or approve a page with words that a reviewer would stop, and name them."""
    page = form.instance
    if action_of(form.data) not in PUBLISHES or not isinstance(page, BasePage):
        return
    if form.errors:  # what is typed may not have reached the page; first things first
        return
    stops = [at for at in claims_on(page) if at.finding.stops]
    if stops and not has_overruled(form.data, form.for_user):
        form.add_error(None, refusal(stops, may_overrule(form.for_user)))


def refusal(stops: list[Located], may_tick: bool) -> ValidationError:
    """Return the error that says what stands in the way and what to do, the words first."""
    head = ngettext(
        "Not published yet: these words can't stand like this. Your text is kept.",
        "Not published yet: %(count)s places can't stand like this. Your text is kept.",
        len(stops),
    ) % {"count": len(stops)}
    lines = [head, *(describe(at) for at in stops[:NAMED_IN_ERROR])]
    if len(stops) > NAMED_IN_ERROR:
        lines.append(_("… and more, under ‘Before you publish’."))
    lines.append(
        _(
            "If they are right as they stand, tick ‘I have checked these words’ under ‘Before you publish’, then publish."
        )
        if may_tick
        else _(
            "Change the words and publish again. If they are right as they stand, submit the page to the clinical reviewer."
        )
    )
    return ValidationError([ValidationError(line, code="claim") for line in lines])


def describe(at: Located) -> str:
    """Return one finding as a line: the words, the sentence, why, and what to say instead."""
    return _("“%(words)s” in ‘%(where)s’: “%(sentence)s” %(why)s Say instead: %(instead)s.") % {
        "words": at.finding.words,
        "where": at.passage.where,
        "sentence": shorten(at.finding.sentence, at.finding.words),
        "why": at.finding.why,
        "instead": at.finding.instead,
    }


def shorten(sentence: str, words: str, longest: int = 220) -> str:
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


def log_overruling(request: HttpRequest, page: Page) -> None:
    """Put on record who published which words in spite of the check."""
    if action_of(request.POST) not in PUBLISHES or not has_overruled(request.POST, request.user):
        return
    words = [at.finding.words for at in claims_on(page.specific) if at.finding.stops]
    if words:
        log(instance=page, action=LOG_ACTION, user=request.user, data={"words": words[:50]})

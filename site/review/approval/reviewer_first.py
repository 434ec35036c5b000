"""What only a clinical reviewer puts before visitors: 'approve before publishing', and pages that leave review.

Asked before every way of publishing: the editor's form, lists, the workflow, the admin's API, copies and aliases.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage

from clinic.models import ClinicSettings, FaqEntry, Notice, Reference
from content.models import Piece
from infra.memory import memoize
from pages.models import BasePage
from review.approval.people import is_reviewer
from review.models import counting_approvals, standing_marks
from review.texts.health_words import changed_health_text, new_health_sentences
from review.texts.page_mark import mark_of
from review.texts.page_text import NO_CHILDREN, TextPassage

SHOWN = 120  # characters of a sentence in a message
# A source's title is its own, and a picture's words say what is seen; both change the mark of each page that shows them.
NOT_ASKED = (Reference, AbstractImage, AbstractDocument)


def approves_first() -> bool:
    """Tell whether health content is approved before it is published: a clinic's setting, on unless switched off."""

    def read() -> bool:
        found = ClinicSettings.objects.values_list("approve_before_publishing", flat=True).first()
        return True if found is None else found

    return memoize("review-approve-first", read)


def why_reviewer_first(thing: Any, user: Any, form: Any = None, found: Any = None) -> str:
    """Return why `user` may not publish `thing`, in a sentence with what to do; empty where they may.

    Parameters: `form`, the editor's form, which may hold rows that `thing` does not hold yet; `found`, the passages
    that were read from it.
    """
    if is_reviewer(user):
        return ""
    if isinstance(thing, BasePage):
        return _why_page(thing, form, found)
    if approves_first() and not isinstance(thing, NOT_ASKED):
        return _why_piece(thing, found)
    return ""


def _why_page(page: BasePage, form: Any, found: list[TextPassage] | None) -> str:
    if leaves_review(page):
        return no_reviewer_sentence(page)
    if page.needs_review:
        if approves_first() and lacks_approval(page, form):
            return _(
                "Not published yet: health pages are approved before they are published. Submit it to the clinical "
                "reviewer. If it is a small correction, tick that under ‘Before you publish’ and say what you corrected. "
                "Your text is kept."
            )
        return ""
    broadly = type(page).needs_review is not False
    if not broadly and not approves_first():
        return ""
    new = new_health_sentences(page, found, broadly=broadly)
    if not new:
        return ""
    return _(
        "Not published yet: this page has no clinical review, and it would say something new about health, or in a language "
        "that the check can’t read: “%(sentence)s” "
        "Submit it to the clinical reviewer, or say it on a page that is reviewed. Your text is kept."
    ) % {"sentence": new[0][:SHOWN]}


def _why_piece(thing: Any, found: list[TextPassage] | None) -> str:
    """Return why a question, a notice, a profile, a setting can't be public yet: in the latter a statement counts only."""
    if isinstance(thing, FaqEntry | Notice | Piece):
        said = changed_health_text(thing, found)
    else:
        said = next(iter(new_health_sentences(thing, found, broadly=False)), "")
    if not said:
        return ""
    if isinstance(thing, FaqEntry):
        sentence = _(
            "Not published yet: answers about health are approved before they are published. “%(sentence)s” Submit it to "
            "the clinical reviewer. Your text is kept."
        )
    elif isinstance(thing, Piece):
        sentence = _(
            "Not published yet: what a piece says about health is approved before it is published, for it stands on every "
            "page that shows it. “%(sentence)s” Submit it to the clinical reviewer. Your text is kept."
        )
    else:
        sentence = _(
            "Not saved yet: it says something new about health, or in a language that the check can’t read, and would be "
            "read at once: “%(sentence)s” Ask a clinical reviewer to write it here, or put it on a page and submit that."
        )
    return sentence % {"sentence": said[:SHOWN]}


def leaves_review(thing: Any) -> bool:
    """Tell whether a page of a type that is reviewed would be published as one that is not ('General').

    A page that visitors read as such already was called so by a reviewer. One that is new, or was unpublished,
    was not: otherwise whoever writes a health page could call it 'General', and no reviewer would hear of it.
    """
    if not isinstance(thing, BasePage) or thing.needs_review or type(thing).needs_review is False:
        return False
    stored = stored_version(thing)
    return stored is None or not stored.live or bool(stored.needs_review)


def stored_version(page: BasePage) -> BasePage | None:
    """Return `page` as it is stored, or None for a new one."""
    return type(page).objects.filter(pk=page.pk).first() if page.pk else None


def lacks_approval(page: BasePage, form: Any = None) -> bool:
    """Tell whether `page` says something that is neither on the site already nor approved."""
    stored = stored_version(page)
    if form is not None and rows_changed(form):
        return True
    mark = mark_of(page)
    if stored is not None and stored.live and mark_of(stored) == mark:
        return False
    if page.pk is None:
        return True
    if any(a.text_mark == mark and a.holds for a in counting_approvals(page.pk)):
        return False
    return mark not in standing_marks(page.pk)


def rows_changed(form: Any) -> bool:
    """Tell whether something was typed that the page itself does not hold before it is saved: rows and tags."""
    formsets = getattr(form, "formsets", {})
    return "tags" in getattr(form, "changed_data", ()) or any(
        name not in NO_CHILDREN and formset.has_changed() for name, formset in formsets.items()
    )


def no_reviewer_sentence(page: Any) -> str:
    """Return why a page that leaves review is not published, and what to do."""
    if page.pk and type(page).objects.filter(pk=page.pk, live=True).exists():
        return _(
            "This page is under clinical review. Only a clinical reviewer may make it a page without one."
        )
    return _(
        "Not published yet: a page for the purpose ‘General’ has no clinical review, so a clinical reviewer "
        "publishes it first. Choose another purpose under ‘Kind of page’, or submit it to the reviewer. Your text "
        "is kept."
    )

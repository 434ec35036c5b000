"""What may not vanish or swell without a word: standing texts of the clinic, and how sure a page says it is."""

from __future__ import annotations

import html
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import Page

from clinic.models import ClinicSettings, Person
from content.blocks.evidence import NOT_GIVEN
from content.blocks.piece import walk_blocks
from review.approval.people import is_reviewer
from review.models import Reviewer
from review.texts.health_words import find_medicine

# Texts that stand under health pages because a rule asks for them.
STANDING = ("crisis_text", "financial_interest")
# Fewer words say nothing of an interest: '.', 'n/a'.
FEWEST_WORDS = {"financial_interest": 3}
# What a page says of its own review.
OF_REVIEWS = ("overdue_text",)
# What a visitor's mail says: it lies in a mailbox that others may read.
MAILS = ("receipt_subject", "receipt_text", "receipt_foot")
# What an approval rests on, and what stands beside it on every page.
PROFILE = ("name", "credentials", "licence", "is_physician", "is_sample", "role", "disclosures")
# How much a strength says. What is not known says nothing; trials that disagree say no more than few trials do.
RANK = {
    NOT_GIVEN: 0,
    "none": 0,
    "very-low": 1,
    "conflicting": 2,
    "limited": 2,
    "moderate": 3,
    "strong": 4,
}


def check_standing_texts(form: Any, user: Any) -> None:
    """Refuse to empty the crisis line or the note on interests, and to switch 'approve before publishing' off, by the way.

    So it is with what pages say of their own review. A clinical reviewer may; so may, for the switch, whoever says which
    account is which clinician.
    """
    if isinstance(form.instance, Person):
        check_profile(form, user)
    settings = form.instance
    if not isinstance(settings, ClinicSettings) or is_reviewer(user):
        return
    stored = ClinicSettings.objects.filter(pk=settings.pk).first() or ClinicSettings()
    for name in OF_REVIEWS:
        if getattr(stored, name) != getattr(settings, name) and name in form.fields:
            said = _("What a page says of its own review is the clinical reviewer’s to change.")
            form.add_error(name, said)
    for name in STANDING:
        if _is_said(name, stored) and not _is_said(name, settings):
            label = form.fields[name].label or name
            form.add_error(
                name,
                ValidationError(
                    _(
                        "‘%(label)s’ stands on every health page and can’t be emptied. Change its words instead."
                    ),
                    params={"label": label},
                ),
            )
    switched_off = stored.approve_before_publishing and not settings.approve_before_publishing
    if switched_off and not user.has_perm("review.change_reviewer"):
        form.add_error(
            "approve_before_publishing",
            _("Only an administrator or a clinical reviewer may switch this off."),
        )


def check_mail_words(form: Any) -> None:
    """Refuse a receipt that names a medicine or a condition: whoever sees the mail would know why somebody wrote."""
    if not isinstance(form.instance, ClinicSettings):
        return
    for name in MAILS:
        word = find_medicine(getattr(form.instance, name))
        if word and name in form.fields:
            said = _(
                "‘%(word)s’ would tell whoever sees the mail why somebody wrote to you. A receipt names no medicine and no condition."
            )
            form.add_error(name, ValidationError(said, params={"word": word}))


def check_profile(form: Any, user: Any) -> None:
    """Refuse to change what makes somebody a reviewer, but by that person or by who links accounts to people."""
    person = form.instance
    link = Reviewer.objects.filter(person_id=person.pk).first() if person.pk else None
    if link is None or user is None or user.pk == link.user_id:
        return
    if user.has_perm("review.change_reviewer"):
        return
    # Not by the form: an earlier version that is taken back changes nothing in it.
    stored = Person.objects.get(pk=person.pk)
    for name in PROFILE:
        if name in form.fields and getattr(stored, name) != getattr(person, name):
            form.add_error(
                name,
                _(
                    "This person approves pages. Only they themselves or an administrator change it."
                ),
            )


def _is_said(name: str, settings: ClinicSettings) -> bool:
    """Tell whether the standing text of this name says something: a dot is no sentence."""
    words = re.findall(r"\w+", html.unescape(strip_tags(getattr(settings, name) or "")))
    return len(words) >= FEWEST_WORDS.get(name, 1)


def strength_refusal(page: Any) -> str:
    """Return why `page` may not say how sure it is: it may be no surer than its best card of evidence."""
    strength = getattr(page, "evidence_strength", None)
    if not isinstance(page, Page) or strength is None or RANK.get(strength, 0) == 0:
        return ""
    cards = list(_list_cards(page))
    best = max((RANK.get(card, 0) for card in cards), default=0)
    if RANK[strength] <= best:
        return ""
    if not cards:
        return _(
            "The page says how sure we can be, and no evidence card supports it. Add a card with its sources, or choose "
            "‘No evidence given yet’."
        )
    return _(
        "The page can’t be surer than its best evidence card. Choose the card’s strength, or a lower one."
    )


def _list_cards(page: Any) -> list[str]:
    return [
        str(block.value.get("strength"))
        for name in ("body", "details")
        for block in walk_blocks(getattr(page, name, None))
        if block.block_type == "evidence"
    ]

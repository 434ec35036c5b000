"""Sentences of the site's own that no page holds: each is the clinic's to change, with ours as the beginning."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList

from .page_words import (
    PLACES,
    ArticleWords,
    CrisisWords,
    ErrorWords,
    FormWords,
    SearchWords,
    TreatmentWords,
)


class StandingWords(
    TreatmentWords, ArticleWords, CrisisWords, FormWords, SearchWords, ErrorWords, models.Model
):
    """The part of the clinic's settings that holds sentences around pages."""

    next_steps_title = models.CharField(
        _("heading of the next steps"), max_length=80, default="Talk it over with us first"
    )
    next_steps_text = models.CharField(
        _("text of the next steps"),
        max_length=300,
        blank=True,
        default="A first talk commits you to nothing. You can ask anything, and you can stop at any time.",
    )
    rather_talk = models.CharField(
        _("before the telephone number under forms"),
        max_length=80,
        default="Would you rather talk? Call",
    )
    what_next_title = models.CharField(
        _("heading after a form is sent"), max_length=80, default="What happens next"
    )
    latest_title = models.CharField(
        _("heading of the newest posts"), max_length=80, default="Latest posts"
    )
    author_title = models.CharField(
        _("heading above the author"), max_length=80, default="About the author"
    )
    overdue_text = models.CharField(
        _("on pages whose review is long overdue"),
        max_length=300,
        default="Our reviewer has not read this page again yet, and its day is past. Something in it may be out of date: please ask us.",
    )
    clear_thanks = models.CharField(
        _("after an answer to ‘Was this clear?’"),
        max_length=160,
        default="Your answer was counted. Nothing about you is kept.",
    )
    not_found_title = models.CharField(
        _("heading where a page is missing"), max_length=80, default="This page is not here"
    )
    not_found_text = models.CharField(
        _("text where a page is missing"),
        max_length=300,
        blank=True,
        default="It may have moved, or the address may have a slip in it. Nothing you did is lost.",
    )

    class Meta:
        abstract = True


def list_word_panels() -> Any:
    """Return the tab 'Words around pages' of the clinic's settings."""
    own = {
        _("Next steps, under articles and treatment pages"): (
            "next_steps_title",
            "next_steps_text",
        ),
        _("Articles and posts"): ("latest_title", "author_title", "overdue_text", "clear_thanks"),
        _("Forms"): ("rather_talk", "what_next_title"),
        _("Where something is missing or broken"): ("not_found_title", "not_found_text"),
    }
    groups = {str(heading): list(names) for heading, names in own.items()}
    for heading, part in PLACES:
        names = [field.name for field in part._meta.local_fields]
        groups.setdefault(str(heading), []).extend(names)
    emptied = _(
        "A field that you empty shows in grey the words that come back when you save. Where it shows none, visitors see nothing."
    )
    return ObjectList(
        [
            HelpPanel(content=emptied),
            *(
                MultiFieldPanel(
                    [FieldPanel(name) for name in names], heading=heading, classname="collapsed"
                )
                for heading, names in groups.items()
            ),
        ],
        heading=_("Words around pages"),
    )

"""Headings and sentences of the site's own, by the place where visitors read them, with ours as the beginning."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..mail_words import KnownPlaceholders

# What the sentence of an empty search can name.
IN_SEARCH = ("words",)


def _make_line(label: Any, default: str, most: int = 120, **options: Any) -> models.CharField:
    return models.CharField(label, max_length=most, default=default, **options)


def _make_text(label: Any, default: str, most: int = 300, **options: Any) -> models.CharField:
    return models.CharField(label, max_length=most, default=default, blank=True, **options)


class TreatmentWords(models.Model):
    """Headings of treatment pages and of their list."""

    treatments_title = _make_line(_("list of treatments"), "Treatments")
    conditions_title = _make_line(_("list of conditions"), "Conditions")
    off_label_title = _make_line(_("before the off-label notice"), "Approved, or not?")
    glance_title = _make_line(_("facts at a glance"), "At a glance")
    benefits_risks_title = _make_line(_("benefits and risks"), "Benefits and risks")
    benefits_title = _make_line(_("the benefits"), "Possible benefits")
    risks_title = _make_line(_("the risks"), "Risks and side effects")
    who_should_not_title = _make_line(_("who should not have it"), "Who should not have it")
    not_given_title = _make_line(_("those who don’t get it"), "It is not given to")
    ask_first_title = _make_line(_("those who talk to us first"), "Talk to us first")
    alternatives_title = _make_line(_("the alternatives"), "Other ways to get help")
    certainty_title = _make_line(_("how sure we are"), "How sure we can be")

    class Meta:
        abstract = True


class ArticleWords(models.Model):
    """Headings under articles and in the blog, and the line beside the request button."""

    request_banner_else = _make_line(
        _("beside the request button, where no banner text is set"), "Would you like to talk to us?"
    )
    references_title = _make_line(_("heading of the sources"), "References")
    further_title = _make_line(_("heading of further sources"), "Further reading")
    changes_title = _make_line(_("heading of what changed"), "What changed on this page")
    related_title = _make_line(_("heading of related posts"), "You may also want to read")
    no_posts = _make_line(_("where a list has no post"), "There are no posts here yet.", 160)
    clear_question = _make_line(_("the question under texts"), "Was this clear?", 80)
    clear_title = _make_line(_("heading after an answer"), "Thank you", 80)

    class Meta:
        abstract = True


class CrisisWords(models.Model):
    """Where help is at once. The numbers become links by themselves, and none of the texts may lose them."""

    crisis_top = _make_line(
        _("line on top of every page"), "In a crisis? Call or text 988, day and night.", 160
    )
    crisis_sent_title = _make_line(
        _("heading after sending"), "If things are hard right now",
        help_text=_("Shown first where what a visitor sent sounds like danger."),
    )  # fmt: skip
    crisis_sent_text = models.TextField(
        _("text after sending"), max_length=400, blank=True,
        default="Thank you for writing to us. We read your request in our opening hours. "
        "Somebody can talk with you at once, day and night, free of charge:",
    )  # fmt: skip
    crisis_sent_lines = models.TextField(
        _("where help is, after sending"), max_length=800,
        default="Call or text 988, the Suicide & Crisis Lifeline. Veterans press 1.\nIf you or somebody else is in danger, call 911.",
        help_text=_("One line each."),
    )  # fmt: skip
    crisis_search_title = _make_line(
        _("heading above a search"), "Somebody can talk with you now",
        help_text=_("Shown first where somebody searches for something that sounds like danger."),
    )  # fmt: skip
    crisis_search_lines = models.TextField(
        _("where help is, above a search"), max_length=1000,
        default="Call 988, text 988 or chat at 988lifeline.org/chat with the 988 Lifeline, day and night, free of charge. "
        "Veterans press 1.\nIf you or somebody else is in danger, or has taken too much of something, call 911.",
        help_text=_("One line each."),
    )  # fmt: skip
    crisis_search_spanish = _make_line(
        _("the same in Spanish"),
        "En español: llame al 988 y oprima el 2. En una emergencia, llame al 911.", 240,
    )  # fmt: skip

    class Meta:
        abstract = True

    def find_crisis_errors(self) -> dict[str, Any]:
        """Return why a text that lost the numbers of help is refused, by field."""
        both = ("crisis_sent_lines", "crisis_search_lines", "crisis_search_spanish")
        wanted = {"crisis_top": ("988",), **dict.fromkeys(both, ("988", "911"))}
        # The clinic's own line, on every page and above forms; the editor of rich text never leaves it quite empty.
        if strip_tags(getattr(self, "crisis_text", "")).strip():
            wanted["crisis_text"] = ("988",)
        return {
            name: _now("People rely on these numbers here: %(numbers)s. Please keep them.")
            % {"numbers": ", ".join(numbers)}
            for name, numbers in wanted.items()
            if any(number not in getattr(self, name) for number in numbers)
        }


class FormWords(models.Model):
    """Around forms, and after sending: what the clinic promises."""

    check_title = _make_line(_("heading of the last look"), "Check your answers")
    check_text = _make_text(_("under it"), "Nothing has been sent yet.", 200)
    promise_call = _make_line(_("who asked for a call"), "We try to call you")
    promise_text = _make_line(_("who asked for a text message"), "We try to text you")
    promise_email = _make_line(_("who asked for an e-mail"), "We write to you")
    promise_any = _make_line(_("everybody else"), "We try to reach you")
    promise_estimate = _make_line(
        _("who asked about cost"), "You get your cost estimate in writing"
    )
    no_details = _make_text(
        _("beside fields for free text"), "Please do not include medical details.", 160,
        db_default="Please do not include medical details.",
    )  # fmt: skip
    adults_only = _make_line(
        _("who does not tick ‘I am 18 or older’"),
        "Tick the box to confirm. We can only treat adults; if you ask for someone younger, call us.",
        200,
        db_default="Tick the box to confirm. We can only treat adults; if you ask for someone younger, call us.",
    )
    sent_note = _make_text(
        _("under what happens next"),
        "You need not send it again. If something changes, call us and give the reference number.",
    )

    class Meta:
        abstract = True


class SearchWords(models.Model):
    """The search page, with an answer and without."""

    search_question = _make_line(_("above the search box"), "What are you looking for?")
    search_nothing = _make_line(
        _("where nothing is found"), "Nothing found for ‘{words}’.", 160,
        validators=[KnownPlaceholders(IN_SEARCH)],
        help_text=_("You can write {words}: what somebody looked for."),
    )  # fmt: skip
    search_nothing_text = _make_text(
        _("help where nothing is found"), "Try one plain word, or call us: somebody will know."
    )
    search_similar = _make_line(_("similar titles"), "Pages with a similar title")
    search_popular = _make_line(_("the menu’s pages"), "Where many people look")

    class Meta:
        abstract = True


class ErrorWords(models.Model):
    """What visitors read where something is missing or broken."""

    gone_title = _make_line(_("a page that was taken away: heading"), "This page is gone")
    gone_text = _make_text(
        _("a page that was taken away: text"),
        "It was here once and has been taken down. "
        "What it said may stand on another page now: search for it, or start from the first page.",
    )
    closed_title = _make_line(
        _("a page that is closed to somebody: heading"), "This page is closed to you"
    )
    closed_text = _make_text(
        _("a page that is closed to somebody: text"),
        "You may not open this page. If you work here, sign in with an account that may.",
    )
    unread_title = _make_line(
        _("an address that can’t be read: heading"), "This address could not be read"
    )
    unread_text = _make_text(
        _("an address that can’t be read: text"),
        "Something in the address or in what was sent was not as it should be. Please go back and try again, or start from the first page.",
    )
    broken_title = _make_line(_("our fault: heading"), "Something went wrong on our side")
    broken_text = _make_text(
        _("our fault: text"),
        "It is not your fault. We have been told and will look at it. Please try again in a few minutes.",
    )
    away_title = _make_line(_("while the site is looked after: heading"), "Back in a few minutes")
    away_text = _make_text(
        _("while the site is looked after: text"),
        "We are looking after the site just now. Nothing that we thanked you for is lost.",
    )

    class Meta:
        abstract = True


PLACES: tuple[tuple[Any, type[models.Model]], ...] = (
    (_("Treatment pages"), TreatmentWords),
    (_("Articles and posts"), ArticleWords),
    (_("Help in a crisis"), CrisisWords),
    (_("Forms"), FormWords),
    (_("The search"), SearchWords),
    (_("Where something is missing or broken"), ErrorWords),
)

"""One question of a form."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.forms.models import AbstractFormField

from ..requests.privacy.never_asked import find_never_asked
from ..requests.questions import QuestionType
from .question_types import AUTOCOMPLETE, CONSENTS, FIELD_TYPES, QUESTION_TYPES, KindSelect

LONGEST_ANSWER = 200
_NEVER = _("A request form must not ask for ‘%(what)s’. Ask on the telephone or in the clinic.")
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """Return a new stable key of a field: random, so no label can collide with it or change it."""
    return "f_" + "".join(secrets.choice(_ALPHABET) for _ in range(8))


def _split_lines(text: str) -> list[str]:
    lines = (line.strip().rstrip(",").strip() for line in text.splitlines())
    return [line for line in lines if line]


class FormField(AbstractFormField):
    """One question. Its key never changes; its label is for people only."""

    page = ParentalKey(
        "clinic_forms.FormPage", on_delete=models.CASCADE, related_name="form_fields"
    )
    # Hidden in the editor but part of its form, so that autosaved drafts keep it. New rows of the
    # editor get theirs on the server (`forms.pages.editor.question_rows`).
    clean_name = models.CharField(
        _("key"),
        max_length=40,
        default=new_key,
        editable=True,
        validators=[RegexValidator(r"^f_[a-z0-9]{4,30}$")],
    )
    field_type = models.CharField(_("kind"), max_length=16, choices=FIELD_TYPES)
    label = models.CharField(
        _("question"), max_length=255, help_text=_("As visitors read it above the field.")
    )
    help_text = models.CharField(
        _("hint"),
        max_length=255,
        blank=True,
        help_text=_("Shown between the question and its field."),
    )
    required = models.BooleanField(_("must be answered"), default=True)
    why = models.CharField(
        _("why we ask"),
        max_length=300,
        blank=True,
        help_text=_("Opens under the question: ‘Why we ask’."),
    )
    wording = models.TextField(
        _("wording of the consent"),
        blank=True,
        help_text=_(
            "Only for consents: the whole text beside the box. It is stored with each request, with "
            "its version and the time."
        ),
    )
    wording_version = models.PositiveSmallIntegerField(default=1, editable=False)
    choices = models.TextField(
        _("answers"),
        blank=True,
        help_text=_("One a line. Only for the kinds whose answers you write yourself."),
    )
    own_words = models.TextField(
        _("answers in words of your own"),
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Empty: ours. Otherwise one line for each of ours, in their order: what an answer means to the front desk stays the same."
        ),
    )
    autocomplete = models.CharField(
        _("what browsers may fill in"),
        max_length=20,
        blank=True,
        choices=AUTOCOMPLETE,
        help_text=_("Empty: what fits the kind."),
    )
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_(
            "The answer is shown on the request itself, after a click that goes on record; never in lists, call "
            "sheets or mail, and in an export only if somebody asks for it."
        ),
    )
    section = models.CharField(
        _("starts a part"),
        max_length=120,
        blank=True,
        help_text=_(
            "A heading: this question begins a new part of the form, or a new step where steps are on."
        ),
    )
    show_if = models.CharField(
        _("only if this question"),
        max_length=255,
        blank=True,
        help_text=_("Copy the other question's words here. It must come before this one."),
    )
    show_if_answer = models.TextField(
        _("has this answer"),
        blank=True,
        help_text=_(
            "For example ‘Text me’, or ‘Yes’. One of several: one a line. Empty: any answer."
        ),
    )

    also_if = models.CharField(
        _("and this question"),
        max_length=255,
        blank=True,
        default="",
        db_default="",
        help_text=_("Both have to hold. It must come before this one, too."),
    )
    also_if_answer = models.TextField(
        _("with this answer"),
        blank=True,
        default="",
        db_default="",
        help_text=_("One of several: one a line. Empty: any answer."),
    )

    panels = [
        FieldPanel("clean_name", widget=HiddenInput, classname="w-hidden"),
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("field_type", widget=KindSelect), FieldPanel("required")]),
        FieldPanel("choices"),
        FieldPanel("own_words"),
        FieldPanel("wording"),
        FieldPanel("help_text"),
        FieldPanel("why"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("show_if", help_text=_("One that comes before this question.")),
                        FieldPanel("show_if_answer", help_text=_("Then this question is asked.")),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel("also_if", help_text=_("Then both have to hold.")),
                        FieldPanel("also_if_answer", help_text=_("Then this question is asked.")),
                    ]
                ),
                FieldPanel("sensitive"),
                FieldPanel("section"),
                FieldPanel("autocomplete"),
            ],
            heading=_("More"),
            classname="collapsed",
        ),
    ]

    class Meta(AbstractFormField.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.label

    def get_field_clean_name(self) -> str:
        """Return the stable key (Wagtail would make one from the label)."""
        if not self.clean_name:
            self.clean_name = new_key()
        return self.clean_name

    @property
    def question_type(self) -> QuestionType:
        """What the type brings along; a type that no longer exists is a line of text."""
        return QUESTION_TYPES.get(self.field_type, QUESTION_TYPES["singleline"])

    @property
    def key(self) -> str:
        """The stable key under which answers are stored."""
        return self.clean_name

    @property
    def is_consent(self) -> bool:
        """Whether it is one of the three consents."""
        return self.field_type in CONSENTS

    def problems(self) -> dict[str, Any]:
        """Return what must not be published, by field: questions that must not be asked, missing words.

        The editor's form checks it (`forms.pages.editor.page_form`), so that half-written drafts can be saved.
        """
        found: dict[str, Any] = {}
        if not self.is_consent and (what := find_never_asked(self.label, self.help_text)):
            found["label"] = _NEVER % {"what": what}
        if self.question_type.own_choices and (what := find_never_asked(self.choices)):
            found["choices"] = _NEVER % {"what": what}
        if self.sensitive and not self.question_type.may_be_sensitive:
            found["sensitive"] = _(
                "The front desk works with this answer, so it can’t be hidden. Take the tick away."
            )
        found |= self._find_wrong_answers()
        if self.is_consent and not self.wording.strip():
            found["wording"] = _("Write the text that the visitor agrees to.")
        for name in ("show_if", "also_if"):
            if getattr(self, f"{name}_answer") and not getattr(self, name):
                found[name] = _("Say which question must have this answer.")
        return found

    def _find_wrong_answers(self) -> dict[str, Any]:
        """Return what is wrong with the answers that staff wrote or reworded, by field."""
        kind = self.question_type
        found: dict[str, Any] = {}
        if kind.own_choices and len(self.own_choices()) < 2:
            found["choices"] = _("Write at least two answers, one a line.")
        words = self.list_own_words()
        if words and len(set(words)) != len(kind.options):
            found["own_words"] = _("Write %(count)s lines, one for each of: %(answers)s.") % {
                "count": len(kind.options),
                "answers": ", ".join(f"‘{label}’" for _code, label in kind.options),
            }
        if words and (what := find_never_asked(self.own_words)):
            found["own_words"] = _NEVER % {"what": what}
        for name, answers in (("choices", self.own_choices()), ("own_words", words)):
            if kind.takes_answers_of(name) and max(map(len, answers), default=0) > LONGEST_ANSWER:
                found[name] = _("An answer has at most %(most)s letters.") % {
                    "most": LONGEST_ANSWER
                }
        return found

    def own_choices(self) -> list[str]:
        """Return the answers that staff wrote, each once."""
        return list(dict.fromkeys(_split_lines(self.choices)))

    def list_conditions(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Return the two conditions as staff wrote them: another question's words, and its answers."""
        return (self.show_if, self.show_if_answer), (self.also_if, self.also_if_answer)

    def list_own_words(self) -> list[str]:
        """Return the lines in which staff reworded the answers of the kind; none where it has none of its own."""
        return _split_lines(self.own_words) if self.question_type.can_be_reworded else []

    def list_answers(self) -> list[tuple[str, str]]:
        """Return the fixed answers, as code and words; in our words where staff's don't fit (a draft)."""
        if self.question_type.own_choices:
            return [(text, text) for text in self.own_choices()]
        ours = self.question_type.options
        words = self.list_own_words()
        fits = len(words) == len(ours)
        return [(code, words[at] if fits else str(label)) for at, (code, label) in enumerate(ours)]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a changed consent wording its next version."""
        if self.pk and self.is_consent:
            before = type(self).objects.filter(pk=self.pk).values("wording", "wording_version")
            if (old := before.first()) and old["wording"] != self.wording:
                self.wording_version = old["wording_version"] + 1
        super().save(*args, **kwargs)

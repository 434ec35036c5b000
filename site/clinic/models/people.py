"""People of the clinic. A fact about them is written once, here, and used everywhere."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.admin.widgets import SlugInput
from wagtail.models import PreviewableMixin, RevisionMixin
from wagtail.search import index

from infra.editing.checked_form import CheckedModelForm
from infra.editing.panels import AppsPanel, place_in_list

_PHYSICIAN = re.compile(r"(?<![\w.])(?:M\.?\s?D|D\.?\s?O)\b\.?(?![\w.])")
# What only an MD or a DO is called. A physician assistant (associate) and an anesthesiologist assistant are called so by law.
_TITLES = (
    r"(?:physicians?|anesthesiologists?|anaesthesiologists?)\b(?! (?:assistant|associate))"
    r"|(?:medical doctors?|psychiatrists?|neurologists?|surgeons?)\b"
)
_CALLED = re.compile(rf"\b(?:{_TITLES})", re.I)
# In running text somebody may work with one: 'is our lead physician', not 'is trained by a physician'.
_NOT_WITH = r"(?:(?!by|with|of|for|to|from|under|and)\w+[\s-]){0,3}"
_IS_CALLED = re.compile(
    rf"(?:^\W*|\b(?:is|was|am|as|board[\s-]certified) (?:an? |our |the )?){_NOT_WITH}(?:{_TITLES})",
    re.I,
)


_SAID_OF = {
    "name": _CALLED,
    "credentials": _CALLED,
    "role": _CALLED,
    "summary": _IS_CALLED,
    "bio": _IS_CALLED,
}


class Person(RevisionMixin, PreviewableMixin, index.Indexed, models.Model):
    """Somebody of the clinic: clinician, author, reviewer. Used on the team page and under articles."""

    base_form_class = CheckedModelForm

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("address name"),
        max_length=80,
        unique=True,
        help_text=_("Part of the page address of this person's articles."),
    )
    credentials = models.CharField(
        _("credentials"),
        max_length=80,
        blank=True,
        help_text=_("As licensed, for example ‘MD’ or ‘PhD, CRNA’. Shown after the name."),
    )
    role = models.CharField(
        _("role"),
        max_length=120,
        help_text=_("For example ‘Lead clinician’. Shown under the name."),
    )
    is_physician = models.BooleanField(
        _("is a physician"),
        default=False,
        help_text=_(
            "Only for an MD or a DO. Search engines are told ‘physician’ on the strength of this tick."
        ),
    )
    licence = models.CharField(
        _("licence"),
        max_length=160,
        blank=True,
        help_text=_("Kind, state and number, as the state board lists it."),
    )
    photo = models.ForeignKey(
        "media.ClinicImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("photo"),
    )
    summary = models.CharField(
        _("in one sentence"),
        max_length=240,
        blank=True,
        help_text=_("Shown on cards and under articles."),
    )
    bio = models.TextField(
        _("biography"), blank=True, help_text=_("Plain text. An empty line starts a new paragraph.")
    )
    disclosures = models.TextField(
        _("disclosures"),
        blank=True,
        help_text=_(
            "Interests that a reader should know of, for example payment by a maker of a medicine."
        ),
    )
    email_public = models.EmailField(_("public e-mail"), blank=True)
    show_on_team = models.BooleanField(_("show on the team page"), default=True)
    order = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("Lower numbers come first.")
    )
    is_sample = models.BooleanField(
        _("sample profile"),
        default=False,
        help_text=_("Shows a plain mark ‘Sample profile’. Take the tick off for a real person."),
    )

    panels = [
        AppsPanel(),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        TitleFieldPanel("name", classname="", placeholder=False),
                        FieldPanel("credentials"),
                    ]
                ),
                FieldRowPanel([FieldPanel("role"), FieldPanel("slug", widget=SlugInput)]),
                FieldPanel("is_sample"),
            ],
            heading=_("Who"),
        ),
        MultiFieldPanel(
            [FieldPanel("photo"), FieldPanel("summary"), FieldPanel("bio")],
            heading=_("What visitors read"),
        ),
        MultiFieldPanel(
            [FieldPanel("is_physician"), FieldPanel("licence"), FieldPanel("disclosures")],
            heading=_("Standing"),
        ),
        MultiFieldPanel(
            [FieldPanel("email_public"), FieldPanel("show_on_team"), place_in_list()],
            heading=_("Where it shows"),
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("role"),
        index.FilterField("show_on_team"),
    ]

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_licensed_physician(self) -> bool:
        """Whether an MD or a DO stands in the credentials: the tick alone makes nobody a physician."""
        return self.is_physician and bool(_PHYSICIAN.search(self.credentials))

    def clean(self) -> None:
        """Refuse 'physician', ticked or written, for somebody who is no MD or DO."""
        super().clean()
        if _PHYSICIAN.search(self.credentials):
            return
        if self.is_physician:
            raise ValidationError(
                {"is_physician": _("Only for an MD or a DO: the credentials name neither.")}
            )
        for field, pattern in _SAID_OF.items():
            if match := pattern.search(getattr(self, field)):
                raise ValidationError(
                    {
                        field: _(
                            "‘%(title)s’ is for an MD or a DO. Name the licence, for example ‘Nurse anesthetist’."
                        )
                        % {"title": match[0].split()[-1].capitalize()}
                    }
                )

    @property
    def display_name(self) -> str:
        """The name with the credentials as licensed."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """A card as on the team page, and the line under an article."""
        return [("card", _("On the team page")), ("author", _("Under an article"))]

    def get_preview_template(self, request, mode_name: str) -> str:
        """One template for both; it shows the mode it is given."""
        return "previews/person.html"

    def get_preview_context(self, request, mode_name: str) -> dict:
        """Hand the person and the mode to the template."""
        return {"object": self, "person": self, "mode": mode_name, "request": request}

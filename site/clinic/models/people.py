"""People and places. A fact about them stands once, here, and is used everywhere."""

from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.admin.widgets import SlugInput
from wagtail.models import Orderable, PreviewableMixin, RevisionMixin
from wagtail.search import index

from infra.editing.checked_form import CheckedModelForm
from infra.editing.panels import RoomsPanel
from infra.editing.typed_times import say_time
from infra.phone_numbers import validate_phone

from ..location_form import LocationForm


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
        RoomsPanel(),
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
            [FieldPanel("email_public"), FieldPanel("show_on_team"), FieldPanel("order")],
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


US_TIME_ZONES = [
    ("America/New_York", _("Eastern")),
    ("America/Chicago", _("Central")),
    ("America/Denver", _("Mountain")),
    ("America/Phoenix", _("Mountain, no daylight saving (Arizona)")),
    ("America/Los_Angeles", _("Pacific")),
    ("America/Anchorage", _("Alaska")),
    ("Pacific/Honolulu", _("Hawaii")),
]


class Location(RevisionMixin, PreviewableMixin, index.Indexed, ClusterableModel):
    """A place where the clinic sees people: address, hours, telephone, map."""

    base_form_class = LocationForm

    name = models.CharField(_("name"), max_length=120, help_text=_("For example ‘Main clinic’."))
    street = models.CharField(_("street"), max_length=160)
    street_2 = models.CharField(_("suite or floor"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=80)
    state = models.CharField(_("state"), max_length=2, help_text=_("Two letters, for example VA."))
    postal_code = models.CharField(_("ZIP code"), max_length=10)
    phone = models.CharField(
        _("telephone"),
        max_length=30,
        blank=True,
        validators=[validate_phone],
        help_text=_("Leave empty to use the clinic's number."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=40, choices=US_TIME_ZONES, default="America/New_York"
    )
    hours_note = models.CharField(
        _("note on hours"),
        max_length=200,
        blank=True,
        help_text=_("For example ‘By appointment only’."),
    )
    directions = models.TextField(
        _("getting here"), blank=True, help_text=_("Parking, entrance, lift, bus. Plain text.")
    )
    map_image = models.ForeignKey(
        "media.ClinicImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture of the map"),
        help_text=_("A picture, so that no map company learns who looks at this page."),
    )
    map_url = models.URLField(
        _("map address"),
        blank=True,
        help_text=_("Opens in a new page when a visitor presses the picture."),
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    order = models.PositiveSmallIntegerField(
        _("order"),
        default=100,
        help_text=_("Lower numbers come first. The first one is the main place."),
    )
    is_sample = models.BooleanField(
        _("sample address"),
        default=False,
        help_text=_("Shows a plain mark ‘Sample address’, and search engines are not told of it."),
    )

    panels = [
        RoomsPanel(),
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("street"),
                FieldPanel("street_2"),
                FieldRowPanel([FieldPanel("city"), FieldPanel("state"), FieldPanel("postal_code")]),
                FieldPanel("phone"),
                FieldPanel("is_sample"),
            ],
            heading=_("Address"),
        ),
        InlinePanel("opening_hours", heading=_("Opening hours"), label=_("Day")),
        MultiFieldPanel(
            [FieldPanel("time_zone"), FieldPanel("hours_note")], heading=_("About the hours")
        ),
        MultiFieldPanel(
            [
                FieldPanel("directions"),
                FieldPanel("map_image"),
                FieldPanel("map_url"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("order"),
            ],
            heading=_("Getting here"),
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("city"),
    ]

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("location")
        verbose_name_plural = _("locations")

    def __str__(self) -> str:
        return f"{self.name}, {self.city}" if self.city else self.name

    @property
    def address_lines(self) -> list[str]:
        """The address as one writes it on an envelope."""
        lines = [
            self.street,
            self.street_2,
            f"{self.city}, {self.state} {self.postal_code}".strip(" ,"),
        ]
        return [line for line in lines if line]

    def get_preview_template(self, request, mode_name: str) -> str:
        """The card as the locations block shows it."""
        return "previews/location.html"


class OpeningHours(Orderable):
    """When a place is open on one weekday. A day without a row is closed."""

    class Day(models.IntegerChoices):
        """Monday first, as Python's `date.weekday()` counts."""

        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    location = ParentalKey(Location, on_delete=models.CASCADE, related_name="opening_hours")
    day = models.PositiveSmallIntegerField(_("day"), choices=Day.choices)
    opens = models.TimeField(_("opens"), default=time(9))
    closes = models.TimeField(_("closes"), default=time(17))

    panels = [FieldRowPanel([FieldPanel("day"), FieldPanel("opens"), FieldPanel("closes")])]

    class Meta(Orderable.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")

    def __str__(self) -> str:
        return f"{self.get_day_display()} {say_time(self.opens)}–{say_time(self.closes)}"

    def clean(self) -> None:
        """Refuse a day that closes before it opens."""
        super().clean()
        if not self.opens or not self.closes or self.opens < self.closes:
            return
        if self.closes == time(0):
            sentence = _("The day ends at midnight. To close then, write 11:59 pm.")
        elif self.closes == self.opens:
            sentence = _("The closing time must be after the opening time; both are the same.")
        else:
            sentence = _(
                "The closing time must be after the opening time. Open past midnight? Write two rows: this "
                "day until 11:59 pm, and the next day from 12 am."
            )
        raise ValidationError({"closes": sentence})

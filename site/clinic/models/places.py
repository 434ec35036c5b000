"""Places and their hours. A fact about them is written once, here, and used everywhere."""

from datetime import time

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
)
from wagtail.models import Orderable, PreviewableMixin, RevisionMixin
from wagtail.search import index

from infra.editing.panels import AppsPanel, place_in_list
from infra.editing.typed_times import say_time
from infra.phone_numbers import validate_phone

from ..location_form import LocationForm

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
        AppsPanel(),
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
                place_in_list(_("The first one is the main place.")),
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

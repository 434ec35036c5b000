"""Pages about the clinic, and everything that needs no type of its own."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from pages.models import BasePage, BodyPage


class AboutPage(BodyPage):
    """The page that says who the clinic's people are."""

    template = "pages/about.html"
    schema_type = "AboutPage"
    page_description = _(
        "Who works here, where you are, and how you work. The team comes from Clinic → Team."
    )
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("about page")


class StandardPage(BodyPage):
    """Costs, safety, questions, first visit, and every notice that the law asks for."""

    class Purpose(models.TextChoices):
        """What the page is for; some purposes have a place of their own on the site."""

        GENERAL = "general", _("General")
        HEALTH = "health", _("Health information")
        # Read by a clinician as every page on health, without what asks a reader to come: nobody sells on it.
        CRISIS = "crisis", _("Help in a crisis")
        COSTS = "costs", _("Costs")
        PRIVACY_PRACTICES = "privacy-practices", _("Notice of Privacy Practices")
        HEALTH_DATA = "health-data", _("Consumer health data policy")
        ACCESSIBILITY = "accessibility", _("Accessibility statement")
        NON_DISCRIMINATION = "non-discrimination", _("Non-discrimination and language help")
        GOOD_FAITH_ESTIMATE = "good-faith-estimate", _("Good-faith estimate")
        LEGAL = "legal", _("Other legal page")

    template = "pages/standard.html"
    page_description = _(
        "A page for anything else: costs, safety, questions, first visit, legal notices."
    )
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]

    purpose = models.CharField(
        _("purpose"),
        max_length=24,
        choices=Purpose.choices,
        default=Purpose.GENERAL,
        help_text=_(
            "Health pages show the standing notes on medical content; legal pages show when they took effect."
        ),
    )
    effective_date = models.DateField(
        _("in effect since"),
        null=True,
        blank=True,
        help_text=_("For legal pages: shown under the title."),
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("purpose"), FieldPanel("effective_date")], heading=_("Kind of page")
        ),
        *BasePage.intro_panels,
        *BodyPage.body_panels,
        *BasePage.review_panels,
    ]
    search_fields = [*BodyPage.search_fields, index.FilterField("purpose")]

    class Meta:
        verbose_name = _("standard page")

    @property
    def is_health_content(self) -> bool:  # type: ignore[override]
        """Whether the standing notes on medical content belong under the page."""
        return self.purpose in (self.Purpose.HEALTH, self.Purpose.COSTS)

    @property
    def helps_at_once(self) -> bool:
        """Whether somebody opens the page in need: its words come first, and who checked them stands below."""
        return self.purpose == self.Purpose.CRISIS

    @property
    def needs_review(self) -> bool:  # type: ignore[override]
        """Whether somebody has to read it from time to time; only a reviewer may call a page 'General'."""
        return self.purpose != self.Purpose.GENERAL

    @property
    def review_months(self) -> int:  # type: ignore[override]
        """After how many months somebody reads the page again: prices and law change faster than medicine."""
        kinds = (self.Purpose.GENERAL, self.Purpose.HEALTH, self.Purpose.CRISIS)
        return 12 if self.purpose in kinds else 6

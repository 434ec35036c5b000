"""The pages of the clinic's site."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from content.blocks import body_blocks
from content.blocks.base import line
from content.blocks.evidence import NOT_GIVEN, STRENGTHS
from content.blocks.treatment import FactBlock
from infra.stream_field import StreamField
from pages.models import BasePage, BodyPage, for_serving
from seo.text import plain

from .routing import find_deepest_page


class HomePage(BodyPage):
    """The first page: a promise in one sentence, and the way to everything else."""

    template = "pages/home.html"
    page_description = _(
        "The first page of the site. There is one; its parts are blocks that you can put in any order."
    )
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.ServiceIndexPage",
        "home.AboutPage",
        "home.StandardPage",
        "blog.BlogIndexPage",
        "clinic_forms.FormPage",
    ]
    max_count = 1

    headline = models.CharField(
        _("promise"),
        max_length=120,
        help_text=_(
            "One sentence, the largest words on the page. Promise only what is always true."
        ),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        *BasePage.intro_panels,
        *BodyPage.body_panels,
        *BasePage.review_panels,
    ]
    search_fields = [*BodyPage.search_fields, index.SearchField("headline")]

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page of an address in one query, however deep it lies.

        Wagtail asks once a level, and twice for each page's own type. The deepest page whose
        address begins the requested one is found at once; what is left of the address is its
        own affair (a blog category, a feed).
        """
        if not path_components:
            # This page may be the one that all requests share (`infra.addresses.sites`): show a fresh one.
            return super(HomePage, for_serving(self, [])).route(request, [])
        page, rest = find_deepest_page(self, path_components)
        return page.route(request, rest)


class ServiceIndexPage(BodyPage):
    """All treatments and conditions."""

    template = "pages/service_index.html"
    page_description = _(
        "Lists the treatments and the conditions treated. Treatment pages live under it."
    )
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.ServicePage"]

    class Meta:
        verbose_name = _("treatments overview")

    def services(self):
        """Return the live treatment pages under this one, in the order of the page tree."""
        return (
            ServicePage.objects.child_of(self)
            .live()
            .public()
            .select_related("picture")
            .order_by("path")
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `treatments` and `conditions`."""
        context = super().get_context(request, *args, **kwargs)
        services = list(self.services())
        context["treatments"] = [s for s in services if s.kind == ServicePage.ServiceKind.TREATMENT]
        context["conditions"] = [s for s in services if s.kind == ServicePage.ServiceKind.CONDITION]
        return context


class ServicePage(BodyPage):
    """A treatment, or a condition that is treated. Carries what honesty asks for as data.

    Source: FTC Health Products Compliance Guidance (Dec 2022); see `docs/editor-guide.md`.
    """

    class ServiceKind(models.TextChoices):
        """What the page is about."""

        TREATMENT = "treatment", _("Treatment")
        CONDITION = "condition", _("Condition")

    template = "pages/service.html"
    article_template = "components/service_article.html"
    closing_streams = ("details", "body")
    schema_type = "MedicalWebPage"
    is_health_content = True
    page_description = _(
        "A treatment or a condition: what it is, how it goes, benefits and risks, who should not have it, evidence."
    )
    parent_page_types: ClassVar[list[str]] = ["home.ServiceIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    kind = models.CharField(
        _("kind"), max_length=10, choices=ServiceKind.choices, default=ServiceKind.CONDITION
    )
    off_label_notice = models.TextField(
        _("off-label notice"),
        max_length=500,
        help_text=_(
            "Says plainly whether the FDA has approved this use, for example ‘Approved as an anesthetic; off-label for depression.’"
        ),
    )
    at_a_glance = StreamField(
        [("fact", FactBlock())], blank=True, verbose_name=_("at a glance"), max_num=8
    )
    benefits = StreamField([("item", line())], verbose_name=_("possible benefits"), max_num=8)
    risks = StreamField([("item", line())], verbose_name=_("risks"), max_num=14)
    who_should_not = StreamField(
        [("item", line())], verbose_name=_("who should not have it"), max_num=20
    )
    ask_first = StreamField(
        [("item", line())], blank=True, verbose_name=_("who should talk to us first"), max_num=20
    )
    alternatives = StreamField([("item", line())], verbose_name=_("alternatives"), max_num=10)
    evidence_strength = models.CharField(
        _("how sure we can be"), max_length=12, choices=STRENGTHS, default=NOT_GIVEN
    )
    evidence_summary = models.TextField(_("the evidence in two sentences"), max_length=500)
    details = StreamField(
        body_blocks(),
        blank=True,
        verbose_name=_("further content"),
        help_text=_("After the safety part: price, questions, next step."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        *BasePage.intro_panels,
        FieldPanel("off_label_notice"),
        FieldPanel("at_a_glance"),
        *BodyPage.body_panels,
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_(
                        "Visitors see these parts on every treatment page, benefits and risks side by side."
                    )
                ),
                FieldPanel("benefits"),
                FieldPanel("risks"),
                FieldPanel("who_should_not"),
                FieldPanel("ask_first"),
                FieldPanel("alternatives"),
                FieldPanel("evidence_strength"),
                FieldPanel("evidence_summary"),
            ],
            heading=_("Safety and evidence"),
        ),
        FieldPanel("details"),
        *BasePage.review_panels,
    ]
    search_fields = [
        *BodyPage.search_fields,
        index.SearchField("benefits"),
        index.SearchField("risks"),
        index.SearchField("who_should_not"),
        index.SearchField("details"),
    ]

    class Meta:
        verbose_name = _("treatment page")

    def schema_subject(self) -> dict[str, Any]:
        """Return the treatment or the condition as a node of the JSON-LD graph.

        Nothing that would be a claim: what it is called, and who should not have it.
        """
        if self.kind == self.ServiceKind.CONDITION:
            return {"@type": "MedicalCondition", "name": self.title}
        return {
            "@type": "MedicalTherapy",
            "name": self.title,
            "contraindication": [plain(block.value.source) for block in self.who_should_not],
        }


class AboutPage(BodyPage):
    """Who we are."""

    template = "pages/about.html"
    schema_type = "AboutPage"
    page_description = _(
        "Who works here, where you are, and how you work. The team comes from the people snippets."
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
    def needs_review(self) -> bool:  # type: ignore[override]
        """Whether somebody has to read it from time to time; only a reviewer may call a page 'General'."""
        return self.purpose != self.Purpose.GENERAL

    @property
    def review_months(self) -> int:  # type: ignore[override]
        """After how many months somebody reads the page again: prices and law change faster than medicine."""
        return 12 if self.purpose in (self.Purpose.GENERAL, self.Purpose.HEALTH) else 6

"""The pages of treatments and conditions, and their overview."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from content.blocks import body_blocks
from content.blocks.base import make_line
from content.blocks.evidence import NOT_GIVEN, STRENGTHS
from content.blocks.treatment import FactBlock
from infra.memory import memoize
from infra.stream_field import StreamField
from infra.view_restrictions import public_q
from pages.models import BasePage, BodyPage
from seo.plain_html import make_plain


class ServiceIndexPage(BodyPage):
    """All treatments and conditions."""

    template = "pages/service_index.html"
    page_description = _(
        "Lists the treatments and the conditions treated. Treatment pages live under it."
    )
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.ServicePage"]
    lists_children = True

    class Meta:
        verbose_name = _("treatments overview")

    def services(self):
        """Return the live treatment pages under this one, in the order of the page tree."""
        return (
            ServicePage.objects.child_of(self)
            .live()
            .filter(public_q())
            .select_related("picture")
            .order_by("path")
        )

    def schema_services(self) -> list[tuple[str, str]]:
        """Return name and path of each treatment that the page shows; read once a content version."""
        return memoize(
            ("schema-services", self.pk),
            lambda: [
                (service.title, service.get_url() or "")
                for service in _of_kind(lambda: list(self.services()), "treatment")
            ],
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `treatments` and `conditions`."""
        context = super().get_context(request, *args, **kwargs)
        read = cache(lambda: list(self.services()))
        for name, kind in (("treatments", "treatment"), ("conditions", "condition")):
            context[name] = SimpleLazyObject(partial(_of_kind, read, kind))
        return context


def _of_kind(read: Callable[[], list[Any]], kind: str) -> list[Any]:
    return [service for service in read() if service.kind == kind]


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
    benefits = StreamField([("item", make_line())], verbose_name=_("possible benefits"), max_num=8)
    risks = StreamField([("item", make_line())], verbose_name=_("risks"), max_num=14)
    who_should_not = StreamField(
        [("item", make_line())], verbose_name=_("who should not have it"), max_num=20
    )
    ask_first = StreamField(
        [("item", make_line())],
        blank=True,
        verbose_name=_("who should talk to us first"),
        max_num=20,
    )
    alternatives = StreamField([("item", make_line())], verbose_name=_("alternatives"), max_num=10)
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

    def schema_services(self) -> list[tuple[str, str]]:
        """Return the treatment itself, which the clinic offers; nothing of a condition."""
        is_treatment = self.kind == self.ServiceKind.TREATMENT
        return [(self.title, self.url or "")] if is_treatment else []

    def schema_subject(self) -> dict[str, Any]:
        """Return the treatment or the condition as a node of the JSON-LD graph.

        Nothing that would be a claim: what it is called, and who should not have it.
        """
        if self.kind == self.ServiceKind.CONDITION:
            return {"@type": "MedicalCondition", "name": self.title}
        return {
            "@type": "MedicalTherapy",
            "name": self.title,
            "contraindication": [make_plain(block.value.source) for block in self.who_should_not],
        }

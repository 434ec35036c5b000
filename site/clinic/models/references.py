"""Sources that texts cite: written once, cited on many pages."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import (
    PreviewableMixin,
    RevisionMixin,
)
from wagtail.search import index

from infra.editing.checked_form import CheckedModelForm
from infra.editing.panels import AppsPanel


class Reference(RevisionMixin, PreviewableMixin, index.Indexed, models.Model):
    """A source: a paper, a drug label, a rule, a guideline. Cited in texts by its number."""

    base_form_class = CheckedModelForm

    class SourceType(models.TextChoices):
        """What kind of source it is; readers see the word."""

        REVIEW = "review", _("Systematic review")
        TRIAL = "trial", _("Controlled trial")
        STUDY = "study", _("Observational study")
        GUIDELINE = "guideline", _("Guideline or consensus")
        LABEL = "label", _("Drug label")
        LAW = "law", _("Law or regulation")
        AGENCY = "agency", _("Government or agency")
        OTHER = "other", _("Other")

    class LinkState(models.TextChoices):
        """What came of opening the address."""

        UNKNOWN = "unknown", _("Not checked yet")
        OPENS = "opens", _("Opens")
        GONE = "gone", _("Does not open")

    key = models.SlugField(
        _("short name"),
        max_length=60,
        unique=True,
        blank=True,
        help_text=_("For staff, for example dean-2021. Empty: made from author and year."),
    )
    authors = models.CharField(
        _("authors"),
        max_length=300,
        help_text=_("For example ‘Dean RL, Hurducas C, Hawton K, et al.’"),
    )
    title = models.CharField(_("title"), max_length=400)
    source = models.CharField(_("journal or publisher"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    doi = models.CharField(
        "DOI",
        max_length=120,
        blank=True,
        validators=[
            RegexValidator(
                r"^10\.\d{4,9}/\S+$",
                _("A DOI starts with 10. – for example 10.1056/NEJMoa2302399."),
            )
        ],
    )
    pmid = models.CharField(
        "PMID",
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{1,10}$", _("A PMID is a number, for example 37224232."))],
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    kind = models.CharField(
        _("kind"), max_length=12, choices=SourceType.choices, default=SourceType.OTHER
    )
    note = models.TextField(_("note for staff"), blank=True)
    retracted = models.BooleanField(
        _("retracted"),
        default=False,
        help_text=_(
            "The journal took the paper back. Every page that cites it is due for review at once."
        ),
    )
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody, or the site, last opened the address."),
    )
    link_state = models.CharField(
        _("address"), max_length=12, choices=LinkState.choices, default=LinkState.UNKNOWN
    )
    superseded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="supersedes",
        verbose_name=_("superseded by"),
        help_text=_(
            "A newer source that replaces this one. Pages that cite this one should be looked at."
        ),
    )

    panels = [
        AppsPanel(),
        MultiFieldPanel(
            [
                FieldPanel("authors"),
                FieldPanel("title"),
                FieldRowPanel([FieldPanel("source"), FieldPanel("year")]),
                FieldPanel("kind"),
            ],
            heading=_("What it is"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("doi"), FieldPanel("pmid")]), FieldPanel("url")],
            heading=_("Where it is"),
            help_text=_(
                "Give at least one of DOI, PMID or address, so that a reader can look it up."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("checked_on"), FieldPanel("link_state")]),
                FieldPanel("retracted"),
                FieldPanel("superseded_by"),
                FieldPanel("key"),
                FieldPanel("note"),
            ],
            heading=_("For staff"),
        ),
    ]
    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("authors"),
        index.SearchField("key"),
        index.AutocompleteField("title"),
        index.AutocompleteField("authors"),
        index.AutocompleteField("key"),
        index.FilterField("kind"),
        index.FilterField("year"),
    ]

    class Meta:
        ordering = ["authors", "year"]
        verbose_name = _("reference")
        verbose_name_plural = _("references")

    def __str__(self) -> str:
        who = self.authors.split(",")[0]
        return f"{who} {self.year or ''} – {self.title}"[:160]

    def clean(self) -> None:
        """A source that can't be looked up is no source. Gives it a short name if it has none."""
        super().clean()
        if not self.key:
            self.key = self._free_key()
        if not (self.doi or self.pmid or self.url):
            raise ValidationError(
                {"url": _("Give a DOI, a PMID or an address, so that readers can look it up.")}
            )
        if self.superseded_by_id and self.superseded_by_id == self.pk:
            raise ValidationError(
                {"superseded_by": _("A reference can't replace itself. Choose another one.")}
            )

    def _free_key(self) -> str:
        first = self.authors.split(",")[0].split(" ")[0]
        base = slugify(f"{first}-{self.year or ''}")[:50].strip("-") or "source"
        key, n = base, 2
        while Reference.objects.filter(key=key).exclude(pk=self.pk).exists():
            key, n = f"{base}-{n}", n + 1
        return key

    @property
    def link(self) -> str:
        """The best address to look it up: DOI, then PubMed, then the page given."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return self.url

    def get_preview_template(self, request, mode_name: str) -> str:
        """The line as the reference list shows it."""
        return "previews/reference.html"

"""What every public page carries, whatever its type."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtailseo.models import SeoMixin

from content.article import Article, render_article
from infra.editing.panels import AppsPanel
from infra.editing.publishing import CheckedPublishMixin
from infra.searching.accents import accented_words
from infra.stream_field import StreamField
from infra.view_restrictions import restrictions_of

from ..content_change import read_content_change
from ..page_form import PageForm
from ..panels import picture_panel, search_panels
from ..review_line import ReviewLine, read_review_line
from ..shared_password import SharedPasswordMixin

if TYPE_CHECKING:
    from clinic.models.people import Person


class BasePage(SharedPasswordMixin, CheckedPublishMixin, SeoMixin, Page):
    """What every public page carries: search-engine fields, picture, and who answers for its content.

    `schema_type` names the page in the JSON-LD graph (`seo` reads it). Page methods compute; templates only show.
    """

    schema_type: ClassVar[str] = "WebPage"
    base_form_class = PageForm
    # After how many months a clinician, or whoever answers for it, reads the page again. Law and prices: 6.
    review_months: ClassVar[int] = 12
    # Whether the page is health content: shows author, reviewer, dates and the standing notes.
    is_health_content: ClassVar[bool] = False
    # Whether readers see when it was published or changed (`components/byline.html`): search engines are told no more.
    shows_dates: ClassVar[bool] = True
    lists_children: ClassVar[bool] = False  # whether it links each page under it
    # What the page shows of other tables, fetched together with the page by `for_serving`.
    served_with: ClassVar[tuple[str, ...]] = (
        "picture",
        "og_image",
        "author__photo",
    )
    # The query parameters that the page reads. A page with any other is made anew for each request
    # (`edge.page_cache`), and what reads one without naming it here shows the same for all.
    query_parameters: ClassVar[tuple[str, ...]] = ()
    # Whether what the page shows is the same for everybody until somebody publishes (`{% memoized %}`).
    is_cached: ClassVar[bool] = True

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        max_length=400,
        help_text=_(
            "One or two sentences under the title. Also shown on cards and, if nothing else is given, by search engines."
        ),
    )
    picture = models.ForeignKey(
        "media.ClinicImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Shown on top of the page and on cards."),
    )
    picture_alt = models.CharField(
        _("picture described"),
        max_length=200,
        blank=True,
        help_text=_("For people who don't see the picture. Leave empty if it only decorates."),
    )
    author = models.ForeignKey(
        "clinic.Person",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    further_references = StreamField(
        [("reference", SnippetChooserBlock("clinic.Reference"))],
        blank=True,
        verbose_name=_("further references"),
        help_text=_(
            "Sources that the text does not cite by number. They follow the numbered ones."
        ),
    )
    true_until = models.DateField(
        _("true until"),
        null=True,
        blank=True,
        help_text=_(
            "The last day on which everything here is true, where something ends on a day that is known. The page"
            " is due for review by then."
        ),
    )
    true_until_what = models.CharField(
        _("what ends then"),
        max_length=160,
        blank=True,
        help_text=_("For staff, for example ‘tele-prescribing of controlled medicines’."),
    )
    change_log = models.TextField(
        _("what changed"),
        blank=True,
        max_length=3000,
        help_text=_(
            "One line for each change, the newest first, for example ‘June 2027: new section on blood pressure’. "
            "Readers see it at the end of the page."
        ),
    )
    noindex = models.BooleanField(
        _("hide from search engines"),
        default=False,
        help_text=_(
            "Search engines are asked not to list this page, and it leaves the sitemap. Whoever has its address can still read it."
        ),
    )

    intro_panels: ClassVar[list] = [
        AppsPanel(),
        FieldPanel("introduction"),
        picture_panel(),
    ]
    review_panels: ClassVar[list] = [
        MultiFieldPanel(
            [
                FieldPanel("author"),
                FieldPanel("further_references"),
                FieldRowPanel([FieldPanel("true_until"), FieldPanel("true_until_what")]),
                FieldPanel("change_log"),
            ],
            heading=_("Who stands for it, and on what evidence"),
        ),
    ]
    content_panels = [*Page.content_panels, *intro_panels, *review_panels]
    promote_panels = search_panels()
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("words_without_accents"),
    ]
    seo_description_sources: ClassVar[list[str]] = ["search_description", "introduction"]
    seo_image_sources: ClassVar[list[str]] = ["og_image", "picture"]

    class Meta:
        abstract = True

    # wagtail-seo's preview showed other titles than the page: `seo.snippet` shows what goes out.
    preview_modes = Page.preview_modes

    # --- Its clinical review: the result of an approval, never typed (see `pages.review_line`) ------
    @property
    def needs_review(self) -> bool:
        """Whether somebody has to read the page from time to time: health, prices, law."""
        return self.is_health_content or self.review_months < 12

    @cached_property
    def review_line(self) -> ReviewLine:
        """What the page may say about its review."""
        return read_review_line(self, is_draft=self.__dict__.get("is_previewed", False))

    @property
    def clinical_reviewer(self) -> Person | None:
        """The clinician whose approval holds for the words on the page."""
        return self.review_line.person

    @property
    def last_reviewed(self) -> date | None:
        """The day of that approval."""
        return self.review_line.day

    @property
    def next_review(self) -> date | None:
        """The day by which the page is read again: that of its approval, or the last day on which it is true."""
        return self.review_line.next_day

    @property
    def public_changes(self) -> list[str]:
        """What changed on the page, the newest first, as it was written."""
        return [line.strip() for line in self.change_log.splitlines() if line.strip()]

    @property
    def picture_description(self) -> str:
        """What is said of the picture to people who don't see it: the page's own words, else the picture's."""
        if self.picture_alt:
            return self.picture_alt
        return self.picture.description if self.picture else ""

    # What wagtail-seo computes by asking the database again and again is answered from what is here.
    @property
    def seo_author(self) -> str:
        """The named author. Never the editor's account, which is nobody's business."""
        return self.author.display_name if self.author else ""

    @property
    def seo_image(self):
        """The page's own picture for shared links; the site's is used where there is none."""
        for name in self.seo_image_sources:
            image = getattr(self, name, None)
            if image is not None:
                return image
        return None

    @property
    def seo_image_url(self) -> str:
        """The address of the 1200 × 630 picture for shared links; empty where there is none."""
        image = self.seo_image
        if image is None:
            return ""
        try:
            return image.get_rendition("fill-1200x630|format-jpeg").full_url
        except (OSError, ValueError):
            return ""

    @property
    def updated_on(self) -> date | None:
        """The day on which what visitors read here last changed, by the clinic's clock; None if never since.

        Sitemap, head and graph tell the same day (`seo.head.changed_at`).
        """
        last = read_content_change(self)
        if last is None:
            return None
        first = getattr(self, "date", None) or self.first_published_at
        if isinstance(first, datetime):
            first = timezone.localdate(first)
        day = timezone.localdate(last)
        return day if first is None or day > first else None

    @cached_property
    def breadcrumbs(self) -> list[dict[str, str]]:
        """The way from the home page to this one, as title and address; the last one is this page.

        The visible trail and the one in the JSON-LD graph are both made from this.
        """
        # A routed page brings its ancestors along; any other one asks for them.
        way = self.__dict__.get("routed_by")
        if way is None:
            way = self.get_ancestors().filter(depth__gt=1).order_by("path")
        way = [*(page for page in way if page.live), self]
        return [{"title": public_title(page), "url": page.url or ""} for page in way]

    def searchable_text(self) -> str:
        """Return what a visitor reads on the page, as plain text."""
        parts = [self.introduction]
        if hasattr(self, "body"):
            parts += self._meta.get_field("body").get_searchable_content(self.body)
        return " ".join(str(part) for part in parts if part)

    def words_without_accents(self) -> str:
        """Return the accented words of the page in plain letters, for the search index."""
        return accented_words(f"{self.title} {self.searchable_text()}")

    def get_view_restrictions(self):
        """Return the restrictions on this page, without a query where the site has none."""
        return restrictions_of(self)

    def article_html(self, context: dict[str, Any]) -> str:
        """Return the HTML of everything between the page's head and its foot. Types with a body override it."""
        return ""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `article`: the body with numbered references, heading anchors and contents."""
        # A preview shows words that nobody may have approved: the line is compared with them.
        self.is_previewed = bool(getattr(request, "is_preview", False))
        context = super().get_context(request, *args, **kwargs)
        # Only where the page is made anew does anybody ask for it.
        context["article"] = SimpleLazyObject(lambda: self.get_article(context))
        if self.is_cached and not self.is_previewed and not request.GET:
            context["memory_key"] = (self.pk, request.path)
        return context

    def get_article(self, context: dict[str, Any]) -> Article:
        """Return the rendered body, see `content.article`."""
        further = [block.value for block in self.further_references if block.value]
        return render_article(self.article_html(context), further)


def public_title(page: Page) -> str:
    """Return what visitors read of `page` in lists and trails.

    The home page is called 'Home': its title is for staff. The clinic's name stands once, in the settings.
    """
    return gettext("Home") if page.depth == 2 else page.title

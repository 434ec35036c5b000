"""Where on our site an old one arrives: home page, blog, form."""

from __future__ import annotations

from django.utils.functional import cached_property
from wagtail.models import Page, Site

from blog.models import BlogIndexPage
from clinic.models import Person
from forms.models import FormPage
from home.models import HomePage

from ..export.errors import ExportError
from .stock import Stock

NO_HOME = (
    "This site has no home page yet, so there is nowhere to put the pages. Make one first (`make run` sets up a "
    "sample site), then start the import again."
)


class Arrival:
    """The places of our site that an import needs."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock

    @cached_property
    def site(self) -> Site:
        """The site. Raises ExportError where there is none with a home page."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None or site.root_page.specific_class is not HomePage:
            raise ExportError(NO_HOME)
        return site

    def home(self) -> Page:
        """Return the home page as it is now."""
        return Page.objects.get(pk=self.site.root_page_id)

    def find_blog(self) -> BlogIndexPage | None:
        """Return the blog; None where there is none."""
        return BlogIndexPage.objects.descendant_of(self.site.root_page).first()

    def blog(self) -> BlogIndexPage:
        """Return the blog; make one, as a draft, where there is none."""
        found = self.find_blog()
        if found is not None:
            return found
        home = self.home()
        taken = set(home.get_children().values_list("slug", flat=True))
        slug = next(name for name in ("blog", "articles", "posts", "old-blog") if name not in taken)
        blog = BlogIndexPage(title="Blog", slug=slug, live=False, has_unpublished_changes=True)
        home.add_child(instance=blog)
        blog.save_revision(user=self.stock.run.started_by, log_action=False)
        self.stock.put("blog", "page", blog.pk)
        return blog

    @cached_property
    def form(self) -> tuple[int, str] | None:
        """Number and title of the form that visitors use; a live one first."""
        forms = FormPage.objects.descendant_of(self.site.root_page).order_by("-live", "path")
        return forms.values_list("pk", "title").first()

    def person(self, name: str) -> int | None:
        """Return the profile of somebody by the name that stood under the posts."""
        plain = name.partition(",")[0].strip()
        if not plain:
            return None
        return Person.objects.filter(name__iexact=plain).values_list("pk", flat=True).first()

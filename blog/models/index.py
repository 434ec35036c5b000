"""The list of posts, and every address below it that is no post."""

from __future__ import annotations

from functools import cache, partial
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.urls import Resolver404
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from clinic.layout import layout_for
from clinic.models import Person
from pages.models import BasePage

from ..addresses import FEED_PATHS, LIST_PATHS, feed_links, list_url
from ..facets import facets_of
from ..feeds import answer_atom, answer_json, answer_rss
from ..listing import (
    CountedPaginator,
    Facet,
    Facets,
    Listing,
    ListKind,
    build_filters,
    describe_list,
    page_number,
    page_url,
    paginate_results,
)
from ..querysets import PostQuerySet
from .post import BlogPostPage


class BlogIndexPage(RoutablePageMixin, BasePage):
    """The list of posts, by page, category, tag, year and author."""

    template = "pages/blog_index.html"
    schema_type = "CollectionPage"
    shows_dates = False
    lists_children = True
    needs_review = False  # type: ignore[assignment]
    page_description = _("The list of all posts, newest first. Posts live under it.")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["blog.BlogPostPage"]
    max_count = 1
    query_parameters: ClassVar[tuple[str, ...]] = ("page",)

    posts_per_page = models.PositiveSmallIntegerField(
        _("posts on a page"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("From 1 to 50."),
    )

    content_panels = [*Page.content_panels, *BasePage.intro_panels, FieldPanel("posts_per_page")]

    class Meta:
        verbose_name = _("blog")

    def list_posts(self) -> PostQuerySet:
        """Return the posts that visitors may read, newest first."""
        return BlogPostPage.objects.only_published().only_under(self).order_newest_first()

    def narrow_posts(self, kind: ListKind, value: str) -> PostQuerySet:
        """Return the posts of one list. `value` has been found among the facets before."""
        posts = self.list_posts()
        match kind:
            case ListKind.CATEGORY:
                return posts.filter_category(value)
            case ListKind.TAG:
                return posts.filter_tag(value)
            case ListKind.YEAR:
                return posts.filter_year(int(value))
            case ListKind.AUTHOR:
                return posts.filter_author(value)
        return posts

    # --- Addresses -------------------------------------------------------------------------
    @path(LIST_PATHS[ListKind.ALL], name="all")
    def list_all(self, request: HttpRequest) -> HttpResponse:
        """Show every post, newest first, page by page."""
        return self.show_list(request, ListKind.ALL)

    @path(LIST_PATHS[ListKind.CATEGORY], name="category")
    def list_category(self, request: HttpRequest, value: str) -> HttpResponse:
        """Show the posts of a category."""
        return self.show_list(request, ListKind.CATEGORY, value)

    @path(LIST_PATHS[ListKind.TAG], name="tag")
    def list_tag(self, request: HttpRequest, value: str) -> HttpResponse:
        """Show the posts with a tag."""
        return self.show_list(request, ListKind.TAG, value)

    @path(LIST_PATHS[ListKind.YEAR], name="year")
    def list_year(self, request: HttpRequest, value: str) -> HttpResponse:
        """Show the posts of a year."""
        return self.show_list(request, ListKind.YEAR, value)

    @path(LIST_PATHS[ListKind.AUTHOR], name="author")
    def list_author(self, request: HttpRequest, value: str) -> HttpResponse:
        """Show the posts by a person."""
        return self.show_list(request, ListKind.AUTHOR, value)

    @path(FEED_PATHS["rss"], name="rss")
    def show_rss(self, request: HttpRequest) -> HttpResponse:
        """Answer with the newest posts as RSS 2.0."""
        return answer_rss(self, request)

    @path(FEED_PATHS["atom"], name="atom")
    def show_atom(self, request: HttpRequest) -> HttpResponse:
        """Answer with the newest posts as Atom 1.0."""
        return answer_atom(self, request)

    @path(FEED_PATHS["json"], name="json")
    def json(self, request: HttpRequest) -> HttpResponse:
        """Answer with the newest posts as JSON Feed 1.1."""
        return answer_json(self, request)

    def get_route_paths(self) -> list[str]:
        """Return every address of the blog below its own, so that redirects take them along."""
        facets = facets_of(self)
        lists = [
            "/" + list_url("", kind, value)
            for kind, found in facets.by_kind.items()
            for value in found
        ]
        feeds = [f"/{address}" for address in FEED_PATHS.values()]
        return ["/", *feeds, *(path for path in lists if path != "/")]

    def knows_route(self, request: HttpRequest, steps: list[str]) -> bool:
        """Whether a list, a feed or a live post is at `steps` below the blog's address."""
        try:
            _view, _args, kwargs = self.resolve_subpage("/" + "/".join(steps) + "/")
        except Resolver404:
            return len(steps) == 1 and self.get_children().live().filter(slug=steps[0]).exists()
        if "value" not in kwargs:
            return True
        return facets_of(self).find(ListKind(steps[0]), kwargs["value"]) is not None

    # --- Showing ---------------------------------------------------------------------------
    def show_list(self, request: HttpRequest, kind: ListKind, value: str = "") -> HttpResponse:
        """Show a page of a list.

        Raises Http404 for a filter that leaves no post and for a page that the list doesn't have.
        `?page=1` has no address of its own: it leads to the list's. Other parameters mean nothing.
        """
        facets = facets_of(self)
        whole = Facet(ListKind.ALL, "", self.title, facets.total)
        facet = whole if kind is ListKind.ALL else facets.find(kind, value)
        if facet is None:
            raise Http404
        listing = describe_list(facet, list_url(self.get_url(request) or "", kind, value))
        number = page_number(request.GET.get("page"))
        if number is None:
            raise Http404
        if number == 1 and "page" in request.GET and not getattr(request, "is_preview", False):
            return HttpResponsePermanentRedirect(listing.url)
        return self.render(
            request, context_overrides=self.list_context(request, facets, listing, number)
        )

    def list_context(
        self, request: HttpRequest, facets: Facets, listing: Listing, number: int
    ) -> dict[str, Any]:
        """Return what `pages/blog_index.html` shows. Raises Http404 for a page that isn't there."""
        found = self.narrow_posts(listing.kind, listing.value).fetch_for_cards()
        paginator = CountedPaginator(found, self.posts_per_page or 10, listing.count)
        if number > paginator.num_pages:
            raise Http404
        posts = paginator.page(number)
        has_lead = not listing.is_filtered and number == 1
        # Read once, and only where the list is made anew.
        read = cache(lambda: list(posts.object_list))
        urls = self._list_urls(request, facets)
        return {
            "posts": posts,
            "lead": SimpleLazyObject(lambda: next(iter(read()), None) if has_lead else None),
            "cards": SimpleLazyObject(lambda: read()[1:] if has_lead else read()),
            "listing": listing,
            "filters": build_filters(facets, listing, urls),
            "pagination": paginate_results(posts, partial(page_url, listing.url)),
            "feeds": feed_links(urls[ListKind.ALL, ""], layout_for(request).site_name),
            "page_number": number,
            **self._describe_head(listing, number),
            **self._name_memory_key(request, number),
        }

    def _name_memory_key(self, request: HttpRequest, number: int) -> dict[str, Any]:
        """Return the name under which the list's pieces are kept; nothing where the address says more than its page."""
        if getattr(request, "is_preview", False) or set(request.GET) - set(self.query_parameters):
            return {}
        return {"memory_key": (self.pk, request.path, number)}

    def _describe_head(self, listing: Listing, number: int) -> dict[str, Any]:
        """Return what the page's head says of a list; of the whole list the page's own fields tell."""
        if not listing.is_filtered:
            return {}
        head: dict[str, Any] = {
            "title": listing.heading,
            "description": listing.description
            or _t("%(heading)s: %(sentence)s")
            % {"heading": listing.heading, "sentence": listing.sentence},
            # The index's own override must not make all its lists one address.
            "canonical_url": page_url(listing.url, number),
            "breadcrumbs": [
                *self.breadcrumbs,
                {"title": listing.heading, "url": listing.url},
            ],
        }
        if listing.robots:
            head["robots"] = listing.robots
        if listing.kind is ListKind.AUTHOR:
            head["author"] = (
                Person.objects.select_related("photo").filter(slug=listing.value).first()
            )
        return head

    def _list_urls(self, request: HttpRequest, facets: Facets) -> dict[tuple[ListKind, str], str]:
        own = self.get_url(request) or ""
        urls = {(ListKind.ALL, ""): own}
        for kind, found in facets.by_kind.items():
            urls.update({(kind, value): list_url(own, kind, value) for value in found})
        return urls

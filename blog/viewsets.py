"""Posts in the admin: columns and filters that let an editor find one fast."""

from __future__ import annotations

from typing import Any

import django_filters
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView, PageFilterSet
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.permissions import page_permission_policy

from clinic.models import Person
from infra.editing.snippet_views import ClinicSnippetViewSet
from pages.review_line import review_joins

from .models import BlogCategory, BlogPostPage


class DayColumn(Column):
    """A date as one writes it; Wagtail's own column says how long ago it was."""

    def get_value(self, instance: Any) -> str:
        """Return the date in words, or nothing."""
        value = super().get_value(instance)
        return date_format(value, "M j, Y") if value else ""


# The day is stored with the approval, in the clinical review app.
NEXT_REVIEW = "reviewed_text__approval__next_review"
COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
    Column("category", label=_("Category"), sort_key="category__name"),
    Column("author", label=_("Author"), sort_key="author__name"),
    DayColumn("date", label=_("Date"), sort_key="date", width="10%"),
    PageStatusColumn("status", label=_("Status"), sort_key="live", width="10%"),
    DayColumn("next_review", label=_("Next review"), sort_key=NEXT_REVIEW, width="10%"),
]


class PostFilterSet(PageFilterSet):
    """What posts can be narrowed to. Of Wagtail's own filters those that make sense for posts stay."""

    category = django_filters.ModelMultipleChoiceFilter(
        label=_("Category"), queryset=BlogCategory.objects.all(), widget=CheckboxSelectMultiple
    )
    author = django_filters.ModelMultipleChoiceFilter(
        label=_("Author"), queryset=Person.objects.all(), widget=CheckboxSelectMultiple
    )
    date = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    live = django_filters.ChoiceFilter(
        label=_("Status"),
        empty_label=_("Any"),
        choices=[("true", _("Live")), ("false", _("Draft"))],
        method="filter_live",
        widget=RadioSelect,
    )
    review = django_filters.ChoiceFilter(
        label=_("Review"),
        empty_label=_("Any"),
        choices=[("due", _("Due or overdue")), ("none", _("No date set"))],
        method="filter_review",
        widget=RadioSelect,
    )
    site = None
    has_child_pages = None

    class Meta:
        model = BlogPostPage
        fields: list[str] = []

    def filter_live(self, posts: Any, name: str, value: str) -> Any:
        """Leave live posts or drafts."""
        return posts.filter(live=value == "true")

    def filter_review(self, posts: Any, name: str, value: str) -> Any:
        """Leave posts whose review is due, or that have no review date."""
        if value == "due":
            return posts.filter(**{f"{NEXT_REVIEW}__lte": timezone.localdate()})
        return posts.filter(**{f"{NEXT_REVIEW}__isnull": True})


class PostColumns:
    """What each list of posts shares: no query a row for the category or the author."""

    def annotate_queryset(self, pages: Any) -> Any:
        """Fetch what the columns show."""
        # Wagtail fetches the rows once more as their own type, which forgets joined tables.
        pages = super().annotate_queryset(pages)  # type: ignore[misc]
        return pages.prefetch_related("category", "author", *review_joins())


class PostIndexView(PostColumns, IndexView):
    """All posts in one list."""


class PostExplorerView(PostColumns, ExplorableIndexView):
    """The posts below the blog's page."""


class PostUseView(PostColumns, ContentTypeUseView):
    """The posts in 'Page types usage'."""


class PagesMenuItem(MenuItem):
    """Shown to those who may work on pages. The front desk's menu stays short."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether this person may do anything with any page."""
        return page_permission_policy.user_has_any_permission(
            request.user, IndexView.any_permission_required
        )


class PostListing(PageListingViewSet):
    """'Posts' in the admin's menu."""

    model = BlogPostPage
    icon = "doc-full"
    menu_label = _("Posts")
    menu_order = 165
    add_to_admin_menu = True
    menu_item_class = PagesMenuItem
    index_view_class = PostIndexView
    columns = COLUMNS
    filterset_class = PostFilterSet
    ordering = "-date"
    list_export = [
        "title", "category", "author", "date", "live", "last_reviewed", "next_review", "word_count",
        "full_url",
    ]  # fmt: skip
    export_filename = "posts"


class PostPages(PageViewSet):
    """The same columns where the blog's page is explored."""

    model = BlogPostPage
    icon = "doc-full"
    index_view_class = PostExplorerView
    content_type_use_view_class = PostUseView
    columns = COLUMNS
    filterset_class = PostFilterSet


class BlogCategoryViewSet(ClinicSnippetViewSet):
    """Categories in the admin."""

    model = BlogCategory
    icon = "folder-open-inverse"
    menu_label = _("Blog categories")
    menu_order = 170
    add_to_admin_menu = True
    list_display = ["name", "slug"]

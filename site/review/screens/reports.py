"""The report 'Reviews due': pages that somebody has to read again."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.views.reports import PageReportView
from wagtail.coreutils import get_content_type_label
from wagtail.models import Page, get_page_content_types

from review.approval.approving import reviewer_of
from review.due import Due, due_pages, with_next_review
from review.texts.page_mark import mark_of


def escape_cell(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


class ReviewsDueFilters(WagtailFilterSet):
    """By type of page."""

    content_type = ContentTypeFilter(
        label=_("Type"),
        queryset=lambda request: get_page_content_types(include_base_page_type=False),
    )

    class Meta:
        model = Page
        fields = ["content_type"]


class ReviewsDueReport(PageReportView):
    """Live pages whose review is due within 30 days or was due, that lack a reviewer, or that were changed."""

    page_title = _("Reviews due")
    header_icon = "time"
    results_template_name = "review/due_results.html"
    index_url_name = "reviews_due"
    index_results_url_name = "reviews_due_results"
    filterset_class = ReviewsDueFilters
    any_permission_required = ["change"]
    list_export = ["title", "type", "next_review", "last_reviewed", "reviewer", "reasons"]
    export_headings = {
        "title": _("Title"),
        "type": _("Type"),
        "next_review": _("Next review"),
        "last_reviewed": _("Last reviewed"),
        "reviewer": _("Clinical reviewer"),
        "reasons": _("Why"),
    }
    custom_value_preprocess = {
        **PageReportView.custom_value_preprocess,
        str: {PageReportView.FORMAT_CSV: escape_cell},
    }

    @cached_property
    def due(self) -> dict[int, Due]:
        """The pages that are due, by key."""
        return {due.page.pk: due for due in due_pages(self.request.user)}

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add whether this person may approve pages from the list."""
        context = super().get_context_data(*args, **kwargs)
        return {**context, "may_approve": reviewer_of(self.request.user) is not None}

    def get_filename(self) -> str:
        """Return the file's name."""
        return "reviews-due"

    def get_queryset(self) -> QuerySet[Page]:
        """Return the pages that are due, the most urgent first."""
        return with_next_review(self.due)

    def decorate_paginated_queryset(self, object_list: Any) -> list[Page]:
        """Add to each page why it is due and who reviewed it last."""
        rows = list(object_list)
        may_approve = reviewer_of(self.request.user) is not None
        for row in rows:
            page = self.due[row.pk].page
            row.type = get_content_type_label(row.content_type)
            row.last_reviewed = page.last_reviewed
            row.next_review = page.next_review
            row.reviewer = str(page.clinical_reviewer or "")
            row.why = self.due[row.pk].reasons
            row.reasons = " ".join(row.why)
            # What is approved from the list is what was there when the list was opened.
            row.mark = mark_of(row.specific) if may_approve else ""
        return rows

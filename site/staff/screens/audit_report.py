"""The audit log as a report: who read, exported, changed or deleted what, and who signed in."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.reports import ReportView
from wagtail.models import ModelLogEntry

from staff import access, audit
from staff.screens.spreadsheet import escape_formula, make_printable

User = get_user_model()
AREAS = [("requests.", _("Requests")), ("staff.", _("Accounts and emergencies"))]


def list_entries() -> QuerySet[ModelLogEntry]:
    """Return the entries of the audit, newest first."""
    return (
        ModelLogEntry.objects.filter(
            Q(action__startswith="requests.") | Q(action__startswith="staff.")
        )
        .select_related("user", "content_type")
        .order_by("-timestamp", "-pk")
    )


def describe_subject(entry: ModelLogEntry) -> str:
    """Return what an entry is about; a dash where it hangs on nothing but its own user's account."""
    model = entry.content_type.model_class() if entry.content_type else None
    if model is User and entry.user_id is not None and entry.object_id == str(entry.user_id):
        return "–"
    return entry.label


class AuditFilters(WagtailFilterSet):
    """What, who, when, and which request."""

    timestamp = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)
    area = django_filters.ChoiceFilter(label=_("Area"), choices=AREAS, method="in_area")
    action = django_filters.MultipleChoiceFilter(
        label=_("What"), choices=[(key, label) for key, (label, _m) in audit.ACTIONS.items()]
    )
    user = django_filters.ModelChoiceFilter(
        label=_("Who"), queryset=User.objects.order_by("username")
    )
    number = django_filters.NumberFilter(label=_("Request number"), method="of_number")

    class Meta:
        model = ModelLogEntry
        fields = ["timestamp", "area", "action", "user", "number"]

    def in_area(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the entries of one area."""
        return queryset.filter(action__startswith=value)

    def of_number(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep the entries about one request."""
        return queryset.filter(content_type__app_label="clinic_forms", object_id=str(int(value)))


class AuditReport(ReportView):
    """The log, for managers and administrators, with CSV and XLSX."""

    page_title = _("Audit")
    header_icon = "history"
    template_name = "wagtailadmin/reports/base_report.html"
    results_template_name = "admin/audit_results.html"
    index_url_name = "staff_audit"
    index_results_url_name = "staff_audit_results"
    filterset_class = AuditFilters
    list_export = ["timestamp", "who", "action_label", "about", "more"]
    export_headings = {
        "timestamp": _("When"),
        "who": _("Who"),
        "action_label": _("What"),
        "about": _("About"),
        "more": _("More"),
    }
    default_ordering = "-timestamp"
    custom_value_preprocess = {
        **ReportView.custom_value_preprocess,
        str: {ReportView.FORMAT_CSV: escape_formula, ReportView.FORMAT_XLSX: make_printable},
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer those who may read the log; an export is itself put on record."""
        if not access.may(request.user, access.AUDIT):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        if getattr(self, "is_export", False):
            audit.record(
                "staff.audit_export",
                user=request.user,
                instance=request.user,
                data={"format": request.GET.get("export", "")[:5]},
            )
        return response

    def get_filename(self) -> str:
        """Return the file's name."""
        return "audit"

    def get_base_queryset(self) -> QuerySet[ModelLogEntry]:
        """Return the entries of the audit."""
        return list_entries()

    def get_queryset(self) -> QuerySet[ModelLogEntry]:
        """Return the entries of the audit; the order is fixed."""
        return list_entries()

    def decorate_paginated_queryset(self, object_list: Any) -> list[ModelLogEntry]:
        """Add to each entry the words that the report shows."""
        rows = list(object_list)
        for entry in rows:
            label = audit.ACTIONS.get(entry.action, (entry.action, ""))[0]
            entry.action_label = str(label)
            entry.who = entry.user.get_username() if entry.user else str(_("The system"))
            entry.about = describe_subject(entry)
            entry.more = audit.describe_data(entry)
        return rows

    def render_to_response(self, context: dict, **kwargs: Any) -> HttpResponse:
        """Show the report, or send the file."""
        if self.is_export:
            return self.as_spreadsheet(context["object_list"], self.request.GET.get("export"))
        return super().render_to_response(context, **kwargs)

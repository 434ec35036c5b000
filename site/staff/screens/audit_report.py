"""The audit log as a report: who read, exported, changed or deleted what, and who signed in."""

from __future__ import annotations

import json
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from staff import access, audit
from staff.models import AuditEntry
from staff.screens.spreadsheet import escape_formula, make_printable
from staff.trail import export

User = get_user_model()
AREAS = [("requests.", _("Requests")), ("staff.", _("Accounts and emergencies"))]


def list_entries() -> QuerySet[AuditEntry]:
    """Return the entries of the audit, newest first."""
    return AuditEntry.objects.order_by("-at", "-pk")


def describe_subject(entry: AuditEntry) -> str:
    """Return what an entry is about; a dash where it hangs on nothing but its own user's account."""
    if entry.about_kind == User._meta.label_lower and entry.about_id == str(entry.who_id):
        return "–"
    return entry.about


class AuditFilters(WagtailFilterSet):
    """What, who, when, and which request."""

    timestamp = django_filters.DateFromToRangeFilter(
        field_name="at", label=_("When"), widget=DateRangePickerWidget
    )
    area = django_filters.ChoiceFilter(label=_("Area"), choices=AREAS, method="in_area")
    action = django_filters.MultipleChoiceFilter(
        label=_("What"), choices=[(key, label) for key, (label, _m) in audit.ACTIONS.items()]
    )
    user = django_filters.ModelChoiceFilter(
        label=_("Who"), queryset=User.objects.order_by("username"), method="of_user"
    )
    number = django_filters.NumberFilter(label=_("Request number"), method="of_number")

    class Meta:
        model = AuditEntry
        fields = ["timestamp", "area", "action", "user", "number"]

    def in_area(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the entries of one area."""
        return queryset.filter(action__startswith=value)

    def of_user(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep what one person did."""
        return queryset.filter(who_id=value.pk)

    def of_number(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep the entries about one request."""
        return queryset.filter(about_kind__startswith="clinic_forms.", about_id=str(int(value)))


class AuditReport(ReportView):
    """The log, for managers and administrators, with CSV and XLSX."""

    page_title = _("Audit")
    header_icon = "history"
    template_name = "wagtailadmin/reports/base_report.html"
    page_subtitle = _("Kept for six years. Each day the site checks that nothing in it was changed")
    results_template_name = "admin/audit_results.html"
    index_url_name = "staff_audit"
    index_results_url_name = "staff_audit_results"
    filterset_class = AuditFilters
    list_export = ["at", "who_shown", "action_label", "about_shown", "more"]
    export_headings = {
        "at": _("When"),
        "who_shown": _("Who"),
        "action_label": _("What"),
        "about_shown": _("About"),
        "more": _("More"),
    }
    default_ordering = "-at"
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

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to the whole log with its chain, for keeping it somewhere else."""
        url = reverse("staff_audit_lines")
        return [HeaderButton(_("Download all, for a program"), url, icon_name="download")]

    def get_filename(self) -> str:
        """Return the file's name."""
        return "audit"

    def get_base_queryset(self) -> QuerySet[AuditEntry]:
        """Return the entries of the audit."""
        return list_entries()

    def get_queryset(self) -> QuerySet[AuditEntry]:
        """Return the entries of the audit; the order is fixed."""
        return list_entries()

    def decorate_paginated_queryset(self, object_list: Any) -> list[AuditEntry]:
        """Add to each entry the words that the report shows."""
        rows = list(object_list)
        for entry in rows:
            label = audit.ACTIONS.get(entry.action, (entry.action, ""))[0]
            entry.action_label = str(label)
            entry.who_shown = entry.who or str(_("The system"))
            entry.about_shown = describe_subject(entry)
            entry.more = audit.describe_data(entry)
        return rows

    def render_to_response(self, context: dict, **kwargs: Any) -> HttpResponse:
        """Show the report, or send the file."""
        if self.is_export:
            return self.as_spreadsheet(context["object_list"], self.request.GET.get("export"))
        return super().render_to_response(context, **kwargs)


def send_audit_lines(request: HttpRequest) -> StreamingHttpResponse:
    """Send the whole audit as JSON lines, oldest entry first; that itself goes on record.

    Raises PermissionDenied for who may not read the log.
    """
    if not access.may(request.user, access.AUDIT):
        raise PermissionDenied
    data = {"format": "jsonl"}
    audit.record("staff.audit_export", user=request.user, instance=request.user, data=data)
    lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in export.list_lines())
    response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.jsonl"'
    return response

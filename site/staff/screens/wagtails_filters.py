"""What a list is narrowed to, above the list: in words, where Wagtail writes what Python would ('Live: True').

Wagtail asks a registry how a kind of filter is said; these two kinds have no entry of their own there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_filters
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.active_filters import (
    ActiveFilter,
    BaseFilterAdapter,
    register_filter_adapter_class,
)
from wagtail.admin.views.reports.aging_pages import AgingPagesReportFilterSet

from infra.editing.messages import DATE
from infra.editing.typed_times import say_date, say_datetime


class SaidFilter(BaseFilterAdapter):
    """A filter whose value is said by `say_value`."""

    def say_value(self) -> str:
        """Return the value as people say it."""
        raise NotImplementedError

    def get_active_filters(self) -> Iterator[Any]:
        """Yield the words above the list, with the address without this filter."""
        without = self.get_url_without_filter_param(self.name)
        yield ActiveFilter(self.bound_field.auto_id, self.filter.label, self.say_value(), without)


class YesOrNo(SaidFilter):
    """A filter by yes or no."""

    def say_value(self) -> str:
        """Return 'yes' or 'no'."""
        return _("yes") if self.value else _("no")


class Moment(SaidFilter):
    """A filter by a moment; its midnight is the day."""

    def say_value(self) -> str:
        """Return the day, with the time where one was typed."""
        moment = timezone.localtime(self.value)
        return say_datetime(moment) if moment.hour or moment.minute else say_date(moment)


register_filter_adapter_class(django_filters.BooleanFilter, YesOrNo)
register_filter_adapter_class(django_filters.DateTimeFilter, Moment)
# Its field takes a day alone, and is told to ask for one.
AgingPagesReportFilterSet.base_filters["last_published_at"].extra["error_messages"] = {
    "invalid": DATE
}

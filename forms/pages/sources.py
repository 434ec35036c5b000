"""What requests may know of their pages; registered with `forms.requests.sources` when the app starts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from ..requests.sources import Source, register_reader
from .form_page import FormPage


class FormPageReader:
    """Reads sources from the stored form pages."""

    def read_sources(self, page_ids: Iterable[int | None]) -> list[Source]:
        """Return the sources of pages that still exist, in the order of their numbers."""
        pages = FormPage.objects.filter(pk__in=[pk for pk in page_ids if pk]).order_by("pk")
        return [page.source for page in pages]

    def list_forms(self) -> QuerySet[FormPage]:
        """Return the form pages by title."""
        return FormPage.objects.order_by("title")


register_reader(FormPageReader())

"""Shows people, places, menus, notices, sources and questions in the admin."""

from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import IndexView, SnippetViewSetGroup

from infra.editing.snippet_views import (
    ClinicSnippetViewSet,
    SavedByHandCopyView,
    SavedByHandCreateView,
)

from .menu_form import MenuForm
from .models import FaqEntry, Location, Menu, Notice, Person, Reference


def with_uses(queryset: QuerySet) -> QuerySet:
    """Add `uses` to each row: on how many pages and snippets it is used."""
    uses = (
        ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(queryset.model),
            to_object_id=Cast(OuterRef("pk"), CharField()),
        )
        .order_by()
        .values("to_object_id")
        .annotate(number=Count("object_id", distinct=True))
        .values("number")
    )
    return queryset.annotate(uses=Coalesce(Subquery(uses, output_field=IntegerField()), 0))


USES = Column("uses", label=_("Used on"), sort_key="uses", width="8%")


class PersonViewSet(ClinicSnippetViewSet):
    """People in the admin."""

    model = Person
    icon = "group"
    # 'People' would be accounts, too.
    menu_label = _("Team")
    list_display = [
        "name",
        "credentials",
        "role",
        BooleanColumn("show_on_team", label=_("On the team page"), sort_key="show_on_team"),
        BooleanColumn("is_sample", label=_("Sample"), sort_key="is_sample"),
    ]
    list_filter = ["show_on_team", "is_sample"]
    ordering = ["order", "name"]


class LocationViewSet(ClinicSnippetViewSet):
    """Places in the admin."""

    model = Location
    icon = "site"
    list_display = [
        "name",
        "city",
        "state",
        "phone",
        BooleanColumn("is_sample", label=_("Sample"), sort_key="is_sample"),
    ]
    ordering = ["order", "name"]


class MenuIndexView(IndexView):
    """The list of menus: 'Add' while a place is free."""

    def get_add_url(self) -> str | None:
        """Return the address of a new menu; None where every place has one."""
        return super().get_add_url() if Menu.list_free_slots() else None


class FreePlaceMixin:
    """A screen of a new menu, which needs a free place."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the screen, or say why there can be no further menu and lead to those that are there."""
        if Menu.list_free_slots():
            return super().get(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
        messages.info(request, _("Every place has a menu. Open the one that you want to change."))
        return redirect(Menu.snippet_viewset.get_url_name("list"))


class MenuCreateView(FreePlaceMixin, SavedByHandCreateView):
    """The screen of a new menu."""


class MenuCopyView(FreePlaceMixin, SavedByHandCopyView):
    """The screen of a new menu that begins as a copy of another place's."""

    def get_form(self, *args: Any, **kwargs: Any) -> MenuForm:
        """Return the copy's form, with a place still to be chosen."""
        form: MenuForm = super().get_form(*args, **kwargs)
        form.forget_place()
        return form


class MenuViewSet(ClinicSnippetViewSet):
    """Menus in the admin."""

    model = Menu
    index_view_class = MenuIndexView
    add_view_class = MenuCreateView
    copy_view_class = MenuCopyView
    icon = "list-ul"
    list_display = ["slot", "heading"]
    search_fields = ["slot", "heading"]


class NoticeViewSet(ClinicSnippetViewSet):
    """Notices in the admin; the list says where visitors read each of them now."""

    model = Notice
    icon = "info-circle"
    list_display = ["title", Column("shows_now", label=_("Shows now")), "place"]
    list_filter = ["place", "active"]
    search_fields = ["title", "text"]
    ordering = ["title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the notices with the number of pages that show them by a block."""
        return with_uses(Notice.objects.all())


class ClinicGroup(SnippetViewSetGroup):
    """'Clinic' in the admin's menu: what is used on many pages."""

    menu_label = _("Clinic")
    menu_icon = "home"
    menu_order = 150
    items = (PersonViewSet, LocationViewSet, MenuViewSet, NoticeViewSet)


class ReferenceFilterSet(WagtailFilterSet):
    """By what the sources can be narrowed to."""

    replaced = django_filters.BooleanFilter(
        field_name="superseded_by",
        lookup_expr="isnull",
        exclude=True,
        label=_("Replaced by a newer one"),
    )

    class Meta:
        model = Reference
        fields = ["kind", "year", "replaced"]


class ReferenceViewSet(ClinicSnippetViewSet):
    """Sources in the admin; the last column tells which nobody cites."""

    model = Reference
    icon = "openquote"
    list_display = ["authors", "title", "year", "kind", "superseded_by", USES]
    filterset_class = ReferenceFilterSet
    list_export = ["key", "authors", "title", "source", "year", "kind", "doi", "pmid", "url"]
    export_filename = "references"
    list_per_page = 50
    ordering = ["authors"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the sources with the number of their uses."""
        return with_uses(Reference.objects.select_related("superseded_by"))


class FaqViewSet(ClinicSnippetViewSet):
    """FAQ entries in the admin."""

    model = FaqEntry
    icon = "help"
    list_display = ["question", "topic", USES]
    list_filter = ["topic"]
    ordering = ["topic", "question"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the entries with the number of their uses."""
        return with_uses(FaqEntry.objects.all())


class LibraryGroup(SnippetViewSetGroup):
    """'Library' in the admin's menu: what texts draw on."""

    menu_label = _("Library")
    menu_icon = "openquote"
    menu_order = 160
    items = (ReferenceViewSet, FaqViewSet)


def without_seo_settings(items: list[Any]) -> None:
    """Take wagtail-seo's settings out of a settings menu: the clinic settings say all of it once."""
    items[:] = [
        item
        for item in items
        if getattr(getattr(item, "model", None), "_meta", None) is None
        or item.model._meta.label != "wagtailseo.SeoSettings"
    ]

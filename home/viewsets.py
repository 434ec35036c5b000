"""The search in the admin: words that staff add, and what people looked for in vain."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from .finding.unanswered import LEAST_DAYS, LEAST_VISITS, list_unanswered
from .models import SearchWord
from .search import index_of

ADD = "home.add_searchword"


class AddSearchWord(CreateView):
    """The form of a new word; one that people looked for in vain stands in it already."""

    def get_initial_form_instance(self) -> SearchWord:
        """Begin with the word of the report, if somebody came from there."""
        return SearchWord(typed=self.request.GET.get("typed", "")[:60])


class SearchWordViewSet(SnippetViewSet):
    """Words for the search in the admin."""

    model = SearchWord
    icon = "search"
    menu_label = _("Words for the search")
    menu_order = 165
    add_to_admin_menu = True
    add_view_class = AddSearchWord
    list_display = ["__str__", Column("leads_to", label=_("Leads to"))]
    search_fields = ["typed", "means"]
    list_per_page = 100

    def get_queryset(self, request: HttpRequest):
        """Return the words with what they lead to."""
        return SearchWord.objects.select_related("page", "question")


def show_unanswered(request: HttpRequest) -> HttpResponse:
    """List what people looked for and the site has no good answer for, as sums. Raises PermissionDenied."""
    if not request.user.has_perm(ADD):
        raise PermissionDenied
    found, hidden = list_unanswered()
    index = index_of(request)
    rows = [(row, index.read_as(row.words)) for row in found]
    context = {"rows": rows, "hidden": hidden, "visits": LEAST_VISITS, "days": LEAST_DAYS}
    context["add_url"] = SearchWordViewSet().get_url_name("add")
    return render(request, "admin/unanswered.html", context)

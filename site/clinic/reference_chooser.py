"""Choosing a source while writing: the list that the editor's 'Reference' button opens."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from infra.editing.checked_form import CheckedModelForm

from .models import Reference


class _ReferenceColumns:
    """Authors with title, then year and kind: enough to tell two papers apart."""

    @property
    def columns(self) -> list[Column]:
        """Return the columns of the list."""
        return [
            *super().columns,  # type: ignore[misc]
            Column("year", label=_("Year"), accessor="year"),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("key", label=_("Short name"), accessor="key"),
        ]


class ReferenceChooseView(_ReferenceColumns, ChooseView):
    """The dialog that chooses a source, with its search."""


class ReferenceChooseResultsView(_ReferenceColumns, ChooseResultsView):
    """The list alone, after a search."""


class NewReferenceForm(CheckedModelForm):
    """A source that is not in the library yet. The prefix keeps its fields apart from the page's."""

    prefix = "new-reference"

    class Meta:
        model = Reference
        fields = ["authors", "title", "source", "year", "kind", "doi", "pmid", "url"]


class ReferenceMarkChooser(ChooserViewSet):
    """The dialog, with a search, and a tab to add a source that is not in the library yet."""

    model = Reference
    icon = "openquote"
    choose_one_text = _("Choose a reference")
    choose_view_class = ReferenceChooseView
    choose_results_view_class = ReferenceChooseResultsView
    creation_tab_label = _("New reference")
    create_action_label = _("Save and put the mark")
    creation_form_class = NewReferenceForm
    per_page = 12
    # Fields that point to a reference keep the snippet chooser.
    register_widget = False

"""Shows the clinic's own pieces in the admin."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clinic.viewsets import USES, with_uses
from infra.editing.snippet_views import ClinicSnippetViewSet

from .models import Piece


class PieceViewSet(ClinicSnippetViewSet):
    """Own pieces in the admin; the last column tells which no page shows."""

    model = Piece
    icon = "copy"
    menu_label = _("Own pieces")
    menu_order = 165
    add_to_admin_menu = True
    list_display = ["title", USES]
    search_fields = ["title"]
    ordering = ["title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the pieces with the number of their uses."""
        return with_uses(Piece.objects.all())

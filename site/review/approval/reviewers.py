"""Settings → Reviewers: which account is which clinician."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from review.models import Reviewer


class ReviewerViewSet(ModelViewSet):
    """The list of reviewers, for those who run accounts and roles."""

    model = Reviewer
    icon = "clipboard-list"
    menu_label = _("Reviewers")
    add_to_settings_menu = True
    list_display = ["user", "person"]
    form_fields = ["user", "person"]

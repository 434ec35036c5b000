"""Settings → Reviewers: which account is which clinician."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet

from .models import Reviewer, is_licensed


class ReviewerForm(WagtailAdminModelForm):
    """Refuses a person whose approvals could not count."""

    def clean_person(self) -> Any:
        """Ask for a real person with a licence."""
        person = self.cleaned_data["person"]
        if not is_licensed(person):
            raise ValidationError(
                _(
                    "Choose a real person whose licence stands in the profile. A sample profile approves nothing."
                )
            )
        return person


class ReviewerViewSet(ModelViewSet):
    """The list of reviewers, for those who run accounts and roles."""

    model = Reviewer
    icon = "clipboard-list"
    menu_label = _("Reviewers")
    add_to_settings_menu = True
    inspect_view_enabled = False
    list_display = ["user", "person"]
    form_fields = ["user", "person"]

    def get_form_class(self, for_update: bool = False) -> type:
        """Return the form with its check."""
        wagtails = super().get_form_class(for_update=for_update)
        return type("ReviewerEditForm", (ReviewerForm, wagtails), {})

"""The admin's screens of snippets: what has no draft is saved by a press of a button alone.

Wagtail 7.4 saves every snippet with revisions half a second after each key (`CreateEditViewOptionalFeaturesMixin.setup`).
Where there is a draft, it saves the draft. Where there is none, half a sentence of a notice stands on every page, and an hour half
typed is an opening hour; a press of 'Save' while such a save is on its way stores each new row twice.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView, SnippetViewSet

from .newer_draft import find_newer_draft, tell_of_newer


class SavedByHandMixin:
    """A screen that saves by itself only what has a draft to save into."""

    autosave_enabled: bool
    draftstate_enabled: bool
    expects_json_response: bool

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Prepare the screen; switch saving by itself off for what is live at once."""
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.autosave_enabled = self.autosave_enabled and self.draftstate_enabled

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save what was sent by a button; refuse what a window from before would save by itself."""
        if self.expects_json_response and not self.draftstate_enabled:
            return self.json_error_response(  # type: ignore[attr-defined,no-any-return]
                "saved_by_hand", _("This is saved when you press ‘Save’, not by itself.")
            )
        return super().post(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


class SavedByHandCreateView(SavedByHandMixin, CreateView):
    """The screen of a new snippet."""


class SavedByHandCopyView(SavedByHandMixin, CopyView):
    """The screen of a new snippet that begins as a copy."""


class SavedByHandEditView(SavedByHandMixin, EditView):
    """The screen of a snippet that is there. It refuses to overwrite a newer draft without a word."""

    def is_valid(self, form: Any) -> bool:
        """Tell whether the form can be saved."""
        valid = super().is_valid(form)
        newer = find_newer_draft(self.request, self.object) if self.draftstate_enabled else None
        if newer is not None:
            form.add_error(None, tell_of_newer(newer))
            self.produced_error_message = self.get_error_message()
        return bool(valid) and newer is None


class ClinicSnippetViewSet(SnippetViewSet):
    """What every kind of snippet of the clinic starts from."""

    add_view_class = SavedByHandCreateView
    copy_view_class = SavedByHandCopyView
    edit_view_class = SavedByHandEditView

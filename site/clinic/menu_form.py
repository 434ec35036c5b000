"""The editor's form of a menu: it offers the places that have none yet, one menu a place."""

from __future__ import annotations

from typing import Any

from infra.editing.checked_form import CheckedModelForm


class MenuForm(CheckedModelForm):
    """Offers its own place and the free ones: of a taken one nobody could save a second menu."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slot" not in self.fields:
            return
        self._offer_places(self.instance.slot if self.instance.pk else "")

    def forget_place(self) -> None:
        """Offer free places alone, none of them chosen: what begins as a copy can't have its original's."""
        self.initial.pop("slot", None)
        self._offer_places("")

    def _offer_places(self, own: str) -> None:
        offered = {"", own, *self._meta.model.list_free_slots()}
        field = self.fields["slot"]
        field.choices = [choice for choice in field.choices if choice[0] in offered]

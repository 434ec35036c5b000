"""The editor's form of a menu: it offers the places that have none yet, one menu a place."""

from __future__ import annotations

from typing import Any

from infra.editing.checked_form import CheckedModelForm


class MenuForm(CheckedModelForm):
    """Offers its own place and the free ones: of a taken one nobody could save a second menu."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slot" in self.fields:
            self._offer_places(self.instance.pk)

    def forget_place(self) -> None:
        """Offer free places alone, none of them chosen: what begins as a copy can't have its original's."""
        self.initial.pop("slot", None)
        self._offer_places(None)

    def _offer_places(self, menu: int | None) -> None:
        offered = {"", *self._meta.model.list_free_slots(menu)}
        # All that the model has, and not those that are left: a copy's form is told twice.
        choices = self._meta.model._meta.get_field("slot").get_choices()
        self.fields["slot"].choices = [choice for choice in choices if choice[0] in offered]

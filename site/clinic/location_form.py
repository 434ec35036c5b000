"""The editor's form of a location: its opening hours are checked against each other."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from infra.editing.checked_form import CheckedModelForm
from infra.editing.typed_times import say_time


class LocationForm(CheckedModelForm):
    """Refuses hours that overlap: visitors would read both."""

    def clean(self) -> dict[str, Any]:
        """Check each day's rows, with the error beside the row that comes later in the list."""
        cleaned = super().clean()
        if "opening_hours" in self.formsets:
            rows = self.formsets["opening_hours"]
            rows.is_valid()
            self._refuse_overlaps([form for form in rows.forms if self._is_whole(form)])
        return cleaned

    @staticmethod
    def _is_whole(form: forms.ModelForm) -> bool:
        values = form.cleaned_data
        whole = all(values.get(name) is not None for name in ("day", "opens", "closes"))
        return whole and not values.get("DELETE") and values["opens"] < values["closes"]

    @staticmethod
    def _refuse_overlaps(rows: list[forms.ModelForm]) -> None:
        for number, form in enumerate(rows):
            new = form.cleaned_data
            for earlier in rows[:number]:
                old = earlier.cleaned_data
                same_day = old["day"] == new["day"]
                if same_day and old["opens"] < new["closes"] and new["opens"] < old["closes"]:
                    form.add_error(
                        "opens",
                        _(
                            "This overlaps with another row of the day, %(opens)s to %(closes)s. Make one row "
                            "of the two, or leave a break between them."
                        )
                        % {"opens": say_time(old["opens"]), "closes": say_time(old["closes"])},
                    )
                    break

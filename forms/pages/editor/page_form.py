"""The editor's form of a form page: mistakes that would cost requests are refused with a sentence."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import ModelForm
from django.utils.translation import gettext as _
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm

from pages.page_form import PageForm

from ...requests.questions import Question
from ..question_types import ONLY_ONE
from ..questions import is_ambiguous, resolve_condition, resolve_questions


class RequestPageForm(PageForm, WagtailAdminFormPageForm):
    """Checks the questions together. Drafts are left alone: they may be half-written."""

    def clean(self) -> dict[str, Any]:
        """Check kinds, conditions and the contact rule, each with its error beside the field."""
        if "form_fields" in self.formsets:
            # Wagtail compares the keys, which the rows get when they are checked.
            self.formsets["form_fields"].is_valid()
        cleaned = super().clean()
        if self.is_deferred_validation or "form_fields" not in self.formsets:
            return cleaned
        rows = self._question_rows()
        self._check_each(rows)
        self._check_once(rows)
        self._check_conditions(rows)
        self._check_contact(rows, cleaned)
        return cleaned

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Return what the open page must learn after an autosave, the keys of new questions too."""
        updates = super().get_field_updates_for_resave()
        rows = self.formsets.get("form_fields")
        return [*updates, *rows.key_updates()] if rows is not None else updates

    def _question_rows(self) -> list[ModelForm]:
        forms = []
        for position, form in enumerate(self.formsets["form_fields"].forms):
            data = getattr(form, "cleaned_data", None)
            if data and not data.get("DELETE"):
                forms.append((data.get("ORDER") or position, position, form))
        return [form for *_order, form in sorted(forms, key=lambda row: row[:2])]

    def _check_each(self, rows: list[ModelForm]) -> None:
        for form in rows:
            for name, sentence in form.instance.problems().items():
                form.add_error(name if name in form.fields else None, sentence)

    def _check_once(self, rows: list[ModelForm]) -> None:
        seen: set[str] = set()
        for form in rows:
            kind = form.instance.field_type
            if kind in ONLY_ONE and kind in seen:
                form.add_error("field_type", _("The form already has a question of this kind."))
            seen.add(kind)

    def _check_conditions(self, rows: list[ModelForm]) -> None:
        earlier: list[Question] = []
        for form in rows:
            pairs = zip(("show_if", "also_if"), form.instance.list_conditions(), strict=True)
            for name, (label, answer) in pairs:
                for field, sentence in self._find_wrong(label, answer, earlier).items():
                    form.add_error(name + field, sentence)
            earlier += resolve_questions([form.instance], use_steps=False)

    def _find_wrong(self, label: str, answer: str, earlier: list[Question]) -> dict[str, str]:
        """Return what is wrong with a condition, by the end of its field's name: '' or '_answer'."""
        if label.strip() and resolve_condition(label, "", earlier) is None:
            said = _("No question before this one is called ‘%(name)s’. Copy its words exactly.")
            return {"": said % {"name": label}}
        if label.strip() and is_ambiguous(label, earlier):
            said = _(
                "Several questions before this one are called ‘%(name)s’. Give each its own words."
            )
            return {"": said % {"name": label}}
        if answer and resolve_condition(label, answer, earlier) is None:
            return {"_answer": self._list_answers(label, earlier)}
        return {}

    @staticmethod
    def _list_answers(label: str, earlier: list[Question]) -> str:
        condition = resolve_condition(label, "", earlier)
        parent = next((q for q in earlier if condition and q.key == condition.key), None)
        texts = [text for _code, text in parent.options] if parent else []
        if not texts:
            return _("That question has no fixed answers. Leave this empty: any answer will do.")
        return _("That question has no such answer. Its answers: %(answers)s.") % {
            "answers": ", ".join(f"‘{text}’" for text in texts[:12])
        }

    def _check_contact(self, rows: list[ModelForm], cleaned: dict[str, Any]) -> None:
        kinds = {form.instance.field_type for form in rows}
        rule = str(cleaned.get("contact_rule"))
        missing = {
            "either": not kinds & {"phone", "email"},
            "both": not {"phone", "email"} <= kinds,
        }.get(rule, False)
        if not missing:
            return
        sentence = (
            _(
                "The form asks for neither a telephone number nor an e-mail address. Add such a question."
            )
            if rule == "either"
            else _(
                "The form must ask for a telephone number and for an e-mail address. Add what is missing."
            )
        )
        self.add_error(
            "contact_rule" if "contact_rule" in self.fields else NON_FIELD_ERRORS,
            ValidationError(sentence),
        )

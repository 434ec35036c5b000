"""The rows of a form page's questions in the editor: each question has one key, given on the server."""

from __future__ import annotations

from typing import Any

from django import forms
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel
from wagtail.admin.telepath import register as register_telepath_adapter

from ..form_field import new_key


class QuestionFormSet(BaseChildFormSet):
    """Gives new questions their keys when the form is checked.

    The browser makes every added row from one template, so a key in the template would be the
    same in all of them. A stored question keeps its key whatever the browser sends.
    """

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Make the key a hidden field that may be empty; it is empty in the template of new rows."""
        super().add_fields(form, index)
        if "clean_name" in form.fields:
            form.fields["clean_name"].required = False
            if index is None:
                form.initial["clean_name"] = ""
            # Where comments on this question belong. A row just added has no name yet.
            key = form["clean_name"].value()
            form.comment_path = f"form_fields.{key}" if key else ""

    def clean(self, *args: Any, **kwargs: Any) -> None:
        """Give a key to each row that has none, or one that another row has."""
        super().clean(*args, **kwargs)
        rows = [form for form in self.forms if hasattr(form, "cleaned_data")]
        taken = {key for form in rows if (key := self._stored_key(form))}
        for form in rows:
            key = self._stored_key(form)
            if not key:
                key = form.cleaned_data.get("clean_name") or ""
                while not key or key in taken:
                    key = new_key()
                taken.add(key)
            form.cleaned_data["clean_name"] = form.instance.clean_name = key

    @staticmethod
    def _stored_key(form: forms.ModelForm) -> str:
        return form.initial.get("clean_name", "") if form.instance.pk else ""

    def key_updates(self) -> list[tuple[str, str]]:
        """Return the keys that the page still open in the browser must learn after an autosave."""
        return [
            (form.add_prefix("clean_name"), form.instance.clean_name)
            for form in self.forms
            if form.data.get(form.add_prefix("clean_name")) != form.instance.clean_name
        ]


class QuestionsPanel(InlinePanel):
    """The questions in the editor, as rows of a `QuestionFormSet`."""

    def get_form_options(self) -> dict[str, Any]:
        """Return Wagtail's options with our formset."""
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = QuestionFormSet
        return options

    @register_telepath_adapter
    class BoundPanel(InlinePanel.BoundPanel):
        """The rows, with one speech bubble above them for all questions; each field has its own beside it."""

        template_name = "admin/questions_panel.html"

"""The form that a visitor fills in: Wagtail's form builder over our questions."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from ..requests.questions import Question
from ..requests.written import note_key
from .inputs import Email, Phone, field_for, readable
from .questions import is_asked, questions_of

Raw = dict[str, list[str]]
# More than any honest answer needs; what is longer is cut before it is carried along.
MOST_VALUES = 60
LONGEST_VALUE = 4000


def take(data: Mapping[str, Any], keys: Iterable[str]) -> Raw:
    """Return what `data` (a QueryDict) holds for `keys`, as lists of what was typed."""
    getlist = data.getlist if isinstance(data, QueryDict) else lambda key: _as_list(data.get(key))
    return {
        key: [str(value)[:LONGEST_VALUE] for value in getlist(key)[:MOST_VALUES]] for key in keys
    }


def _as_list(value: Any) -> list:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


class RequestForm(BaseForm):
    """A form over some or all questions of a page.

    `raw` holds everything answered so far, earlier steps included: conditions are decided on it. What
    was typed into a question that is not asked is shown again, but neither checked nor stored.
    """

    questions: list[Question] = []
    contact_rule: str = "none"
    # The form as it is now, signed, to travel along; see `forms.pages.form_changes`.
    version: str = ""

    def __init__(
        self, data: Any = None, files: Any = None, *, raw: Raw | None = None, only: Iterable[str] | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.by_key = {question.key: question for question in self.questions}
        chosen = list(self.by_key if only is None else only)
        self.raw: Raw = dict(raw or {})
        if data is not None:
            self.raw.update(take(data, chosen))
        bound = None if data is None and raw is None else self._querydict(self.raw)
        super().__init__(bound, files, **kwargs)
        for key in [key for key in self.fields if key not in set(chosen)]:
            del self.fields[key]
        self.asked = [
            q for q in self.questions if q.key in self.fields and is_asked(q, self.raw, self.by_key)
        ]

    @staticmethod
    def _querydict(raw: Raw) -> QueryDict:
        data = QueryDict(mutable=True)
        for key, values in raw.items():
            data.setlist(key, values)
        return data

    def _clean_fields(self) -> None:
        super()._clean_fields()
        asked = {question.key for question in self.asked}
        for key in list(self.fields):
            if key not in asked:
                self.cleaned_data.pop(key, None)
                self._errors.pop(key, None)

    def clean(self) -> dict[str, Any]:
        """Hold the answers about contact together."""
        cleaned = super().clean() or self.cleaned_data
        cleaned.update(self._notes(cleaned))
        if self.fields:
            self._check_contact(cleaned)
        return cleaned

    def _notes(self, cleaned: dict[str, Any]) -> dict[str, str]:
        """Return what was written beside a number or an address, by the key under which it is stored."""
        notes = {}
        for question in self.asked:
            field, typed = self.fields[question.key], self.raw.get(question.key)
            if cleaned.get(question.key) and typed and isinstance(field, (Phone, Email)):
                notes[note_key(question.key)] = field.note(typed[-1])
        return {key: note for key, note in notes.items() if note}

    def _check_contact(self, cleaned: dict[str, Any]) -> None:
        asked = {q.type: q for q in self.asked}
        phone, email = asked.get("phone"), asked.get("email")
        last = next((q for q in reversed(self.asked) if q.type in ("phone", "email")), None)
        if last is None:
            return
        everywhere = {q.type: q for q in self.questions if is_asked(q, self.raw, self.by_key)}
        given = {kind: self._has(everywhere.get(kind), cleaned) for kind in ("phone", "email")}
        # The rule is checked where the last of the two is asked: before that it can't be known.
        final = next(q for q in reversed(self.questions) if q.key in {
            everywhere[kind].key for kind in ("phone", "email") if kind in everywhere
        })  # fmt: skip
        wanted = everywhere.get("contact_method")
        method = (self.raw.get(wanted.key) or [""])[0] if wanted else ""
        if method in ("call", "text") and phone and not given["phone"]:
            words = _("You asked us to call.") if method == "call" else _("You asked us to text.")
            self._complain(phone, words + " " + _("Write the number, with its area code."))
        elif method == "email" and email and not given["email"]:
            self._complain(email, _("You asked for an e-mail. Write the address."))
        elif final.key in self.fields:
            self._check_rule(given, phone or last, email or last)

    def _check_rule(self, given: dict[str, bool], phone: Question, email: Question) -> None:
        if self.contact_rule == "either" and not any(given.values()):
            self._complain(
                phone, _("Leave a telephone number or an e-mail address, so that we can answer.")
            )
        elif self.contact_rule == "both":
            if not given["phone"]:
                self._complain(phone, _("Leave a telephone number, so that we can call."))
            if not given["email"]:
                self._complain(email, _("Leave an e-mail address, so that we can write."))

    def _has(self, question: Question | None, cleaned: dict[str, Any]) -> bool:
        """Whether something was given, right or wrong: a wrong number has its own sentence."""
        if question is None:
            return False
        return any(readable(value).strip() for value in self.raw.get(question.key, []))

    def _complain(self, question: Question, sentence: str) -> None:
        if question.key not in self.errors:
            self.add_error(question.key, forms.ValidationError(sentence, code="contact"))


class RequestFormBuilder(FormBuilder):
    """Wagtail's form builder, asking our kinds of question."""

    def __init__(
        self, fields: Iterable[Any], *, use_steps: bool = False, contact_rule: str = "none"
    ) -> None:
        super().__init__(fields)
        self.contact_rule = contact_rule
        self.questions = questions_of(fields, use_steps=use_steps)

    @property
    def formfields(self) -> OrderedDict[str, forms.Field]:
        """The form's fields by their stable keys."""
        return OrderedDict((question.key, field_for(question)) for question in self.questions)

    def get_form_class(self) -> type[RequestForm]:
        """Return the class of this page's form."""
        return form_class_of(self.questions, self.contact_rule)


def form_class_of(questions: list[Question], contact_rule: str) -> type[RequestForm]:
    """Return the class of a form that asks `questions`."""
    attributes: dict[str, Any] = {question.key: field_for(question) for question in questions}
    attributes |= {"questions": questions, "contact_rule": contact_rule}
    return type("PageRequestForm", (RequestForm,), attributes)

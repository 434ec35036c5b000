"""The form that a visitor fills in: Wagtail's form builder over our questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from ..requests.questions import Question
from ..requests.written import note_key
from .inputs import Email, Phone, drop_control_characters, make_field
from .questions import find_asked, resolve_questions

# What was typed, by the key of the question: a list, because boxes have several values.
Answers = dict[str, list[str]]
# More than any honest answer needs; what is longer is cut before it is carried along. A whole letter that was pasted
# into a short field comes back whole, so that its writer can shorten it.
MOST_VALUES = 60
LONGEST_VALUE = 20_000


def read_answers(data: Mapping[str, Any], keys: Iterable[str]) -> Answers:
    """Return what `data` (a QueryDict, or JSON) holds for `keys`, as lists of what was typed."""
    getlist = data.getlist if isinstance(data, QueryDict) else lambda key: _as_list(data.get(key))
    return {
        key: [str(value)[:LONGEST_VALUE] for value in getlist(key)[:MOST_VALUES]] for key in keys
    }


def _as_list(value: Any) -> list:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


class RequestForm(BaseForm):
    """The form of a page, filled with everything that was answered so far, earlier steps included.

    One instance serves a whole request: `find_problems` says what is wrong with one step or with all of it.
    What was typed into a question that is not asked is shown again, but neither checked nor stored.
    """

    questions: list[Question] = []
    contact_rule: str = "none"
    # The form as it is now, signed, to travel along; see `forms.pages.form_changes`.
    version: str = ""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        answers: Answers | None = None,
        kept: frozenset[str] = frozenset(),
        **kwargs: Any,
    ) -> None:
        """Fill the form. `kept`: 'phone' and 'email' where one was given to a question that the form no longer asks."""
        self._carried = kept
        self.answers: Answers = dict(answers or {})
        if data is not None:
            self.answers.update(read_answers(data, [q.key for q in self.questions]))
        bound = None if data is None and answers is None else _as_querydict(self.answers)
        super().__init__(bound, files, **kwargs)
        self.asked = find_asked(self.questions, self.answers)
        self.asked_keys = frozenset(question.key for question in self.asked)
        for key in [key for key in self.fields if key not in self.asked_keys]:
            del self.fields[key]
        self._field_problems: dict[str, tuple[str, ...]] = {}

    @property
    def steps(self) -> list[int]:
        """The steps in which something is asked, given what was answered so far."""
        return sorted({question.step for question in self.asked})

    def clean(self) -> dict[str, Any]:
        """Hold the answers about contact together."""
        cleaned = super().clean() or self.cleaned_data
        cleaned.update(self._collect_notes(cleaned))
        self._field_problems = {key: tuple(map(str, found)) for key, found in self._errors.items()}
        for key, sentence in self._contact_problems(self.asked).items():
            self.add_error(key, forms.ValidationError(sentence, code="contact"))
        return cleaned

    def find_problems(self, keys: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
        """Return what is wrong, as sentences by key: with the questions `keys` by themselves, or with all."""
        errors = self.errors  # (asking for them checks the form, once)
        if keys is None:
            return {key: tuple(map(str, found)) for key, found in errors.items()}
        here = set(keys)
        found = {key: words for key, words in self._field_problems.items() if key in here}
        contact = self._contact_problems([q for q in self.asked if q.key in here])
        return found | {key: (sentence,) for key, sentence in contact.items()}

    def _collect_notes(self, cleaned: dict[str, Any]) -> dict[str, str]:
        """Return what was written beside a number or an address, by the key under which it is stored."""
        notes = {}
        for question in self.asked:
            field, typed = self.fields[question.key], self.answers.get(question.key)
            if cleaned.get(question.key) and typed and isinstance(field, (Phone, Email)):
                notes[note_key(question.key)] = field.find_note(typed[-1])
        return {key: note for key, note in notes.items() if note}

    def _contact_problems(self, here: list[Question]) -> dict[str, str]:
        """Return what is wrong with the ways to reach the visitor, as far as the questions `here` ask."""
        by_type = {q.type: q for q in here}
        phone, email = by_type.get("phone"), by_type.get("email")
        last = next((q for q in reversed(here) if q.type in ("phone", "email")), None)
        if last is None:
            return {}
        everywhere = {q.type: q for q in self.asked}
        given = {
            type_: self._is_given(everywhere[type_])
            if type_ in everywhere
            else type_ in self._carried
            for type_ in ("phone", "email")
        }
        wanted = everywhere.get("contact_method")
        method = (self.answers.get(wanted.key) or [""])[0] if wanted else ""
        if method in ("call", "text") and phone and not given["phone"]:
            words = _("You asked us to call.") if method == "call" else _("You asked us to text.")
            found = {phone.key: words + " " + _("Write the number, with its area code.")}
        elif method == "email" and email and not given["email"]:
            found = {email.key: _("You asked for an e-mail. Write the address.")}
        elif self._last_contact() in {q.key for q in here}:
            found = self._rule_problems(given, phone or last, email or last)
        else:
            found = {}
        return {key: words for key, words in found.items() if key not in self._field_problems}

    def _last_contact(self) -> str:
        """Return the key of the last question about contact: the rule can't be known before it."""
        keys = {q.type: q.key for q in self.asked if q.type in ("phone", "email")}.values()
        return next(q.key for q in reversed(self.questions) if q.key in keys)

    def _rule_problems(
        self, given: dict[str, bool], phone: Question, email: Question
    ) -> dict[str, str]:
        if self.contact_rule == "either" and not any(given.values()):
            words = _("Leave a telephone number or an e-mail address, so that we can answer.")
            return {phone.key: words}
        found: dict[str, str] = {}
        if self.contact_rule == "both":
            if not given["phone"]:
                found[phone.key] = _("Leave a telephone number, so that we can call.")
            if not given["email"]:
                found.setdefault(email.key, _("Leave an e-mail address, so that we can write."))
        return found

    def _is_given(self, question: Question) -> bool:
        """Whether something was given, right or wrong: a wrong number has its own sentence."""
        typed = self.answers.get(question.key, [])
        return any(drop_control_characters(value).strip() for value in typed)


def _as_querydict(answers: Answers) -> QueryDict:
    data = QueryDict(mutable=True)
    for key, values in answers.items():
        data.setlist(key, values)
    return data


class RequestFormBuilder(FormBuilder):
    """Wagtail's form builder, asking our types of question."""

    def __init__(
        self, fields: Iterable[Any], *, use_steps: bool = False, contact_rule: str = "none"
    ) -> None:
        super().__init__(fields)
        self.contact_rule = contact_rule
        self.questions = resolve_questions(fields, use_steps=use_steps)

    def get_form_class(self) -> type[RequestForm]:
        """Return the class of this page's form."""
        return make_form_class(self.questions, self.contact_rule)


class SharedFields(dict[str, forms.Field]):
    """The fields of a form, the same objects for every visitor: they only check, and hold nothing of what they check.

    Django copies them deeply for each form, which cost a sixteenth of a visit.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        """Return a dict of its own with the same fields."""
        return dict(self)


def make_form_class(questions: list[Question], contact_rule: str) -> type[RequestForm]:
    """Return the class of a form that asks `questions`."""
    attributes: dict[str, Any] = {question.key: make_field(question) for question in questions}
    attributes |= {"questions": questions, "contact_rule": contact_rule}
    form_class = type("PageRequestForm", (RequestForm,), attributes)
    form_class.base_fields = SharedFields(form_class.base_fields)
    return form_class

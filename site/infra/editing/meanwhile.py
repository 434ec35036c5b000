"""Two people at one screen: what the other one saved meanwhile is never overwritten without a word.

Pages and snippets with drafts have Wagtail's editing sessions, which tell in the browser and nowhere else; `newer_draft.py`
stands behind them. Everything else (settings, people, places, notices, pictures, accounts, old addresses) has none: whoever
saves last puts the old values of *every* field back. So each form carries what every field held when the screen was opened. A
field that the other one changed and this person left alone keeps the other's value; a field that both changed is refused
once, with what is there now, and the next press of 'Save' puts this person's in its place.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, FileField, ForeignKey, ManyToManyField, Model
from django.utils.html import strip_tags
from django.utils.text import Truncator, capfirst, get_text_list
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import EditView
from wagtail.log_actions import registry as logs
from wagtail.models import DraftStateMixin

# The hidden input of templates/wagtailadmin/generic/form.html.
NAME = "opened_as"
# Marks a list of rows among the names of fields.
ROWS = "[]"
# What of another's value is quoted.
QUOTED = 90
# The keys that the editor gives to paragraphs at each save.
_PARAGRAPH_KEY = re.compile(r' data-block-key="[^"]*"')


def digest_value(value: Any) -> str:
    """Return a short digest of a stored value; blocks and paragraphs count by what they say, not by their keys."""
    text = json.dumps(_drop_keys(value), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _drop_keys(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(("[", "{")):
        try:
            value = json.loads(value)
        except ValueError:
            return value
    if isinstance(value, str):
        return _PARAGRAPH_KEY.sub("", value)
    if isinstance(value, dict):
        return {key: _drop_keys(inner) for key, inner in value.items() if key != "id"}
    if isinstance(value, list | tuple):
        return [_drop_keys(inner) for inner in value]
    return value


def store_value(field: Field, value: Any) -> Any:
    """Return `value` as its column stores it: a key for a row, keys for rows, a name for a file."""
    if isinstance(field, ManyToManyField):
        return sorted(str(getattr(row, "pk", row)) for row in value or ())
    if isinstance(field, ForeignKey):
        return str(getattr(value, "pk", value) or "")
    # Whether a text is empty or missing is the same to whoever reads it.
    return field.get_prep_value(value) or ""


class MeanwhileMixin:
    """A form of something without drafts that notices what was saved since it was opened."""

    fields: dict[str, forms.Field]
    data: Any
    instance: Any
    initial: dict[str, Any]
    formsets: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now: dict[str, str] = {}
        if self.instance.pk is None or isinstance(self.instance, DraftStateMixin):
            return
        self._now = dict(self._list_digests())

    @property
    def opened_as(self) -> str:
        """What is stored now, for the hidden input: the next press of 'Save' is measured against it."""
        return json.dumps(self._now)

    def _list_columns(self) -> Iterator[tuple[str, Field]]:
        for name in self.fields:
            try:
                column = self.instance._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            # A file is sent by who means it; nothing else is sent in its place.
            if column.concrete and name in self.initial and not isinstance(column, FileField):
                yield name, column

    def _list_digests(self) -> Iterator[tuple[str, str]]:
        for name, column in self._list_columns():
            yield name, digest_value(store_value(column, self.initial[name]))
        if isinstance(self.instance, ClusterableModel):
            stored = self.instance.serializable_data()
            for name in self.formsets:
                yield f"{name}{ROWS}", digest_value(stored[name])

    def _read_opened(self) -> dict[str, str]:
        """Return what each field held when the screen was opened; nothing for a form from elsewhere."""
        try:
            opened = json.loads(self.data.get(NAME) or "{}")
        except ValueError:
            return {}
        return opened if isinstance(opened, dict) else {}

    def _clean_fields(self) -> None:
        opened = self._read_opened() if self._now else {}
        changed = {name for name, was in self._now.items() if opened.get(name, was) != was}
        left, both = [], []
        for name, column in self._list_columns():
            if name not in changed:
                continue
            wanted = self._digest_sent(name, column)
            if wanted == opened[name]:
                left.append(name)
            elif wanted != self._now[name]:
                both.append(name)
        # A field that is switched off keeps what is stored.
        for name in left:
            self.fields[name].disabled = True
        super()._clean_fields()  # type: ignore[misc]
        for name in left:
            self.fields[name].disabled = False
            self.fields[name].bound_data = lambda data, initial: initial  # type: ignore[method-assign]
        rows = [name.removesuffix(ROWS) for name in changed if name.endswith(ROWS)]
        self._refuse_both(both, rows)

    def _digest_sent(self, name: str, column: Field) -> str:
        """Return the digest of what was sent for a field; '' for what is no value of it."""
        bound = self[name]  # type: ignore[index]
        try:
            value = bound.field.clean(bound.data)
        except ValidationError:
            return ""
        return digest_value(store_value(column, value))

    def _refuse_both(self, both: list[str], rows: list[str]) -> None:
        """Refuse what two people changed, with who did it and what is there now."""
        if not both and not rows:
            return
        who = name_last_editor(self.instance)
        for name in both:
            now = self._quote_field(name)
            sentence = (
                _("%(who)s changed this to ‘%(now)s’ while you had it open.")
                if now
                else _("%(who)s changed this while you had it open.")
            )
            again = _("Press ‘Save’ again to put yours in its place.")
            self.add_error(name, f"{sentence % {'who': who, 'now': now}} {again}")  # type: ignore[attr-defined]
        if rows:
            labels = [self._name_rows(name) for name in rows]
            sentence = _(
                "%(who)s changed ‘%(what)s’ while you had it open. Look at it in another window, then press ‘Save’ "
                "again to put yours in its place."
            )
            what = get_text_list(labels, _("and"))
            self.add_error(None, sentence % {"who": who, "what": what})  # type: ignore[attr-defined]

    def _name_rows(self, name: str) -> str:
        return capfirst(str(self.formsets[name].model._meta.verbose_name_plural))

    def _quote_field(self, name: str) -> str:
        """Return what a field holds now, short and without marks."""
        shown = getattr(self.instance, f"get_{name}_display", None)
        value = shown() if shown is not None else getattr(self.instance, name)
        if isinstance(value, str | int | float | Model):
            return Truncator(strip_tags(str(value))).chars(QUOTED)
        return ""


def name_last_editor(thing: Model) -> str:
    """Return the name of who changed `thing` last, as colleagues know them."""
    last = logs.get_logs_for_instance(thing).select_related("user").first()
    return get_user_display_name(last.user) if last and last.user else _("Somebody else")


@cache
def watch_form(form_class: type) -> type:
    """Return a form class that notices what was saved meanwhile, made of any form of a model's row."""
    if not issubclass(form_class, forms.BaseModelForm) or issubclass(form_class, MeanwhileMixin):
        return form_class
    return type(form_class.__name__, (MeanwhileMixin, form_class), {})


def watch_edit_screens() -> None:
    """Have every screen of Wagtail's admin on which something is changed use such a form."""
    unwatched = EditView.get_form

    def get_form(self: EditView, form_class: type | None = None) -> forms.BaseForm:
        return unwatched(self, watch_form(form_class or self.get_form_class()))

    EditView.get_form = get_form

"""What is in the way of saving or publishing, as one list whose lines lead to their fields.

Wagtail says 'could not be saved due to validation errors' and leaves it to the editor to find the red
field, maybe in another tab or a folded block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.blocks import StreamValue


@dataclass(frozen=True)
class Missing:
    """One thing to do: the field's label, the sentence, and the id of the place to go to ('' for none).

    Within a block, `field` is the id of the very field, however deep it lies; `anchor` is the block around it.
    """

    label: str
    sentence: str
    anchor: str = ""
    field: str = ""


def list_missing(form: Any) -> list[Missing]:
    """Return everything that `form`, its streams and its rows complain of, in the order of the errors."""
    found = list(_of_fields(form))
    for formset in getattr(form, "formsets", {}).values():
        for number, row in enumerate(formset.forms, 1):
            if not row.errors or row in getattr(formset, "deleted_forms", ()):
                continue
            name = str(formset.model._meta.verbose_name).capitalize()
            for each in _of_fields(row):
                found.append(Missing(f"{name} {number}: {each.label}", each.sentence, each.anchor))
        for error in formset.non_form_errors():
            found.append(Missing("", str(error), f"id_{formset.prefix}-FORMS"))
    return found


def _of_fields(form: Any) -> Iterator[Missing]:
    for name, errors in form.errors.as_data().items():
        if name == NON_FIELD_ERRORS or name not in form.fields:
            for error in errors:
                yield from (Missing("", str(sentence)) for sentence in error.messages)
            continue
        bound = form[name]
        label, anchor = str(bound.label), bound.id_for_label or f"id_{bound.html_name}"
        for error in errors:
            if hasattr(error, "block_errors") or hasattr(error, "non_block_errors"):
                yield from _of_stream(form, name, label, error)
            else:
                yield from (Missing(label, str(sentence), anchor) for sentence in error.messages)


def _of_stream(form: Any, name: str, label: str, error: Any) -> Iterator[Missing]:
    widget = form.fields[name].widget
    value = widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    children = list(value) if isinstance(value, StreamValue) else []
    for sentence in _list_sentences(getattr(error, "non_block_errors", None)):
        yield Missing(label, sentence, f"{form.add_prefix(name)}-add")
    for index, inner in _pair_errors(getattr(error, "block_errors", None)):
        child = children[index] if isinstance(index, int) and index < len(children) else None
        anchor = f"block-{child.id}-section" if child is not None and child.id else ""
        where = f"{label}: {child.block.label}" if child is not None else label
        place = f"{form.add_prefix(name)}-{index}-value"
        for each in _flatten_errors(inner, getattr(child, "block", None), place):
            own = f"{where}, {each.label}" if each.label else where
            yield Missing(own, each.sentence, anchor, each.field)


def _flatten_errors(error: Any, block: Any, place: str) -> Iterator[Missing]:
    """Yield what is missing in one block, however deep it lies, under the labels of its parts.

    Parameters: `place`, the id under which the block's own field is drawn.
    """
    for each in getattr(error, "data", None) or (error if isinstance(error, list) else [error]):
        inner = getattr(each, "block_errors", None)
        if inner is None:
            yield from (Missing("", text, field=place) for text in _list_sentences(each))
            continue
        for text in _list_sentences(getattr(each, "non_block_errors", None)):
            yield Missing("", text, field=place)
        for key, child_error in _pair_errors(inner):
            child, own, within = _find_part(block, key, place)
            for found in _flatten_errors(child_error, child, within):
                label = ", ".join(part for part in (own, found.label) if part)
                yield Missing(label, found.sentence, field=found.field)


def _find_part(block: Any, key: Any, place: str) -> tuple[Any, str, str]:
    """Return a part of a block with its label and the id under which its field is drawn; a row's label is its number."""
    child = getattr(block, "child_blocks", {}).get(key) or getattr(block, "child_block", None)
    if isinstance(key, str):
        return child, str(child.label) if child is not None else "", f"{place}-{key}"
    return child, str(key + 1), f"{place}-{key}-value"


def _pair_errors(errors: Any) -> list[tuple[Any, Any]]:
    if not errors:
        return []
    pairs = errors.items() if isinstance(errors, dict) else enumerate(errors)
    return [(key, error) for key, error in pairs if error]


def _list_sentences(errors: Any) -> list[str]:
    """Return the sentences of an error, a list of errors, or nothing."""
    if not errors:
        return []
    if isinstance(errors, ValidationError):
        return [str(sentence) for sentence in errors.messages]
    data = errors.as_data() if hasattr(errors, "as_data") else errors
    return [sentence for error in data for sentence in _list_sentences(error)]


def _find_heading(form: Any, count: int) -> str:
    data = form.data
    if data.get("action-publish") or data.get("action-workflow-action"):
        return ngettext(
            "Not published yet: one thing is left to do. What you typed is kept.",
            "Not published yet: %(count)s things are left to do. What you typed is kept.",
            count,
        ) % {"count": count}
    if data.get("action-submit") or data.get("action-restart-workflow"):
        return ngettext(
            "Not handed in yet: one thing is left to do. What you typed is kept.",
            "Not handed in yet: %(count)s things are left to do. What you typed is kept.",
            count,
        ) % {"count": count}
    return ngettext(
        "Not saved yet: one thing is left to do. What you typed is kept.",
        "Not saved yet: %(count)s things are left to do. What you typed is kept.",
        count,
    ) % {"count": count}


def list_html(found: list[Missing]) -> SafeString:
    """Return the list; each line that belongs to a field is a link to it."""
    return format_html(
        '<ul class="clinic-missing">{}</ul>',
        format_html_join("", "<li>{}</li>", ((_write_line(each),) for each in found)),
    )


def _write_line(each: Missing) -> SafeString:
    if not each.anchor:
        return format_html("{}", each.sentence)
    label = each.label or _("Go to the place")
    return format_html(
        '<a href="#{}" data-go-to="{}">{}</a>: {}', each.anchor, each.field, label, each.sentence
    )


def say_what_is_missing(request: Any, message: str, form: Any, buttons: Any = None) -> None:
    """Tell what is in the way. Takes the place of `wagtail.admin.messages.validation_error`.

    Parameters as there; `message` is used only where nothing can be named.
    """
    found = list_missing(form)
    head = _find_heading(form, len(found)) if found else message
    messages.error(request, format_html("{}{}", head, list_html(found)), buttons=buttons)

"""What is stored in a stream is mended while it is read, so that it can never break a page.

Streams are JSON. Imports, older code and hand-written values leave things in it that no editor
could have typed: a number where a text belongs, a block type that no longer exists, a list that
is a word. Wagtail takes the shape for granted; a page would answer 500, and so would its editor.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.core.exceptions import BadRequest
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.images.blocks import ImageBlock

from infra.editing.messages import reword_empty, teach_block

# Keys are 64-bit in every database that we run on; a larger number is an error in SQLite.
LARGEST_KEY = 2**63 - 1


def as_key(value: Any) -> int | None:
    """Return `value` as the key of a row, or None if it can't be one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    return value if isinstance(value, int) and 0 < value <= LARGEST_KEY else None


def mend_value(block: blocks.Block, raw: Any) -> Any:
    """Return `raw` in the shape that `block` stores; what doesn't fit becomes empty."""
    for kind, mender in _MENDERS:
        if isinstance(block, kind):
            return mender(block, raw)
    return raw


def _mend_image(block: ImageBlock, raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raw = {"image": raw}
    return {
        "image": as_key(raw.get("image")),
        "alt_text": _mend_text(block, raw.get("alt_text")),
        "decorative": bool(raw.get("decorative")),
    }


def _mend_table(block: BaseTypedTableBlock, raw: Any) -> dict[str, Any] | None:
    if not isinstance(raw, dict):
        return None
    columns = [
        {"type": column["type"], "heading": _mend_text(block, column.get("heading"))}
        for column in _select_dicts(raw.get("columns"))
        if isinstance(column.get("type"), str) and column["type"] in block.child_blocks
    ]
    rows = []
    for row in _select_dicts(raw.get("rows")):
        values = row.get("values")
        cells = list(values) if isinstance(values, list) else []
        cells = (cells + [None] * len(columns))[: len(columns)]
        rows.append(
            {
                "values": [
                    mend_value(block.child_blocks[column["type"]], cell)
                    for column, cell in zip(columns, cells, strict=True)
                ]
            }
        )
    return {"columns": columns, "rows": rows, "caption": _mend_text(block, raw.get("caption"))}


def _mend_struct(block: blocks.BaseStructBlock, raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        return {}
    return {
        name: mend_value(child, raw[name])
        for name, child in block.child_blocks.items()
        if name in raw
    }


def _mend_list(block: blocks.ListBlock, raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        return []
    items = []
    for item in raw:
        if isinstance(item, dict) and item.get("type") == "item" and "value" in item:
            identity = item.get("id") if isinstance(item.get("id"), str) else None
            item = {
                "type": "item",
                "value": mend_value(block.child_block, item["value"]),
                "id": identity,
            }
        else:
            item = mend_value(block.child_block, item)
        items.append(item)
    return items


def _mend_stream(block: blocks.BaseStreamBlock, raw: Any) -> list[dict[str, Any]]:
    mended = []
    for child in _select_dicts(raw):
        name = child.get("type")
        if isinstance(name, str) and name in block.child_blocks:
            identity = child.get("id") if isinstance(child.get("id"), str) else None
            value = mend_value(block.child_blocks[name], child.get("value"))
            mended.append({"type": name, "value": value, "id": identity})
    return mended


def _mend_text(block: blocks.Block, raw: Any) -> str:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return str(raw)
    # NUL can't be stored by PostgreSQL and breaks markup.
    return raw.replace("\x00", "") if isinstance(raw, str) else ""


def _mend_integer(block: blocks.IntegerBlock, raw: Any) -> int | None:
    if isinstance(raw, str) and raw.lstrip("-").isdigit() and len(raw) < 20:
        raw = int(raw)
    if not isinstance(raw, int) or isinstance(raw, bool):
        return None
    least, most = block.field.min_value, block.field.max_value
    raw = max(raw, least) if least is not None else raw
    return min(raw, most) if most is not None else raw


def _mend_moment(block: blocks.FieldBlock, raw: Any) -> str | None:
    if not isinstance(raw, str):
        return None
    try:
        datetime.fromisoformat(f"2000-01-01T{raw}" if isinstance(block, blocks.TimeBlock) else raw)
    except ValueError:
        return None
    return raw


def _select_dicts(raw: Any) -> list[dict]:
    return [item for item in raw if isinstance(item, dict)] if isinstance(raw, list) else []


# In this order: an ImageBlock is a StructBlock, an URLBlock is a CharBlock's sister.
_MENDERS = (
    (ImageBlock, _mend_image),
    (BaseTypedTableBlock, _mend_table),
    (blocks.BaseStreamBlock, _mend_stream),
    (blocks.BaseStructBlock, _mend_struct),
    (blocks.ListBlock, _mend_list),
    (blocks.ChooserBlock, lambda block, raw: as_key(raw)),
    (blocks.BooleanBlock, lambda block, raw: bool(raw)),
    (blocks.IntegerBlock, _mend_integer),
    ((blocks.DateBlock, blocks.DateTimeBlock, blocks.TimeBlock), _mend_moment),
    (
        (
            blocks.CharBlock,
            blocks.TextBlock,
            blocks.URLBlock,
            blocks.EmailBlock,
            blocks.ChoiceBlock,
            blocks.RichTextBlock,
            blocks.RawHTMLBlock,
        ),
        _mend_text,
    ),
)


class RepairingStreamBlock(blocks.StreamBlock):
    """The top of every stream of ours: mends what is stored before Wagtail reads it, and speaks plainly."""

    taught = False

    def clean(self, value: Any) -> Any:
        """Check what an editor typed. Errors say what to do."""
        if (
            not self.taught
        ):  # not earlier: choosers need their models, which are not there at start-up
            teach_block(self)
            self.taught = True
        try:
            return super().clean(value)
        except blocks.StreamBlockValidationError as error:
            raise reword_empty(error) from error

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """Return what a form carries. Raises BadRequest for a form without this stream (not an empty one), or with half of it.

        Wagtail fails over a count that is no number and over a block without its place, also in lists inside a block.
        """
        if f"{prefix}-count" not in data:
            raise BadRequest(f"the form carries no stream {prefix}")
        try:
            return super().value_from_datadict(data, files, prefix)
        except (KeyError, ValueError) as error:
            raise BadRequest(f"the form carries half of the stream {prefix}") from error

    def to_python(self, value: Any) -> blocks.StreamValue:
        """Return the stream; what can't be understood is left out."""
        if isinstance(value, blocks.StreamValue):
            return value
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                return super().to_python(value)  # text from before the field was a stream is kept
        if isinstance(value, (list, tuple)) and all(isinstance(item, tuple) for item in value):
            return super().to_python(list(value))  # (name, value) pairs from Python code
        return super().to_python(_mend_stream(self, value))

"""From the descriptions of `write.py` to what the models store."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail.fields import StreamField

from .described import DescribedBlock, Ref, Rich
from .markup import SampleTextError, rich_text

# The newest day that the sample texts name. On a machine whose clock is behind, all days move back.
NEWEST_DAY = date(2026, 11, 22)


@dataclass
class Known:
    """What has been loaded so far: ids by kind and key."""

    today: date
    ids: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, kind: str, key: str, pk: int) -> None:
        """Remember that `key` of `kind` has the id `pk`."""
        self.ids[kind, key] = pk

    def find(self, kind: str, key: str) -> int:
        """Return the id; raises SampleTextError for a key that nothing has."""
        try:
            return self.ids[kind, key]
        except KeyError:
            near = sorted(k for found, k in self.ids if found == kind)
            raise SampleTextError(
                f"There is no {kind} with the key “{key}”. Known are: {', '.join(near)}."
            ) from None

    def day(self, day: date) -> date:
        """Return `day`, moved back as far as this machine's clock is behind the texts."""
        behind = NEWEST_DAY - self.today
        return day - behind if behind > timedelta(0) else day

    def raw(self, value: Any) -> Any:
        """Return a described value as the plain data that a StreamField stores."""
        simple: dict[type, Callable[[Any], Any]] = {
            Rich: lambda rich: rich_text(rich.text, self.find),
            Ref: lambda ref: self.find(ref.kind, ref.key),
            DescribedBlock: lambda block: {"type": block.name, "value": self.raw(block.value)},
            date: lambda day: self.day(day).isoformat(),
            dict: lambda rows: {key: self.raw(inner) for key, inner in rows.items()},
            list: lambda rows: [self.raw(inner) for inner in rows],
            tuple: lambda rows: [self.raw(inner) for inner in rows],
        }
        convert = simple.get(type(value))
        return convert(value) if convert else value


def set_field(instance: Model, name: str, value: Any, known: Known) -> None:
    """Set one field of `instance` from its description.

    A stream is checked block by block: raises SampleTextError with the block's own sentence.
    """
    model_field = instance._meta.get_field(name)
    if isinstance(model_field, StreamField):
        setattr(instance, name, json.dumps(known.raw(list(value))))
        _check_stream(instance, name)
    elif isinstance(value, Ref):
        setattr(instance, f"{name}_id", known.find(value.kind, value.key))
    elif isinstance(value, Rich):
        setattr(instance, name, rich_text(value.text, known.find))
    elif isinstance(value, date):
        setattr(instance, name, known.day(value))
    elif name == "tags":
        instance.tags.set(list(value))
    else:
        setattr(instance, name, value)


def _check_stream(instance: Model, name: str) -> None:
    stream = getattr(instance, name)
    try:
        stream.stream_block.clean(stream)
    except ValidationError as error:
        told = (
            json.dumps(error.as_json_data(), default=str)
            if hasattr(error, "as_json_data")
            else str(error)
        )
        raise SampleTextError(f"“{instance}”, {name}: {told}") from error


def save_record(thing: Model, key: str) -> None:
    """Check and store a record. Raises SampleTextError, which names `key`, where it is not valid."""
    try:
        thing.full_clean()
        thing.save()
    except ValidationError as error:
        raise SampleTextError(f"“{key}” ({type(thing).__name__}): {error}") from error

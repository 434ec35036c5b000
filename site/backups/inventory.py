"""The data inventory: compares the models with `personal_tables.py` and writes docs/data-inventory.md."""

from __future__ import annotations

import re

from django.apps import apps
from django.conf import settings
from django.db import models

from forms.requests.encryption import EncryptedJSONField

from .personal_tables import AHEAD, ELSEWHERE, INVENTORY, VISITORS, Held

_LOOKS_PERSONAL = re.compile(
    r"(^|_)(e?mail|emails|phone|mobile|birth\w*|born|first_name|last_name|full_name|ip|ip_address|ssn|insurance"
    r"|patient|visitor|diagnosis|medication|password|notify|gender|user_agent)(_|$)"
)
_PERSONAL_TYPES = (
    models.EmailField,
    models.GenericIPAddressField,
    EncryptedJSONField,
    models.BinaryField,
)


def own_fields(model: type[models.Model]) -> list[models.Field]:
    """Return the fields that a model itself brings (not those of a parent with its own table)."""
    return [
        field
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if not getattr(field, "auto_created", False) and not isinstance(field, models.AutoField)
    ]


def looks_personal(field: models.Field) -> bool:
    """Tell whether a field's type or name says that it may hold something about a person."""
    if isinstance(field, _PERSONAL_TYPES) or _LOOKS_PERSONAL.search(field.name):
        return True
    relation = getattr(field, "remote_field", None)
    target = relation.model if relation else None
    if not target or isinstance(target, str):
        return False
    held = INVENTORY.get(target._meta.label)
    return target._meta.label == settings.AUTH_USER_MODEL or bool(held and VISITORS in held.whose)


def list_tables() -> dict[str, Held]:
    """Return the entered tables that this site has: those of a newer Wagtail only where it is installed."""
    present = {model._meta.label for model in apps.get_models()}
    return {**INVENTORY, **{label: held for label, held in AHEAD.items() if label in present}}


def find_gaps() -> list[str]:
    """Return a sentence for each field that nobody has entered, and for each entry without a field."""
    gaps = []
    tables = list_tables()
    known = {
        f"{label}.{name}" for label, held in tables.items() for name in _split_names(held)
    } | set(ELSEWHERE)
    present = set()
    for model in apps.get_models():
        label = model._meta.label
        for field in own_fields(model):
            name = f"{label}.{field.name}"
            present.add(name)
            if (label in tables or looks_personal(field)) and name not in known:
                gaps.append(
                    f"{name} is not in site/backups/personal_tables.py: say whether it is personal."
                )
    gaps += [
        f"{name} is in site/backups/personal_tables.py and nowhere else."
        for name in sorted(known - present)
    ]
    return gaps


def _split_names(held: Held) -> list[str]:
    return [*held.personal.split(), *held.plain.split()]


def as_markdown() -> str:
    """Return the page of the inventory."""
    lines = [
        "# Data inventory",
        "",
        "Made by `manage.py data_inventory --write` from the models and `site/backups/personal_tables.py`; a test compares. What each",
        "request's data are for, and for how long, stands in [privacy.md](privacy.md).",
        "",
        "| Table | Whose | Personal fields | What for | Kept | In a copy for developers |",
        "|---|---|---|---|---|---|",
    ]
    for label, held in INVENTORY.items():
        fields = [_say_fields(label, name) for name in held.personal.split()] or ["none"]
        lines.append(
            f"| `{label}` | {held.whose} | {', '.join(fields)} | {held.why} | {held.until} | {held.developer} |"
        )
    lines += ["", "**Elsewhere**", "", "| Field | What it is |", "|---|---|"]
    lines += [f"| `{name}` | {why} |" for name, why in ELSEWHERE.items()]
    return "\n".join([*lines, ""])


def _say_fields(label: str, name: str) -> str:
    """Return a field's name, and whether the database sees only ciphertext or a keyed hash."""
    field = apps.get_model(label)._meta.get_field(name)
    if isinstance(field, EncryptedJSONField):
        return f"`{name}` (encrypted)"
    return f"`{name}` (keyed hash)" if name.endswith("_hash") else f"`{name}`"

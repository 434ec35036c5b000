"""The style guide: every token, component and block in its states, for staff.

A component is `templates/components/<name>.html` with its sample data beside it in
`<name>.json`: what it is for (`about`) and its `states`, each with a name and a context.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.blocks import Block

from content.blocks import body_blocks
from content.samples import sample_layout

FOLDER = Path(settings.ROOT) / "templates" / "components"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d\d:\d\d")
TOKENS = [
    "paper",
    "surface",
    "ink",
    "muted",
    "pine",
    "accent",
    "accent-deep",
    "on-accent",
    "info",
    "info-tint",
    "caution",
    "caution-tint",
    "sage",
    "sand",
    "apricot",
    "mist",
    "line",
    "edge",
]
SIZES = ("hero", "h1", "h2", "h3", "lead", "body", "small")


class Sample(dict):
    """A thing from a sample file that templates read as they read a model."""

    def __getattr__(self, name: str) -> Any:
        """Read a value as an attribute; AttributeError where there is none."""
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def get_url(self, request: HttpRequest | None = None) -> str:
        """Return the address, as a page does."""
        return self.get("url", "#")


class SampleRows(list):
    """Rows that templates read as they read a related manager."""

    def all(self) -> SampleRows:
        """Return every row of the sample, as a queryset would."""
        return self


@dataclass(frozen=True)
class Shown:
    """A component or a block as the guide shows it."""

    name: str
    about: str
    states: tuple[tuple[str, SafeString], ...] = ()


def read_sample(value: Any) -> Any:
    """Return a value of a sample file with dates, times and attributes that templates can read."""
    if isinstance(value, dict):
        return Sample({key: read_sample(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return SampleRows(read_sample(inner) for inner in value)
    if isinstance(value, str) and _DATE.fullmatch(value):
        return date.fromisoformat(value)
    if isinstance(value, str) and _TIME.fullmatch(value):
        return time.fromisoformat(value)
    return value


def list_components(request: HttpRequest) -> list[Shown]:
    """Return every component in its states; those that layout each page show no state of their own."""
    layout = sample_layout(request)
    shown = []
    for file in sorted(FOLDER.glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        states = tuple(
            (
                state["name"],
                render_to_string(
                    f"components/{file.stem}.html",
                    {**read_sample(state["context"]), "layout": layout},
                    request=request,
                ),
            )
            for state in data["states"]
        )
        shown.append(Shown(file.stem, data["about"], states))
    return shown


def list_blocks(request: HttpRequest) -> list[Shown]:
    """Return every block with its preview value."""
    parent = {"request": request, "layout": sample_layout(request)}
    return [
        Shown(
            str(block.label),
            str(block.meta.description or ""),
            (("", _render_block(block, parent)),),
        )
        for _name, block in body_blocks()
    ]


def _render_block(block: Block, parent: dict[str, Any]) -> SafeString:
    return block.render(block.get_preview_value(), context=parent)


def show_style_guide(request: HttpRequest) -> HttpResponse:
    """Show the guide. Wagtail lets in only who may enter the admin."""
    return render(
        request,
        "pages/style_guide.html",
        {
            "title": "Style guide",
            "robots": "noindex",
            "tokens": TOKENS,
            "sizes": SIZES,
            "components": list_components(request),
            "blocks": list_blocks(request),
        },
    )

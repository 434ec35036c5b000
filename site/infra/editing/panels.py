"""A place in the page editor that an app above fills."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel


@dataclass(frozen=True)
class EditorPart:
    """What an app shows above the fields of a page: a heading, its HTML, and whether it starts folded."""

    heading: Any
    html: SafeString
    folded: bool = True
    icon: str = "tasks"


PartMaker = Callable[["AppsPanel.BoundPanel"], EditorPart | None]
_makers: list[PartMaker] = []


def register_editor_part(maker: PartMaker) -> PartMaker:
    """Have `maker` asked for its part whenever a page's editor is shown. The first that has one shows it."""
    if maker not in _makers:
        _makers.append(maker)
    return maker


def place_in_list(note: Any = "") -> FieldPanel:
    """Return the panel of `order` in words, `note` behind them: a number alone says nothing."""
    return FieldPanel(
        "order",
        heading=_("Place in the list"),
        help_text=format_lazy(
            "{} {}",
            _(
                "1 stands first, 2 after it. The same number: by name. Who is left at 100 comes last."
            ),
            note,
        ),
    )


class AppsPanel(Panel):
    """Shows, under a page's title, what an app above has to say about it; nothing where none has."""

    clean_name = "apps"

    class BoundPanel(Panel.BoundPanel):
        """The panel for one page."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            parts = (maker(self) for maker in _makers)
            self.part = next((part for part in parts if part is not None), None)
            if self.part is not None:
                self.heading = self.part.heading

        @property
        def icon(self) -> str:
            """The part's own icon."""
            return self.part.icon if self.part else ""

        def classes(self) -> list[str]:
            """Fold what needs no attention."""
            return ["collapsed"] if self.part and self.part.folded else []

        def is_shown(self) -> bool:
            """Show nothing where no app has a part."""
            return self.part is not None

        def render_html(self, parent_context: Mapping[str, Any] | None = None) -> SafeString:
            """Return the part's HTML."""
            return self.part.html if self.part else SafeString("")

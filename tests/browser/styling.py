"""A style of the tests' own on a page whose policy takes none that stands inside it."""

from __future__ import annotations

from typing import Any


def add_style(page: Any, css: str) -> None:
    """Put `css` on `page` as a sheet made by a script, which the policy leaves alone."""
    page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets.push(s) }",
        css,
    )

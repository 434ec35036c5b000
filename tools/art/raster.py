"""Turn SVG text into pictures with the Chromium that is installed.

Needs playwright and Pillow. Chromium is used because it is the renderer that visitors have: what
is drawn here looks the same in their browser.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image
from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--force-color-profile=srgb",
]


class Rasteriser:
    """Draws SVG on one open browser page."""

    def __init__(self, page: Page) -> None:
        """Keep the open ``page``; get one from ``open_rasteriser``."""
        self._page = page

    def draw(
        self, svg: str, width: int, height: int, *, scale: int = 1, background: str = ""
    ) -> Image.Image:
        """Return ``svg`` drawn at ``width`` by ``height`` pixels.

        ``scale`` draws larger and shrinks, for cleaner edges in small icons. ``background`` is a
        CSS colour; without one the picture stays transparent where nothing is drawn.
        """
        size = {"width": width * scale, "height": height * scale}
        self._page.set_viewport_size(size)
        self._page.set_content(
            "<!doctype html><style>html,body{margin:0;background:"
            + (background or "transparent")
            + "}svg{display:block;width:100vw;height:100vh}</style>"
            + svg
        )
        shot = self._page.screenshot(omit_background=not background, type="png")
        image = Image.open(io.BytesIO(shot)).convert("RGB" if background else "RGBA")
        if scale > 1:
            image = image.resize((width, height), Image.Resampling.LANCZOS)
        return image


@contextmanager
def open_rasteriser() -> Iterator[Rasteriser]:
    """Start Chromium, yield a ``Rasteriser``, and close the browser afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield Rasteriser(browser.new_page())
        finally:
            browser.close()

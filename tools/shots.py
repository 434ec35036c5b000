"""Photographs of every page type and key state, at three widths and in both colour schemes.

make shots                     everything, into shots/
make shots ARGS="post home"    only these
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, sync_playwright
from serving import PAGES, sample_server
from setup import ROOT, find_chromium

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")
FOLDER = ROOT / "shots"


def menu_open(page: Page) -> None:
    """Open the menu on a phone."""
    button = page.locator("[data-menu-button]").first
    if button.is_visible():
        button.click()


def form_errors(page: Page) -> None:
    """Send the form with nothing in it."""
    page.locator("main form [type=submit]").last.click()
    page.wait_for_load_state()


def form_check(page: Page) -> None:
    """Fill in every step, up to 'check your answers'."""
    for _step in range(4):
        for group in page.locator("main form fieldset:visible").all():
            if (choice := group.locator("input[type=radio]:visible").first).count():
                choice.check()
        for kind, value in (
            ("text", "Robin"),
            ("tel", "(703) 555-0199"),
            ("email", "robin@example.com"),
        ):
            for entry in page.locator(f"main form input[type={kind}]:visible").all():
                entry.fill(value)
        for box in page.locator("main form input[type=checkbox]:visible").all():
            box.check()
        page.locator("main form [type=submit]").first.click()
        page.wait_for_load_state()
        if "step=check" in page.url:
            return


def form_sent(page: Page) -> None:
    """Send the request and look at what a visitor is told."""
    form_check(page)
    page.locator("main form [type=submit].c-button--primary").first.click()
    page.wait_for_load_state()


def look_at_page(path: str) -> tuple[str, Callable[[Page], Any]]:
    """A page that only needs to be looked at."""
    return path, lambda page: None


def print_page(page: Page) -> None:
    """Show the page as paper gets it."""
    page.emulate_media(media="print")


STATES: dict[str, tuple[str, Callable[[Page], Any]]] = {
    "menu-open": ("/", menu_open),
    "form-errors": ("/request-an-appointment/", form_errors),
    "form-check": ("/request-an-appointment/", form_check),
    "form-sent": ("/request-an-appointment/", form_sent),
    "login": look_at_page("/accounts/login/"),
    "post-printed": ("/blog/what-ketamine-is-and-how-it-works/", print_page),
}


def take_shot(page: Page, name: str, width: int, scheme: str) -> None:
    """Photograph the whole page and its first screen."""
    page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=True)
    page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}-fold.png")


def main(names: list[str]) -> None:
    """Photograph what is named, or everything."""
    if not names:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(exist_ok=True)
    count = 0
    with sample_server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for width in WIDTHS:
            for scheme in SCHEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": 800},
                    color_scheme=scheme,
                    reduced_motion="reduce",
                )
                page = context.new_page()
                for name, path in PAGES.items():
                    if names and name not in names:
                        continue
                    page.goto(server.url + path, wait_until="networkidle")
                    load_lazy_pictures(page)
                    take_shot(page, name, width, scheme)
                    count += 1
                for name, (path, act) in STATES.items():
                    if names and name not in names:
                        continue
                    page.goto(server.url + path, wait_until="networkidle")
                    act(page)
                    take_shot(page, name, width, scheme)
                    page.emulate_media(media="screen")
                    count += 1
                context.close()
            print(f"  · {width} px: done", flush=True)
        browser.close()
    print(f"  {count} views are in shots/. Look at them.")


def load_lazy_pictures(page: Page) -> None:
    """Make lazy pictures load, so that the whole page shows."""
    page.evaluate(
        """async () => {
            document.querySelectorAll('img[loading=lazy]').forEach((i) => { i.loading = 'eager'; });
            await Promise.all([...document.images].map((i) => i.decode().catch(() => {})));
        }"""
    )


if __name__ == "__main__":
    main(sys.argv[1:])

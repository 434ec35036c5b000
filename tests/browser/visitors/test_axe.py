"""axe finds nothing on any page, with everything open, in both schemes, at every width."""

from pathlib import Path

import axe_playwright_python
import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def _violations(page) -> list[str]:
    """Run every rule of axe, best practices included."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]


def _open_everything(page, width: int) -> None:
    """Open the menu and every disclosure."""
    page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true; })")
    if width < 992:
        page.locator(".c-header__toggle").click()
    page.locator(".c-nav summary").first.click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_on_any_page_with_everything_open(small_site, open_page, width, scheme):
    page = open_page("/", width=width, scheme=scheme)
    found = {}
    for name, path in small_site.items():
        page.goto(page.base + path)
        _open_everything(page, width)
        if violations := _violations(page):
            found[name] = violations
    assert found == {}


@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_on_a_form_with_errors_or_a_closed_menu(small_site, open_page, width):
    page = open_page(small_site["form"], width=width)
    page.locator("main form [type=submit]").first.click()
    page.locator("#errors").wait_for()
    assert _violations(page) == []
    page.goto(page.base + small_site["home"])
    assert _violations(page) == []

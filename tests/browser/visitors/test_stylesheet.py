"""Minifying takes spaces and comments away, and not one rule: Chromium reads both and says the same."""

import re

import pytest

from infra.stylesheet import SITE, STYLESHEETS, Stylesheet, build_stylesheet, bundle_sources

READ = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return [...sheet.cssRules].map(rule => rule.cssText).join("\\n");
}"""


def _normalise(rules: str) -> list[str]:
    """Return lines without what minifying may change: spaces, leading zeros, case, and the star before a colon."""
    rules = re.sub(r"(?<=[\w\])*]) \*?(?=:)", "»", rules)
    rules = re.sub(r"(?<![\d.])0\.", ".", rules)
    return re.sub(r"[ \t]+", "", rules).lower().splitlines()


@pytest.mark.parametrize("sheet", STYLESHEETS, ids=lambda sheet: sheet.served_as)
def test_the_built_file_has_the_rules_of_its_sources(browser, tmp_path, sheet: Stylesheet):
    page = browser.new_page()
    try:
        written = _normalise(page.evaluate(READ, bundle_sources(sheet.sources)))
        sent = _normalise(page.evaluate(READ, build_stylesheet(sheet, tmp_path).read_text()))
    finally:
        page.close()
    assert len(written) > (500 if sheet is SITE else 50)
    assert any("»" in line for line in written)
    assert sent == written

"""Minifying takes spaces and comments away, and not one rule: Chromium reads both and says the same."""

import re

from infra.stylesheet import build_stylesheet, bundle_sources

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


def test_the_built_file_has_the_rules_of_its_sources(browser, tmp_path):
    page = browser.new_page()
    try:
        written = _normalise(page.evaluate(READ, bundle_sources()))
        sent = _normalise(page.evaluate(READ, build_stylesheet(tmp_path).read_text()))
    finally:
        page.close()
    assert len(written) > 500
    assert any("»" in line for line in written)
    assert sent == written

"""A page as Markdown, made from the HTML that people read, so that it can't say anything else.

Assistants and people who take notes read it at `…/index.md`. What only leads about on a screen (contents, share, pictures'
sources, the next posts) is left out; a form becomes a link to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

from .plain_html import make_plain_html

# What leads about. Everything else of <main> is content.
_LEFT_OUT = (
    "nav, form[aria-labelledby=was-this-clear], "
    "input, select, textarea, template, .u-hidden, .c-avatar, .c-share, .c-request-banner, .c-actions, "
    ".c-next-steps, .c-neighbours, .c-pagination, .c-latest, .c-filters, .c-feeds"
)
_EMPTY_LINES = re.compile(r"\n{3,}")


def convert_page(html: str, address: str, facts: Mapping[str, str], form_label: str) -> str:
    """Return the main part of a page's HTML as Markdown, below its `facts`.

    Args:
        html: the whole document.
        address: the page's absolute address; links become absolute by it.
        facts: the facts on top, by name; empty ones are left out.
        form_label: the words of the link that stands for a form.
    """
    soup = BeautifulSoup(html, "html.parser")
    main = soup.find("main")
    if not isinstance(main, Tag):
        return ""
    # Help in a crisis stands in the foot of every page, and so under every twin.
    if help_text := soup.select_one("footer .c-crisis__text"):
        main.append(Tag(name="hr"))
        main.append(help_text)
    make_plain_html(main, address, _LEFT_OUT)
    for form in main.find_all("form"):
        link = Tag(name="a", attrs={"href": address})
        link.string = form_label
        form.replace_with(link)
    for summary in main.find_all("summary"):
        summary.name = "h3"
    for part in main.select(".c-card__meta > * + *"):
        part.insert_before(" · ")
    # An address stands in lines that its style makes, and no space parts them.
    for part in main.select(".c-address > * + *"):
        part.insert_before(", ")
    _shorten_marks(main)
    _drop_empty(main)
    text = MarkdownConverter(heading_style=ATX, bullets="-", strip=["picture"]).convert_soup(main)
    lines = (line.rstrip() for line in text.splitlines())
    body = _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()
    return f"{_write_facts(facts)}{body}\n"


def _shorten_marks(main: Tag) -> None:
    """Make a source mark its number in brackets: the list of references stands below, by number."""
    for mark in main.select(".cite"):
        mark.name = "span"
        mark.string = mark.get_text(strip=True)


def _drop_empty(main: Tag) -> None:
    """Make a link that leads nowhere its words, and leave out a picture that nothing is said of."""
    for link in main.find_all("a", href=lambda target: not target):
        link.unwrap()
    for picture in main.find_all("img", alt=lambda alt: not alt):
        picture.decompose()


def _write_facts(facts: Mapping[str, str]) -> str:
    """Return YAML front matter. A JSON string is a YAML string, so nothing can break out of its line."""
    lines = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items() if value
    ]
    return "\n".join(["---", *lines, "---", "", ""])

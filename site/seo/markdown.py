"""A page as Markdown, made from the HTML that people read, so that it can't say anything else.

Assistants and people who take notes read it at `…/index.md`. What only leads about on a screen (contents, share, pictures'
sources, the next posts) is left out; a form becomes a link to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import quote

from bs4 import BeautifulSoup, NavigableString, Tag
from markdownify import ATX, MarkdownConverter

from .plain_html import make_plain_html

# What leads about. Everything else of <main> is content.
_LEFT_OUT = (
    "nav, form[aria-labelledby=was-this-clear], "
    "input, select, textarea, template, .u-hidden, .c-avatar, .c-share, .c-request-banner, .c-actions, "
    ".c-next-steps, .c-neighbours, .c-pagination, .c-latest, .c-filters, .c-feeds"
)
_EMPTY_LINES = re.compile(r"\n{3,}")


# What would mean something in Markdown wherever it stands: code, a tag, a named character, the end of a link's words, a line through.
_MARKS = re.compile(r"[\\`]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\](?=[(\[:])|~(?=~)|(?<=~)~")
# And at the beginning of a line: a heading, a list, a quotation, a line under a heading.
_LINE_MARKS = re.compile(
    r"^(\s*)(?:([-+>#=]|#{2,6}|-{2,}|={2,})(?=\s|$)|(>)|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE
)


class PageConverter(MarkdownConverter):
    """Writes Markdown in which the words of a page stay words, whatever letters they hold."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Return `text` with a backslash before what would be a mark of Markdown."""
        text = str(super().escape(_MARKS.sub(r"\\\g<0>", text), parent_tags))  # type: ignore[misc]  # (not in its stubs)
        if {"td", "th"} & parent_tags:
            return text.replace("|", r"\|")
        return text

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """Return the text of `el`, of a line's beginning without what makes it a heading or a list."""
        text = str(super().process_text(el, parent_tags))  # type: ignore[misc]
        if el.previous_sibling is not None or (parent_tags or set()) & {"_noformat", "pre"}:
            return text
        return _LINE_MARKS.sub(_escape_line, text, count=1)


def _escape_line(match: re.Match[str]) -> str:
    indent, mark, quotation, number, end = match.groups()
    return f"{indent}{number}\\{end}" if number else f"{indent}\\{mark or quotation}"


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
    _encode_addresses(main)
    text = PageConverter(heading_style=ATX, bullets="-", strip=["picture"]).convert_soup(main)
    lines = (line.rstrip() for line in text.splitlines())
    body = _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()
    return f"{_write_facts(facts)}{body}\n"


def _shorten_marks(main: Tag) -> None:
    """Make a source mark its number in brackets: the list of references stands below, by number."""
    for mark in main.select(".cite"):
        mark.name = "span"
        mark.string = mark.get_text(strip=True)


def _encode_addresses(main: Tag) -> None:
    """Encode what would end an address in Markdown: a space and brackets."""
    for tag in main.find_all(True):
        for name in ("href", "src"):
            if written := tag.get(name):
                tag[name] = re.sub(
                    r"[\s()<>]", lambda match: quote(match[0], safe=""), str(written)
                )


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

"""From rendered blocks to an article: numbered references, heading anchors, contents, reading time.

Blocks write `<a data-cite="12"></a>` where reference 12 is cited. Only when the whole page is
rendered is it known which number it gets, so numbering happens here, in one pass and one query.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext

from clinic.models import Reference

WORDS_PER_MINUTE = 200  # silent reading of health texts, the low end of 200–250
# A mark clings to the word before it, whatever space an editor left.
_CITE = re.compile(r'\s*<a data-cite="(\d+)">.*?</a>', re.S)
_MARK = re.compile(r'<a class="cite".*?</a>', re.S)
# Rich text makes a paragraph even of what is the whole of a point, a cell or a caption.
_LONE = re.compile(
    r"(<(li|dd|td|figcaption|div)\b[^>]*>)\s*<p>([^<]*(?:<(?!/?p\b)[^<]*)*)</p>\s*(</\2>)"
)
_HEADING = re.compile(r"<h([23])((?:\s[^>]*)?)>(.*?)</h\1>", re.S)
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\sid="([^"]+)"')
# What may stand on a page twice: a question, a person, a place.
_REPEATED = re.compile(r'\sid="((?:faq|person|place)-[^"]+)"')
_LANG = re.compile(r'\slang="([A-Za-z-]+)"')


@dataclass(frozen=True)
class Heading:
    """One entry of the contents. `lang` is that of a heading in another language."""

    level: int
    text: str
    anchor: str
    lang: str = ""


@dataclass(frozen=True)
class Citation:
    """One entry of the reference list. `number` is 0 for a source the text does not cite."""

    number: int
    reference: Reference
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Article:
    """A rendered body and what was learnt while rendering it."""

    html: SafeString = field(default_factory=lambda: mark_safe(""))
    headings: tuple[Heading, ...] = ()
    citations: tuple[Citation, ...] = ()
    words: int = 0

    @property
    def minutes(self) -> int:
        """Reading time in minutes, at least one."""
        return max(1, round(self.words / WORDS_PER_MINUTE))

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The section headings, for the table of contents."""
        return tuple(h for h in self.headings if h.level == 2)

    @property
    def further(self) -> tuple[Citation, ...]:
        """The sources that the text does not cite by number."""
        return tuple(c for c in self.citations if not c.number)


def cite_mark(reference_id: int) -> SafeString:
    """Return the mark that replaces a citation until the article is numbered."""
    return mark_safe(f'<a data-cite="{int(reference_id)}"></a>')


def count_words(text: str) -> int:
    """Return the number of words in HTML or plain text."""
    return len(re.findall(r"\b[\w'’-]+\b", html.unescape(_TAG.sub(" ", text))))


def render_article(body: str, further: Iterable[Reference] = ()) -> Article:
    """Number the citations of `body`, give its headings anchors, and collect both.

    Parameters: `body`, HTML of our own templates; `further`, references that follow the cited
    ones without a number. Returns the article. A citation of a deleted reference disappears.
    """
    body, citations = _number_citations(_drop_repeated_ids(body))
    cited = {citation.reference.pk for citation in citations}
    citations += [Citation(0, ref) for ref in further if ref.pk not in cited]
    body, headings = _anchor_headings(_LONE.sub(r"\1\3\4", body))
    return Article(mark_safe(body), tuple(headings), tuple(citations), count_words(body))


def _drop_repeated_ids(body: str) -> str:
    """Leave each anchor of a question, a person or a place at the first place it shows at."""
    seen: set[str] = set()

    def drop_repeated(match: re.Match[str]) -> str:
        if match[1] in seen:
            return ""
        seen.add(match[1])
        return match[0]

    return _REPEATED.sub(drop_repeated, body)


def _number_citations(body: str) -> tuple[str, list[Citation]]:
    ids = list(dict.fromkeys(int(pk) for pk in _CITE.findall(body)))
    if not ids:
        return body, []
    found = Reference.objects.in_bulk(ids)
    numbers = {pk: n for n, pk in enumerate((pk for pk in ids if pk in found), start=1)}
    marks: dict[int, list[str]] = {pk: [] for pk in numbers}
    label = gettext("Reference {}")

    def mark(match: re.Match[str]) -> str:
        pk = int(match[1])
        if pk not in numbers:
            return ""
        anchor = f"cite-{numbers[pk]}-{len(marks[pk]) + 1}"
        marks[pk].append(anchor)
        n = numbers[pk]
        return (
            f'<a class="cite" id="{anchor}" href="#ref-{n}" '
            f'aria-label="{escape(label.format(n))}">[{n}]</a>'
        )

    body = _CITE.sub(mark, body)
    return body, [Citation(n, found[pk], tuple(marks[pk])) for pk, n in numbers.items()]


def _anchor_headings(body: str) -> tuple[str, list[Heading]]:
    # Names that the page's own layout uses stay free.
    taken: set[str] = {"main", "references", "contents", *(_ID.findall(body))}
    used: set[str] = set()
    headings: list[Heading] = []
    in_section = False

    def anchor(match: re.Match[str]) -> str:
        nonlocal in_section
        level, attributes, inner = match.groups()
        if level == "2":
            in_section = True
        elif not in_section:
            level = "2"  # else the outline would jump from the page's title to the third level
        text = html.unescape(strip_tags(_MARK.sub("", inner))).strip()
        own, lang = _ID.search(attributes), _LANG.search(attributes)
        if own and own[1] in used:  # a piece of the clinic's that stands here twice
            attributes, own = _ID.sub("", attributes), None
        if not text or "data-no-contents" in attributes:
            return f"<h{level}{attributes}>{inner}</h{level}>"
        if own:
            name = own[1]
            used.add(name)
        else:
            # Of Chinese or Arabic words no letter is left: the language names the place.
            base = slugify(text)[:60].strip("-") or (lang[1].lower() if lang else "section")
            name, n = base, 2
            while name in taken:
                name, n = f"{base}-{n}", n + 1
            taken.add(name)
            attributes += f' id="{name}"'
        headings.append(Heading(int(level), text, name, lang[1] if lang else ""))
        return f"<h{level}{attributes}>{inner}</h{level}>"

    return _HEADING.sub(anchor, body), headings

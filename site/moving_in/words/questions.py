"""Finds questions with their answers in the HTML of plugins and makes `<details>` of them."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

_QUESTION = re.compile(
    r"^(?:schema-faq-question|rank-math-question|uagb-question|kt-blocks-accordion-title|ub-content-toggle.*-title|"
    r"(?:wp-block-)?accordion-heading.*|wp-block-accordion-heading|accordion[-_]{1,2}(?:title|header|button)|faq[-_]{1,2}(?:question|title)|"
    r"elementor-tab-title|et_pb_toggle_title|vc_toggle_title|gb-accordion__header|sp-ea-.*header|ea-header|question)$"
)
_ANSWER = re.compile(
    r"^(?:schema-faq-answer|rank-math-answer|uagb-faq-content|kt-accordion-panel(?:-inner)?|ub-content-toggle.*-content.*|"
    r"(?:wp-block-)?accordion-panel|accordion[-_]{1,2}(?:content|body|panel|collapse)|faq[-_]{1,2}(?:answer|content)|elementor-tab-content|"
    r"et_pb_toggle_content|vc_toggle_content|gb-accordion__content|ea-body|answer)$"
)
HIGHEST = 4


def _has_class(tag: Tag, pattern: re.Pattern[str]) -> bool:
    names: list[str] = list(tag.get("class") or [])
    return any(pattern.match(name) for name in names)


def fold_questions(soup: BeautifulSoup) -> None:
    """Make `<details>` of every question that has an answer beside it, in place."""
    for question in soup.find_all(lambda tag: _has_class(tag, _QUESTION)):
        if question.find_parent("details") or question.find(lambda tag: _has_class(tag, _QUESTION)):
            continue
        found = _pair_of(question)
        if found is None:
            continue
        pair, answer = found
        folded, summary = soup.new_tag("details"), soup.new_tag("summary")
        for child in list(question.contents):
            summary.append(child)
        folded.append(summary)
        for child in list(answer.contents):
            folded.append(child)
        if (
            pair is question.parent
            and len(pair.find_all(lambda tag: _has_class(tag, _ANSWER), recursive=False)) != 0
        ):
            question.replace_with(folded)
            answer.decompose()
        else:
            pair.replace_with(folded)


def _pair_of(question: Tag) -> tuple[Tag, Tag] | None:
    """Return the smallest element that holds a question with its one answer, and the answer."""
    sibling = question.find_next_sibling()
    if sibling is not None and _has_class(sibling, _ANSWER) and question.parent is not None:
        return question.parent, sibling
    pair = question.parent
    for _step in range(HIGHEST):
        if pair is None or pair.name in ("body", "[document]"):
            return None
        answers = pair.find_all(lambda tag: _has_class(tag, _ANSWER))
        asked = pair.find_all(lambda tag: _has_class(tag, _QUESTION))
        inner = [
            answer
            for answer in answers
            if not answer.find_parent(lambda tag: _has_class(tag, _ANSWER))
        ]
        outer = [
            one for one in asked if not one.find_parent(lambda tag: _has_class(tag, _QUESTION))
        ]
        if len(inner) == 1 and len(outer) == 1:
            return pair, inner[0]
        if len(outer) > 1:
            return None
        pair = pair.parent
    return None

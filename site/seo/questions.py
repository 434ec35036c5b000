"""Questions with their answers, read from the article that visitors get, so that the graph can't say others."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag

# What the FAQ block writes around each question (`templates/blocks/faq.html`).
_ITEM, _QUESTION, _ANSWER = ".block-faq__item", ".block-faq__question", ".block-faq__answer"


def build_questions(html: str, page_id: str, node_id: str) -> dict[str, Any] | None:
    """Return the `FAQPage` of the questions in an article's HTML; None where it has none.

    Parameters: `page_id`, the `@id` of the page that it is part of; `node_id`, its own.
    Source: schema.org/FAQPage. A question that stands twice is told once.
    """
    if _ITEM[1:] not in html:
        return None
    found: dict[str, str] = {}
    for item in BeautifulSoup(html, "html.parser").select(_ITEM):
        question, answer = _read_words(item, _QUESTION), _read_words(item, _ANSWER)
        if question and answer:
            found.setdefault(question, answer)
    entries = [
        {
            "@type": "Question",
            "name": question,
            "acceptedAnswer": {"@type": "Answer", "text": answer},
        }
        for question, answer in found.items()
    ]
    if not entries:
        return None
    return {
        "@type": "FAQPage",
        "@id": node_id,
        "isPartOf": {"@id": page_id},
        "mainEntity": entries,
    }


def _read_words(item: Tag, selector: str) -> str:
    """Return the words of a part of a question, without pictures and source marks."""
    part = item.select_one(selector)
    if part is None:
        return ""
    for mark in part.select("svg, .cite"):
        mark.decompose()
    for block in part.find_all(("p", "li", "br")):
        block.insert_after(" ")
    return " ".join(part.get_text().split())

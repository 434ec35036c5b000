"""The facts of a page's graph, held against what its visitors see."""

from __future__ import annotations

import json
import re

from bs4 import BeautifulSoup

# What a graph says in its own words, not the page's: types, sizes, places in a list, days of the week.
OWN_WORDS = {
    "@type", "@id", "inLanguage", "width", "height", "urlTemplate", "query-input", "position",
    "wordCount", "dayOfWeek", "opens", "closes", "addressCountry", "credentialCategory",
}  # fmt: skip
ROOT = "http://localhost"


def facts(value, way: tuple[str, ...] = ()):
    """Yield every fact of a graph with the names that lead to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from facts(inner, (*way, name))
    elif isinstance(value, list):
        for inner in value:
            yield from facts(inner, way)
    else:
        yield way, str(value)


def letters(text: str) -> str:
    """Return the letters and figures of a text alone: tags and source marks leave spaces."""
    return re.sub(r"\W", "", text)


def untold(address: str, html: BeautifulSoup) -> list[str]:
    """Return the facts of a page's graph that its visitors don't see."""
    links = {tag["href"] for tag in html.find_all("a", href=True)} | {address, "/"}
    shown = letters(re.sub(r"\[\d+\]", "", html.body.get_text(" ")))
    days = {tag["datetime"][:10] for tag in html.select("time[datetime]")}
    pictures = {tag["alt"] for tag in html.main.select("img[alt]")}
    description = html.find("meta", {"name": "description"})
    wrong = []
    for node in nodes_of(html):
        for way, value in facts(node):
            name, path = way[-1], value.removeprefix(ROOT)
            if name in OWN_WORDS or path.startswith(("/media/", "/static/")):
                continue
            if name in ("url", "item", "sameAs", "hasMap"):
                right = path in links or value.removesuffix("/") == ROOT
            elif (name.startswith("date") and way[0] != "citation") or name == "lastReviewed":
                right = value[:10] in days
            elif name == "telephone":
                right = f"tel:{value}" in links
            elif name == "caption":
                right = value in pictures
            else:
                right = letters(value) in shown
                right |= name == "description" and value == description["content"]
            if not right:
                wrong.append(f"{address} {node['@type']} {'.'.join(way)}: {value}")
    return wrong


def nodes_of(html: BeautifulSoup) -> list[dict]:
    """Return the nodes of a page's graph."""
    return json.loads(html.find("script", type="application/ld+json").string)["@graph"]

"""Builds the description of each block: one small function for each kind.

`reading/` calls these functions with what is in `texts/`. They only describe: `loader.py` turns
the descriptions into pages, in two passes, so that a text may link to a page that comes later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from content.blocks.evidence import STRENGTHS
from content.blocks.language import LANGUAGES

from .described import DescribedBlock, Ref, Rich


def _make_optional(text: str) -> Rich | str:
    return Rich(text) if text else ""


# --- Text ------------------------------------------------------------------------------------
def make_text(words: str) -> DescribedBlock:
    """Paragraphs, lists and headings."""
    return DescribedBlock("text", Rich(words))


def make_heading(words: str, level: int = 2, anchor: str = "") -> DescribedBlock:
    """A heading with an address of its own."""
    return DescribedBlock("heading", {"text": words, "level": f"h{level}", "anchor": anchor})


def make_key_points(*points: str, title: str = "Key points") -> DescribedBlock:
    """What a reader should take away: two to five sentences, first in the body."""
    return DescribedBlock("key_points", {"title": title, "points": [Rich(p) for p in points]})


def make_considerations(
    *items: tuple[str, str], title: str = "Main considerations", introduction: str = ""
) -> DescribedBlock:
    """Things to weigh: pairs of a name and a short text."""
    rows = [{"title": name, "text": Rich(words)} for name, words in items]
    value = {"title": title, "introduction": _make_optional(introduction), "items": rows}
    return DescribedBlock("considerations", value)


def make_callout(tone: str, title: str, words: str) -> DescribedBlock:
    """A box: `tone` is note, caution or emergency."""
    if tone not in ("note", "caution", "emergency"):
        raise ValueError(f"A callout is a note, a caution or an emergency, not “{tone}”.")
    return DescribedBlock("callout", {"tone": tone, "title": title, "text": Rich(words)})


def make_quote(words: str, *, source: str, reference: str = "") -> DescribedBlock:
    """Words from a published source; never a patient's."""
    found = Ref("reference", reference) if reference else None
    return DescribedBlock("quote", {"text": words, "source": source, "reference": found})


def make_faq(*keys: str, title: str = "Questions people ask") -> DescribedBlock:
    """Questions from `faq.py`, by their keys."""
    return DescribedBlock("faq", {"title": title, "entries": [Ref("faq", key) for key in keys]})


def make_other_language(language: str, title: str, words: str) -> DescribedBlock:
    """A passage in another language; `language` is a code of `content.blocks.language`."""
    if language not in dict(LANGUAGES):
        raise ValueError(
            f"“{language}” is no language of the list. Add it to content.blocks.language."
        )
    return DescribedBlock(
        "other_language", {"language": language, "title": title, "text": Rich(words)}
    )


# --- Treatment -------------------------------------------------------------------------------
def make_at_a_glance(*facts: tuple[str, str], title: str = "At a glance") -> DescribedBlock:
    """Short facts: pairs of a name and a text."""
    return DescribedBlock("at_a_glance", {"title": title, "facts": [_make_fact(*f) for f in facts]})


def make_steps(
    *rows: tuple[str, str, str], title: str = "How a session goes", introduction: str = ""
) -> DescribedBlock:
    """What happens in which order: (name, time or '', text)."""
    made = [{"title": name, "time": time, "text": Rich(words)} for name, time, words in rows]
    value = {"title": title, "introduction": _make_optional(introduction), "steps": made}
    return DescribedBlock("steps", value)


def make_course(
    *weeks: tuple[str, int, str],
    title: str = "A usual course",
    introduction: str = "",
    caption: str = "",
) -> DescribedBlock:
    """Sessions over weeks: (label, number of sessions, note or '')."""
    rows = [{"label": label, "sessions": n, "note": note} for label, n, note in weeks]
    value = {
        "title": title,
        "introduction": _make_optional(introduction),
        "weeks": rows,
        "caption": _make_optional(caption),
    }
    return DescribedBlock("course", value)


def make_comparison_table(
    caption: str, headings: Sequence[str], *rows: Sequence[str], note: str = ""
) -> DescribedBlock:
    """A table; the first column names the row, the others may use the markup."""
    kinds = ["text"] + ["rich"] * (len(headings) - 1)
    for row in rows:
        if len(row) != len(headings):
            raise ValueError(f"The row “{row[0]}” of “{caption}” has {len(row)} cells.")
    table = {
        "columns": [{"type": k, "heading": h} for k, h in zip(kinds, headings, strict=True)],
        "rows": [{"values": [row[0], *(_make_optional(cell) for cell in row[1:])]} for row in rows],
        "caption": "",
    }
    return DescribedBlock(
        "comparison_table", {"caption": caption, "table": table, "note": _make_optional(note)}
    )


def make_price_table(
    *rows: tuple[str, str, str, str], as_of: date, title: str = "Prices", note: str = ""
) -> DescribedBlock:
    """Prices: (name, price, what it includes, what it does not)."""
    made = [
        {"name": name, "price": price, "includes": Rich(yes), "excludes": Rich(no)}
        for name, price, yes, no in rows
    ]
    value = {"title": title, "as_of": as_of, "rows": made, "note": _make_optional(note)}
    return DescribedBlock("price_table", value)


# --- Safety and evidence ---------------------------------------------------------------------
def make_benefits_risks(
    *, benefits: Iterable[str], risks: Iterable[str], title: str = "Benefits and risks"
) -> DescribedBlock:
    """Two lists side by side."""
    value = {
        "title": title,
        "benefits": [Rich(b) for b in benefits],
        "risks": [Rich(r) for r in risks],
    }
    return DescribedBlock("benefits_risks", value)


def make_who_should_not(
    *,
    never: Iterable[str],
    ask: Iterable[str] = (),
    title: str = "Who should not have it",
    introduction: str = "",
) -> DescribedBlock:
    """Who should not have it (`never`), and who should talk to us first (`ask`)."""
    rows = [{"text": Rich(t), "kind": "not"} for t in never]
    rows += [{"text": Rich(t), "kind": "ask"} for t in ask]
    value = {"title": title, "introduction": _make_optional(introduction), "items": rows}
    return DescribedBlock("who_should_not", value)


def make_evidence(
    question: str, finding: str, *, strength: str, references: Iterable[str], studied: str = ""
) -> DescribedBlock:
    """One finding with its strength in words and its sources."""
    known = [key for key, _label in STRENGTHS]
    if strength not in known:
        raise ValueError(f"“{strength}” is no strength. Use one of: {', '.join(known)}.")
    value = {
        "title": question,
        "finding": Rich(finding),
        "strength": strength,
        "studied": studied,
        "references": [Ref("reference", key) for key in references],
    }
    return DescribedBlock("evidence", value)


# --- Pictures --------------------------------------------------------------------------------
def make_picture(
    key: str, *, caption: str = "", alt: str = "", decorative: bool = False, width: str = "text"
) -> DescribedBlock:
    """A picture of images/manifest.json; its description comes from there unless `alt` is given."""
    image = {"image": Ref("image", key), "decorative": decorative, "alt_text": alt}
    return DescribedBlock("picture", {"image": image, "caption": caption, "width": width})


# --- The clinic ------------------------------------------------------------------------------
def make_people(*keys: str, title: str = "Our team", introduction: str = "") -> DescribedBlock:
    """Cards of people; without keys everyone on the team page."""
    found = [Ref("person", key) for key in keys]
    value = {"title": title, "introduction": _make_optional(introduction), "people": found}
    return DescribedBlock("people", value)


def make_locations(
    *keys: str, title: str = "Where we are", show_map: bool = True
) -> DescribedBlock:
    """Addresses and hours; without keys all of them."""
    found = [Ref("location", key) for key in keys]
    value = {"title": title, "locations": found, "show_hours": True, "show_map": show_map}
    return DescribedBlock("locations", value)


def make_cards(
    *rows: tuple[str, str, str], title: str = "", introduction: str = ""
) -> DescribedBlock:
    """Cards that lead to pages: (page key, title or '', text or '')."""
    made = [
        {"page": Ref("page", key), "title": name, "text": words, "picture": None}
        for key, name, words in rows
    ]
    value = {"title": title, "introduction": _make_optional(introduction), "cards": made}
    return DescribedBlock("cards", value)


def make_latest_posts(
    title: str = "Latest posts", count: int = 3, category: str = ""
) -> DescribedBlock:
    """A list of the newest posts of the blog."""
    found = Ref("category", category) if category else None
    return DescribedBlock("latest_posts", {"title": title, "count": count, "category": found})


def make_notice(key: str) -> DescribedBlock:
    """A notice of `clinic.py`."""
    return DescribedBlock("notice", {"notice": Ref("notice", key)})


# --- Next steps ------------------------------------------------------------------------------
def make_call_to_action(
    title: str,
    words: str = "",
    *,
    kind: str = "request",
    page: str = "",
    label: str = "",
    show_text_us: bool = False,
) -> DescribedBlock:
    """An invitation with one button: `kind` is request, consultation or page."""
    value = {
        "title": title,
        "text": _make_optional(words),
        "kind": kind,
        "page": Ref("page", page) if page else None,
        "label": label,
        "show_text_us": show_text_us,
    }
    return DescribedBlock("call_to_action", value)


def make_form_link(
    page: str, *, title: str = "", words: str = "", label: str = ""
) -> DescribedBlock:
    """A link to the form page with the key `page`."""
    value = {
        "form": Ref("page", page),
        "title": title,
        "text": _make_optional(words),
        "label": label,
    }
    return DescribedBlock("form_link", value)


def make_request_banner(words: str = "") -> DescribedBlock:
    """The slim banner with the request button; without words, those of the clinic settings."""
    return DescribedBlock("request_banner", {"text": words})


def make_text_us(title: str = "", caption: str = "") -> DescribedBlock:
    """The 'Text us' button with its caption."""
    return DescribedBlock("text_us", {"title": title, "caption": caption})


# --- Plain lists of a treatment page ---------------------------------------------------------
def make_items(*lines: str) -> list[DescribedBlock]:
    """One-line texts: benefits, risks, who_should_not, ask_first, alternatives."""
    return [DescribedBlock("item", Rich(words)) for words in lines]


def make_facts(*pairs: tuple[str, str]) -> list[DescribedBlock]:
    """The `at_a_glance` of a treatment page."""
    return [DescribedBlock("fact", _make_fact(*pair)) for pair in pairs]


def _make_fact(label: str, words: str) -> dict[str, Any]:
    return {"label": label, "value": Rich(words)}

"""How each kind of block is written in a text file. `README.md` of the sample shows them all."""

from __future__ import annotations

from datetime import date
from typing import Any

from .. import write
from ..described import DescribedBlock
from .blocks import BlockSyntax, Fence, split_bullets

_YES = {"yes": True, "no": False}


def _read_flag(fence: Fence, name: str) -> dict[str, Any]:
    if name not in fence.options:
        return {}
    words = fence.option(name)
    if words not in _YES:
        raise fence.options[name].error(f"“{name}” is yes or no, not “{words}”.")
    return {name.replace(" ", "_"): _YES[words]}


def _read_number(fence: Fence, words: str) -> int:
    if not words.isdigit():
        raise ValueError(f"“{words}” must be a whole number.")
    return int(words)


def _read_day(fence: Fence, name: str) -> date:
    try:
        return date.fromisoformat(fence.option(name))
    except ValueError:
        raise fence.options[name].error(f"“{name}” is a day, such as 2026-09-14.") from None


def _read_parts(fence: Fence) -> list[tuple[str, str, str]]:
    """Return sections headed 'Name' or 'Name | more' as (name, more, text)."""
    found = []
    for _line, heading, lines in fence.sections():
        name, _bar, more = heading.partition("|")
        found.append((name.strip(), more.strip(), fence.keys.rich(lines)))
    return found


def _read_named_lists(fence: Fence, wanted: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the lists under the headings `wanted`. Raises SampleTextError for any other."""
    found: dict[str, list[str]] = {name: [] for name in wanted}
    for line, heading, lines in fence.sections():
        if heading not in wanted:
            raise line.error(f"The parts of “{fence.kind}” are: {', '.join(wanted)}.")
        found[heading] = [fence.keys.rich(item) for item in split_bullets(lines, line)]
    return found


def _read_heading(f: Fence) -> DescribedBlock:
    level = _read_number(f, f.option("level") or "2")
    return write.make_heading(f.option("text"), level, f.option("anchor"))


def _read_considerations(f: Fence) -> DescribedBlock:
    rows = [(name, words) for name, _more, words in _read_parts(f)]
    return write.make_considerations(*rows, **f.given("title", "introduction"))


def _read_quote(f: Fence) -> DescribedBlock:
    key = f.key_option("reference", "reference")
    return write.make_quote(f.words(), source=f.option("source"), reference=key)


def _read_course(f: Fence) -> DescribedBlock:
    rows = f.table("Week", "Sessions", "Note")[1:]
    weeks = [(week, _read_number(f, count), note) for _line, (week, count, note) in rows]
    return write.make_course(*weeks, **f.given("title", "introduction", "caption"))


def _read_comparison(f: Fence) -> DescribedBlock:
    headings, *rows = [cells for _line, cells in f.table()]
    return write.make_comparison_table(f.option("caption"), headings, *rows, **f.given("note"))


def _read_prices(f: Fence) -> DescribedBlock:
    rows = f.table("What", "Price", "Includes", "Does not include")[1:]
    made = [(name, price, yes, no) for _line, (name, price, yes, no) in rows]
    as_of = _read_day(f, "as of")
    return write.make_price_table(*made, as_of=as_of, **f.given("title", "note"))


def _read_benefits(f: Fence) -> DescribedBlock:
    found = _read_named_lists(f, ("Benefits", "Risks"))
    return write.make_benefits_risks(
        benefits=found["Benefits"], risks=found["Risks"], **f.given("title")
    )


def _read_who(f: Fence) -> DescribedBlock:
    found = _read_named_lists(f, ("Should not have it", "Ask first"))
    return write.make_who_should_not(
        never=found["Should not have it"],
        ask=found["Ask first"],
        **f.given("title", "introduction"),
    )


def _read_evidence(f: Fence) -> DescribedBlock:
    return write.make_evidence(
        f.option("title"),
        f.words(),
        strength=f.option("strength"),
        references=f.list_option("references", "reference"),
        studied=f.option("studied"),
    )


def _read_picture(f: Fence) -> DescribedBlock:
    key = f.key_option("picture", "image")
    return write.make_picture(
        key, **f.given("caption", "alt", "width"), **_read_flag(f, "decorative")
    )


def _read_cards(f: Fence) -> DescribedBlock:
    rows = []
    for line, heading, lines in f.sections():
        key, _bar, title = heading.partition("|")
        page = f.keys.need("page", key.strip(), line)
        rows.append((page, title.strip(), f.keys.rich(lines)))
    return write.make_cards(*rows, **f.given("title", "introduction"))


def _read_latest(f: Fence) -> DescribedBlock:
    count = _read_number(f, f.option("count") or "3")
    return write.make_latest_posts(
        count=count, category=f.key_option("category", "category"), **f.given("title")
    )


def _read_invitation(f: Fence) -> DescribedBlock:
    return write.make_call_to_action(
        f.option("title"),
        f.keys.rich(f.lines),
        page=f.key_option("page", "page"),
        **f.given("kind", "label"),
        **_read_flag(f, "show text us"),
    )


def _read_form(f: Fence) -> DescribedBlock:
    page = f.key_option("page", "page")
    return write.make_form_link(page, words=f.keys.rich(f.lines), **f.given("title", "label"))


def _read_people(f: Fence) -> DescribedBlock:
    return write.make_people(*f.key_bullets("person"), **f.given("title", "introduction"))


def _read_places(f: Fence) -> DescribedBlock:
    return write.make_locations(
        *f.key_bullets("location"), **f.given("title"), **_read_flag(f, "show map")
    )


KINDS: dict[str, BlockSyntax] = {
    "text": BlockSyntax(lambda f: write.make_text(f.words())),
    "heading": BlockSyntax(_read_heading, ("text",), ("level", "anchor")),
    "key points": BlockSyntax(
        lambda f: write.make_key_points(*f.bullets(), **f.given("title")), (), ("title",)
    ),
    "considerations": BlockSyntax(_read_considerations, (), ("title", "introduction")),
    "callout": BlockSyntax(
        lambda f: write.make_callout(f.option("tone"), f.option("title"), f.words()),
        ("tone", "title"),
    ),
    "quote": BlockSyntax(_read_quote, ("source",), ("reference",)),
    "questions": BlockSyntax(
        lambda f: write.make_faq(*f.key_bullets("faq"), **f.given("title")), (), ("title",)
    ),
    "other language": BlockSyntax(
        lambda f: write.make_other_language(f.option("language"), f.option("title"), f.words()),
        ("language", "title"),
    ),
    "at a glance": BlockSyntax(
        lambda f: write.make_at_a_glance(*f.pairs(), **f.given("title")), (), ("title",)
    ),
    "steps": BlockSyntax(
        lambda f: write.make_steps(*_read_parts(f), **f.given("title", "introduction")),
        (),
        ("title", "introduction"),
    ),
    "course": BlockSyntax(_read_course, (), ("title", "introduction", "caption")),
    "comparison": BlockSyntax(_read_comparison, ("caption",), ("note",)),
    "prices": BlockSyntax(_read_prices, ("as of",), ("title", "note")),
    "benefits and risks": BlockSyntax(_read_benefits, (), ("title",)),
    "who should not have it": BlockSyntax(_read_who, (), ("title", "introduction")),
    "evidence": BlockSyntax(_read_evidence, ("title", "strength", "references"), ("studied",)),
    "picture": BlockSyntax(_read_picture, ("picture",), ("caption", "alt", "width", "decorative")),
    "people": BlockSyntax(_read_people, (), ("title", "introduction")),
    "places": BlockSyntax(_read_places, (), ("title", "show map")),
    "cards": BlockSyntax(_read_cards, (), ("title", "introduction")),
    "latest posts": BlockSyntax(_read_latest, (), ("title", "count", "category")),
    "notice": BlockSyntax(
        lambda f: write.make_notice(f.key_option("notice", "notice")), ("notice",)
    ),
    "invitation": BlockSyntax(
        _read_invitation, ("title",), ("kind", "page", "label", "show text us")
    ),
    "request banner": BlockSyntax(lambda f: write.make_request_banner(f.keys.rich(f.lines))),
    "text us": BlockSyntax(
        lambda f: write.make_text_us(f.option("title"), f.keys.rich(f.lines)), (), ("title",)
    ),
    "form": BlockSyntax(_read_form, ("page",), ("title", "label")),
}

"""From one Markdown file to one page: its fields between two lines of dashes, its words below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps

from forms.pages.starters import STARTERS

from .. import write
from ..described import DescribedBlock, PageText, Ref
from .blocks import BlockSyntax, Fence, read_blocks
from .keys import Keys
from .kinds import KINDS
from .lines import SourceLine, SourceRow, read_file, split_front_matter, with_shared


@dataclass(frozen=True)
class PageType:
    """What a `type` of the text files is: its model, its parent, and the fields of its own."""

    model: str
    parent: str = "home"
    needed: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    has_parts: bool = False


# Where something ends on a day that is known, so that the page is due by then.
_ENDS = ("true_until", "true_until_what")

_TREATMENT = PageType(
    "home.ServicePage",
    "treatments",
    ("off_label_notice", "evidence_strength", "evidence_summary"),
    has_parts=True,
)
TYPES: dict[str, PageType] = {
    "home": PageType("home.HomePage", "", ("headline",)),
    "about": PageType("home.AboutPage"),
    "treatments": PageType("home.ServiceIndexPage"),
    "treatment": _TREATMENT,
    "condition": _TREATMENT,
    "standard": PageType("home.StandardPage", "home", ("purpose",), ("effective_date", *_ENDS)),
    "form": PageType("clinic_forms.FormPage", "home", ("starter",)),
    "blog": PageType("blog.BlogIndexPage"),
    "post": PageType(
        "blog.BlogPostPage",
        "blog",
        ("date", "category", "tags"),
        ("related", "show_request_banner", *_ENDS),
    ),
}
# Fields that each page has, as they are named in a file → in PageText.
_NEEDED = ("type", "title")
_ALLOWED = (
    "slug", "introduction", "picture", "author", "written",
    "further_references", "seo_title", "description", "order",
)  # fmt: skip
_DATES = ("written", "date", "effective_date", "true_until")
# The parts of a page about a treatment or condition: heading → field, and how it is read.
BODY = "The page"
PARTS: dict[str, str] = {
    "At a glance": "at_a_glance",
    "Benefits": "benefits",
    "Risks": "risks",
    "Who should not have it": "who_should_not",
    "Ask first": "ask_first",
    "Other ways to get help": "alternatives",
    "Costs and questions": "details",
}


def read_page(
    path: Path, folder: Path, keys: Keys, kinds: dict[str, BlockSyntax] = KINDS
) -> PageText:
    """Return the page of one file; its key is the file's name.

    Parameters: `folder`, the folder `texts`; `keys`, the keys that the page may name.
    Raises SampleTextError, with file and line, for anything that cannot be read.
    """
    front, lines = split_front_matter(read_file(path, folder))
    lines = with_shared(lines, folder)
    kind = front.get("type", "")
    if kind and kind not in TYPES:
        raise front.at("type").error(f"There is no type “{kind}”. Use one of: {', '.join(TYPES)}.")
    made = TYPES.get(kind, PageType(""))
    front.check((*_NEEDED, *made.needed), (*_ALLOWED, *made.allowed))
    front.check_choices(apps.get_model(made.model))
    _check_values(front, keys)
    fields = _own_fields(front, made, keys)
    body: list[DescribedBlock] = []
    if made.has_parts:
        fields["kind"] = kind
        for heading, part in _read_parts(lines, front.place):
            if heading == BODY:
                body = read_blocks(part[1:], keys, kinds)
            else:
                fields[PARTS[heading]] = _read_part(heading, part, keys, kinds)
        _need_parts(fields, front)
    else:
        body = read_blocks(lines, keys, kinds)
    return PageText(
        key=path.stem,
        model=made.model,
        parent=made.parent,
        body=body,
        fields=fields,
        **_read_common(front),
    )


def _read_common(front: SourceRow) -> dict[str, Any]:
    """Return the fields of every page, without those that are left to their defaults."""
    found = {name: front[name] for name in ("title", *_ALLOWED) if name in front}
    found["further"] = tuple(found.pop("further_references", ()))
    return found


def _check_values(front: SourceRow, keys: Keys) -> None:
    """Raise SampleTextError for a key or a date that is none."""
    front.check_lists("tags", "related", "further_references")
    kinds = (("picture", "image"), ("author", "person"))
    for name, kind in (*kinds, ("category", "category")):
        if front.get(name):
            keys.need(kind, front[name], front.at(name))
    for name, kind in (("further_references", "reference"), ("related", "page")):
        for key in front.get(name) or ():
            keys.need(kind, key, front.at(name))
    for name in _DATES:
        if name in front and not isinstance(front[name], date):
            raise front.at(name).error(f"“{name}” is a day, such as 2026-09-14.")
    if front.get("starter", "appointment") not in STARTERS:
        raise front.at("starter").error(f"Use one of: {', '.join(STARTERS)}.")


def _own_fields(front: SourceRow, made: PageType, keys: Keys) -> dict[str, Any]:
    """Return the fields that only this type of page has."""
    fields = {name: front[name] for name in (*made.needed, *made.allowed) if name in front}
    if "category" in fields:
        fields["category"] = Ref("category", fields["category"])
        fields["tags"] = tuple(fields["tags"])
        fields["related"] = [
            DescribedBlock("post", Ref("page", key)) for key in fields.get("related") or ()
        ]
        fields.setdefault("show_request_banner", True)
    return fields


def _read_parts(
    lines: list[SourceLine], place: SourceLine
) -> Iterator[tuple[str, list[SourceLine]]]:
    """Yield the parts under lines `# Name`: the name, and its lines with the heading first."""
    known = (*PARTS, BODY)
    parts: dict[str, list[SourceLine]] = {}
    name = ""
    for line in lines:
        if line.text.startswith("# "):
            name = line.text[2:].strip()
            if name not in known:
                raise line.error(f"There is no part “{name}”. Use one of: {', '.join(known)}.")
            if name in parts:
                raise line.error(f"The part “{name}” stands here twice.")
            parts[name] = [line]
        elif name:
            parts[name].append(line)
        elif line.text:
            raise line.error(f"The text begins with the name of a part, such as “# {known[0]}”.")
    yield from parts.items()


def _read_part(
    heading: str, part: list[SourceLine], keys: Keys, kinds: dict[str, BlockSyntax]
) -> list[DescribedBlock]:
    place, lines = part[0], part[1:]
    if PARTS[heading] == "details":
        return read_blocks(lines, keys, kinds)
    fence = Fence(heading, place, keys, {}, lines)
    if PARTS[heading] == "at_a_glance":
        return write.make_facts(*fence.pairs())
    return write.make_items(*fence.bullets())


def _need_parts(fields: dict[str, Any], front: SourceRow) -> None:
    for heading, name in PARTS.items():
        if not fields.get(name):
            raise front.place.error(f"The part “# {heading}” is missing. Please add it.")

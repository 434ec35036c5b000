"""The starting pages, as data. What is to be written stands as a prompt; what may stand stands already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from blog.models import BlogPostPage
from content.prompts import MARK, write_prompt
from home.models import ServicePage, StandardPage
from pages.models import BodyPage


@dataclass(frozen=True)
class Starter:
    """One page to start from: what it is for, and the values of its fields; streams as pairs of block and value."""

    page_type: type[BodyPage]
    label: str | Promise
    purpose: str | Promise
    values: dict[str, Any] = field(default_factory=dict)


def _write_name(words: str) -> str:
    # Without a blank, the editor's script makes the same address of it as the server does, and so lets the
    # address follow the title that is typed in its place.
    return f"{MARK}{words}"


def _ask_for(words: str) -> str:
    return f"<p>{write_prompt(words)}</p>"


def _write_section(heading: str, words: str) -> list[tuple[str, Any]]:
    return [("heading", {"text": heading, "level": "h2", "anchor": ""}), ("text", _ask_for(words))]


def _write_invitation(title: str) -> tuple[str, Any]:
    empty = {"page": None, "label": "", "show_text_us": False}
    return ("call_to_action", {"title": title, "text": "", "kind": "request", **empty})


_SAFETY: Final[dict[str, Any]] = {
    "off_label_notice": write_prompt(
        "Say whether the FDA has approved this use, and for whom it has not."
    ),
    "benefits": [
        ("item", _ask_for("One possible benefit, with how many people and for how long."))
    ],
    "risks": [
        ("item", _ask_for("One risk, with how often it happens. As many risks as you know of."))
    ],
    "who_should_not": [("item", _ask_for("Who should not have it, and why, in one line."))],
    "alternatives": [
        ("item", _ask_for("Another treatment that a reader can ask about, in one line."))
    ],
    "evidence_summary": write_prompt(
        "Say in two sentences what studies found, and how sure that is."
    ),
}

STARTERS: Final[dict[str, Starter]] = {
    "treatment": Starter(
        ServicePage,
        gettext_lazy("A treatment"),
        gettext_lazy(
            "What it is, how a visit goes, benefits beside risks, and who should not have it."
        ),
        {
            **_SAFETY,
            "title": _write_name("Name of the treatment"),
            "kind": "treatment",
            "introduction": write_prompt("Say in one sentence what it is and whom it may help."),
            "at_a_glance": [
                (
                    "fact",
                    {"label": "A visit", "value": _ask_for("Minutes from arriving to leaving")},
                ),
                ("fact", {"label": "Going home", "value": _ask_for("How, and with whom")}),
            ],
            "body": [
                *_write_section("What it is", "Explain it in a few plain sentences."),
                (
                    "steps",
                    {
                        "title": "How a visit goes",
                        "introduction": "",
                        "steps": [
                            {
                                "title": "Arriving",
                                "time": "",
                                "text": _ask_for("What happens first"),
                            },
                            {
                                "title": "The treatment",
                                "time": "",
                                "text": _ask_for("What it is like"),
                            },
                            {
                                "title": "Afterwards",
                                "time": "",
                                "text": _ask_for("Resting, going home"),
                            },
                        ],
                    },
                ),
            ],
            "details": [_write_invitation("Would you like to talk about it?")],
        },
    ),
    "condition": Starter(
        ServicePage,
        gettext_lazy("A condition"),
        gettext_lazy(
            "What it is like, what can help, what ketamine can and can’t do for it, and how sure that is."
        ),
        {
            **_SAFETY,
            "title": _write_name("Name of the condition"),
            "kind": "condition",
            "introduction": write_prompt("Say in one sentence whom this page is for."),
            "body": [
                *_write_section(
                    "What it is like",
                    "Describe it in words that a reader knows from living with it.",
                ),
                *_write_section(
                    "What usually comes first",
                    "Name the treatments that are tried first, with a source.",
                ),
                *_write_section(
                    "Where ketamine may come in",
                    "Say what is known, with a source for each number.",
                ),
            ],
            "details": [_write_invitation("Would you like to ask us?")],
        },
    ),
    "health": Starter(
        StandardPage,
        gettext_lazy("A page on health"),
        gettext_lazy(
            "Safety, a first visit, questions: key points first, then sections, with sources."
        ),
        {
            "title": _write_name("Title of the page"),
            "purpose": "health",
            "introduction": write_prompt("Say in one or two sentences what a reader finds here."),
            "body": [
                (
                    "key_points",
                    {
                        "title": "Key points",
                        "points": [_ask_for("The most important thing to know")],
                    },
                ),
                *_write_section(
                    write_prompt("Heading of the first section"), "Write the first section."
                ),
                *_write_section(write_prompt("Title of the second part"), "Write the second part."),
                _write_invitation("Do you have a question?"),
            ],
        },
    ),
    "prices": Starter(
        StandardPage,
        gettext_lazy("A price page"),
        gettext_lazy(
            "Prices with what they include and what they do not, insurance, and ways to pay."
        ),
        {
            "title": _write_name("Title, for example ‘What it costs’"),
            "purpose": "costs",
            "introduction": write_prompt("Say in one sentence what the prices below are for."),
            "body": [
                (
                    "price_table",
                    {
                        "title": "Prices",
                        "as_of": None,
                        "rows": [
                            {
                                "name": write_prompt("What it is"),
                                "price": write_prompt("Its price"),
                                "includes": _ask_for("What is part of it"),
                                "excludes": _ask_for("What is charged apart"),
                            }
                        ],
                        "note": "",
                    },
                ),
                *_write_section(
                    "Insurance", "Say plainly what insurance pays and what it does not."
                ),
                *_write_section("Ways to pay", "Name them."),
                _write_invitation("Ask us what it would cost for you"),
            ],
        },
    ),
    "general": Starter(
        StandardPage,
        gettext_lazy("A page about the clinic"),
        gettext_lazy("Parking, jobs, a partner: a few sections without anything on health."),
        {
            "title": _write_name("Title of the page"),
            "introduction": write_prompt("Say in one or two sentences what a reader finds here."),
            "body": _write_section(write_prompt("Heading"), "Write the text."),
        },
    ),
    "post": Starter(
        BlogPostPage,
        gettext_lazy("An article that answers a question"),
        gettext_lazy("Key points first, then sections, then what it means for a reader."),
        {
            "title": _write_name("The question, as a reader would ask it"),
            "introduction": write_prompt("Answer it in one or two sentences."),
            "body": [
                (
                    "key_points",
                    {
                        "title": "Key points",
                        "points": [_ask_for("The most important thing to know")],
                    },
                ),
                *_write_section(
                    "What is known", "Write what studies found, with a source for each claim."
                ),
                *_write_section("What is not known", "Say what nobody can tell yet."),
                *_write_section(
                    "What this may mean for you", "Say what a reader can ask or do next."
                ),
            ],
        },
    ),
    "news": Starter(
        BlogPostPage,
        gettext_lazy("News of the clinic"),
        gettext_lazy("New hours, a new colleague, a new room: a few sentences."),
        {
            "title": _write_name("What is new"),
            "introduction": write_prompt("Say it in one sentence."),
            "body": [("text", _ask_for("Say what changes, for whom, and from which day."))],
        },
    ),
}


def list_starters(page_type: type) -> dict[str, Starter]:
    """Return the starters for a type of page by their keys."""
    return {key: each for key, each in STARTERS.items() if each.page_type is page_type}


def fill_page(starter: Starter) -> BodyPage:
    """Return an unsaved draft of a starter: reviewed by nobody, and never live."""
    page = starter.page_type(live=False)
    for name, value in starter.values.items():
        setattr(page, name, value)
    for stream in ("body", "details"):
        for block in getattr(page, stream, None) or ():
            if block.block_type == "price_table":
                block.value["as_of"] = timezone.localdate()
    return page

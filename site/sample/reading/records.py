"""The sample's records from YAML and `faq.md`: references, people, places, questions, the clinic."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from typing import Any

from clinic.models import ClinicSettings, Notice, Reference

from ..described import DescribedBlock, Ref
from ..markup import SampleTextError
from .keys import Keys
from .lines import SourceLine, SourceRow, read_file, read_yaml, with_shared

_QUESTION = re.compile(r"^## (?P<words>.+?)\s*\{#(?P<key>[a-z0-9-]+)\}$")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HOURS = re.compile(r"^(\d\d):(\d\d)[–-](\d\d):(\d\d)$")

_SETTINGS = (
    "name", "front_desk", "request_page", "consultation_page", "crisis_text", "footer_text",
    "social_image",
)  # fmt: skip
# File → the fields that a row must and may have.
REFERENCE = (
    ("key", "kind", "authors", "title"),
    ("source", "year", "doi", "pmid", "url", "note", "superseded_by"),
)
PERSON = (
    ("slug", "name", "role"),
    ("credentials", "is_physician", "photo", "summary", "bio", "disclosures", "order", "is_sample"),
)
PLACE = (
    ("key", "name", "street", "city", "state", "postal_code", "time_zone", "hours"),
    ("street_2", "hours_note", "directions", "map_image", "map_url", "order", "is_sample"),
)
CATEGORY = (("slug", "name", "description"), ("order",))
NOTICE = (("key", "title", "text", "tone", "place"), ())


def read_rows(
    name: str, folder: Path, fields: tuple[tuple[str, ...], tuple[str, ...]]
) -> list[SourceRow]:
    """Return the rows of a YAML file that holds a list.

    Raises SampleTextError where it is none, a field is missing or unknown, or a key is given twice.
    """
    found = read_yaml(folder / name, folder)
    if not isinstance(found, list) or not all(isinstance(row, SourceRow) for row in found):
        raise SampleTextError(f"{name}: the file is a list; each entry begins with “- ”.")
    seen: set[str] = set()
    for row in found:
        row.check(*fields)
        key = row[fields[0][0]]
        if key in seen:
            raise row.place.error(f"“{key}” stands in this file twice.")
        seen.add(key)
    return found


def read_references(folder: Path) -> list[dict[str, Any]]:
    """Return the sources of `references.yaml`."""
    rows = read_rows("references.yaml", folder, REFERENCE)
    for row in rows:
        row.check_choices(Reference)
    return [{"source": "", "year": None, **row} for row in rows]


def read_people(folder: Path, keys: Keys) -> list[dict[str, Any]]:
    """Return the sample profiles of `people.yaml`."""
    return [_with_picture(row, "photo", keys) for row in read_rows("people.yaml", folder, PERSON)]


def read_places(folder: Path, keys: Keys) -> list[dict[str, Any]]:
    """Return the places of `places.yaml`; their hours as (day, opens, closes)."""
    found = []
    for row in read_rows("places.yaml", folder, PLACE):
        made = _with_picture(row, "map_image", keys)
        if not isinstance(row["hours"], SourceRow):
            raise row.at("hours").error("Hours are written “Monday: 09:00–17:00”.")
        made["hours"] = [_read_hours(row["hours"], day) for day in row["hours"]]
        found.append(made)
    return found


def read_categories(folder: Path) -> list[dict[str, Any]]:
    """Return the categories of the blog from `categories.yaml`."""
    return [dict(row) for row in read_rows("categories.yaml", folder, CATEGORY)]


def read_notices(folder: Path, keys: Keys) -> dict[str, dict[str, Any]]:
    """Return the notices of `notices.yaml` by key."""
    found = {}
    for row in read_rows("notices.yaml", folder, NOTICE):
        row.check_choices(Notice)
        values = {name: value for name, value in row.items() if name != "key"}
        values["text"] = keys.rich_row(row["text"], row.at("text"))
        found[row["key"]] = values
    return found


def read_settings(folder: Path, keys: Keys) -> dict[str, Any]:
    """Return the clinic settings of `clinic.yaml`, the address of the front desk included."""
    row = read_yaml(folder / "clinic.yaml", folder)
    if not isinstance(row, SourceRow):
        raise SampleTextError("clinic.yaml: the file holds fields, each as “name: value”.")
    row.check(_SETTINGS, [field.name for field in ClinicSettings._meta.get_fields()])
    made: dict[str, Any] = dict(row)
    for name in ("request_page", "consultation_page"):
        made[name] = Ref("page", keys.need("page", row[name], row.at(name)))
    for name in ("crisis_text", "footer_text"):
        made[name] = keys.rich_row(row[name], row.at(name))
    made["social_image"] = Ref("image", keys.need("image", row["social_image"], row.place))
    return made


def read_menus(folder: Path, keys: Keys) -> dict[str, tuple[str, list[DescribedBlock]]]:
    """Return the menus of `menus.yaml`: place → heading and links."""
    found = read_yaml(folder / "menus.yaml", folder)
    if not isinstance(found, SourceRow) or not all(
        isinstance(row, SourceRow) for row in found.values()
    ):
        raise SampleTextError("menus.yaml: the file holds places, each with its “links”.")
    menus = {}
    for slot, row in found.items():
        row.check(("links",), ("heading",))
        row.check_lists("links")
        menus[slot] = (row.get("heading", ""), [_read_entry(entry, keys) for entry in row["links"]])
    return menus


def read_faq(folder: Path, keys: Keys) -> dict[str, tuple[str, str, str]]:
    """Return the questions of `faq.md` by key: question, answer, topic."""
    found: dict[str, tuple[str, str, str]] = {}
    topic = ""
    open_question: tuple[SourceLine, str, str] | None = None
    answer: list[SourceLine] = []

    def close() -> None:
        if open_question:
            place, key, words = open_question
            text = keys.rich(answer)
            if not text:
                raise place.error("This question has no answer.")
            if key in found:
                raise place.error(f"The key “{key}” stands in this file twice.")
            found[key] = (words, text, topic)

    for line in with_shared(read_file(folder / "faq.md", folder), folder):
        if line.text.startswith("#"):
            close()
            open_question, answer = None, []
        if line.text.startswith("# "):
            topic = line.text[2:].strip()
        elif line.text.startswith("#"):
            open_question = (line, *_read_question(line))
            if not topic:
                raise line.error("Above the first question stands its topic: “# Topic”.")
        elif open_question:
            answer.append(line)
        elif line.text:
            raise line.error("Words stand here outside of any question.")
    close()
    return found


def known_questions(folder: Path) -> frozenset[str]:
    """Return the keys of the questions in `faq.md`, before their answers are read."""
    lines = read_file(folder / "faq.md", folder)
    return frozenset(_read_question(line)[0] for line in lines if line.text.startswith("##"))


def _read_question(line: SourceLine) -> tuple[str, str]:
    """Return the key and the words of a question's line. Raises SampleTextError for another."""
    match = _QUESTION.match(line.text)
    if not match:
        raise line.error("A question is written “## Words? {#key}”.")
    return match["key"], match["words"]


def _with_picture(row: SourceRow, name: str, keys: Keys) -> dict[str, Any]:
    made: dict[str, Any] = {k: v.strip() if isinstance(v, str) else v for k, v in row.items()}
    if row.get(name):
        made[name] = Ref("image", keys.need("image", row[name], row.at(name)))
    return made


def _read_hours(row: SourceRow, day: str) -> tuple[int, time, time]:
    match = _HOURS.match(str(row[day]))
    if day not in DAYS or not match:
        raise row.at(day).error("Hours are written “Monday: 09:00–17:00”.")
    first, second, third, fourth = (int(number) for number in match.groups())
    return DAYS.index(day), time(first, second), time(third, fourth)


def menu_page(key: str, label: str = "") -> DescribedBlock:
    """Return a menu's link to a page."""
    return DescribedBlock("page", {"page": Ref("page", key), "label": label})


def _read_entry(row: SourceRow, keys: Keys) -> DescribedBlock:
    if "group" in row:
        row.check(("group", "links"))
        rows = [_read_entry(link, keys).value for link in row["links"]]
        return DescribedBlock("group", {"label": row["group"], "links": rows})
    row.check(("page",), ("label",))
    return menu_page(keys.need("page", row["page"], row.at("page")), row.get("label", ""))

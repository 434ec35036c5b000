"""A page as a screen reader says it from top to bottom: role, name, state and description, from Chromium's own accessibility tree.

The words follow what NVDA and VoiceOver say ('heading level 2', 'link', 'edit, required, invalid'); one line a stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

# Containers that are said when one enters them, and when one leaves them where they have a name.
_PLACES = {
    "banner": "banner", "navigation": "navigation", "main": "main", "contentinfo": "foot of the page", "complementary": "aside",
    "search": "search", "form": "form", "region": "region", "article": "article", "list": "list", "table": "table",
    "group": "group", "alert": "alert", "status": "status", "note": "note", "dialog": "dialog", "figure": "figure",
    "DescriptionList": "list of terms", "radiogroup": "group of choices",
}  # fmt: skip
_STOPS = {
    "link": "link", "button": "button", "heading": "heading", "textbox": "edit", "searchbox": "search edit", "checkbox": "checkbox",
    "radio": "choice", "combobox": "list to choose from", "image": "picture", "img": "picture", "DisclosureTriangle": "button",
    "DisclosureTriangleGrouped": "button",
    "progressbar": "progress", "option": "option", "cell": "cell", "columnheader": "column", "rowheader": "row", "spinbutton": "number",
    "separator": "line", "term": "term", "definition": "definition",
}  # fmt: skip
_STATES = {
    "required": "required", "invalid": "invalid", "checked": "checked", "disabled": "unavailable", "pressed": "pressed",
    "focused": "has the focus",
}  # fmt: skip
# What a day changes: dates, years, the time of day.
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = re.compile(rf"(?:\w+day, )?(?:{_MONTHS}) \d{{1,2}}(?:, \d{{4}})?|(?:{_MONTHS}) \d{{4}}")
_HOURS = re.compile(r"(?:Open|Closed) now\b.*")
_YEAR = re.compile(r"\b20[2-9]\d\b")
_NUMBERED = re.compile(r"Sample profile \d+")  # (the factory counts on from test to test)
# What may not be without a name: everything that is pressed or filled in.
_NAMED = {
    "link", "button", "heading", "textbox", "searchbox", "checkbox", "radio", "combobox", "spinbutton", "option",
    "DisclosureTriangle", "DisclosureTriangleGrouped",
}  # fmt: skip
# Buttons and links are said with their names; what is inside them is not said again.
_WHOLE = {
    "link", "button", "heading", "checkbox", "radio", "option", "image", "img", "textbox", "searchbox", "combobox",
    "DisclosureTriangle", "DisclosureTriangleGrouped", "spinbutton", "progressbar",
}  # fmt: skip


def read_aloud(page: Any) -> str:
    """Return what a screen reader says of `page` (Playwright's), one line a stop, the same on every day."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    tree = {node["nodeId"]: node for node in nodes}
    lines = list(_say(nodes[0], tree, 0))
    text = "\n".join(lines)
    text = _HOURS.sub("(open or closed now)", _DAYS.sub("(day)", text))
    return _NUMBERED.sub("Sample profile 0", _YEAR.sub("(year)", text)) + "\n"


def _say(node: dict[str, Any], tree: dict[str, Any], depth: int) -> Iterator[str]:
    role, name = _value(node, "role"), " ".join(str(_value(node, "name")).split())
    children = [tree[child] for child in node.get("childIds", ()) if child in tree]
    room = "  " * depth
    if node.get("ignored"):
        for child in children:
            yield from _say(child, tree, depth)
        return
    if role == "RootWebArea":
        yield f"page: {name}"
        depth += 1
    elif role == "StaticText":
        if name:
            yield f"{room}{name}"
        return
    elif role in _PLACES:
        items = f", {_count(children, tree)} items" if role == "list" else ""
        yield f"{room}[{_PLACES[role]}{items}]{' ' + name if name else ''}{_describe(node)}"
        depth += 1
    elif role in _STOPS:
        yield f"{room}{_STOPS[role]}{_states(node, role)}: {name or ('(no name)' if role in _NAMED else '')}{_describe(node)}"
        if role in _WHOLE and not (role == "heading" and _holds_link(children, tree)):
            return
        depth += 1
        if (
            name
            and role in ("cell", "columnheader", "rowheader", "term")
            and not _holds_link(children, tree)
        ):
            return
    for child in children:
        yield from _say(child, tree, depth)


def _value(node: dict[str, Any], name: str) -> Any:
    return node.get(name, {}).get("value", "")


def _states(node: dict[str, Any], role: str) -> str:
    found = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
    said = []
    if role == "heading":
        said.append(f" level {found.get('level')}")
    for name, word in _STATES.items():
        if found.get(name) not in (None, False, "false", ""):
            said.append(f", {word}")
    if "expanded" in found:
        said.append(", open" if found["expanded"] else ", closed")
    value = _value(node, "value")
    if value and role in ("textbox", "searchbox", "combobox", "spinbutton"):
        said.append(f", holds ‘{value}’")
    return "".join(said)


def _describe(node: dict[str, Any]) -> str:
    text = " ".join(str(_value(node, "description")).split())
    return f" ({text})" if text else ""


def _count(children: list[dict[str, Any]], tree: dict[str, Any]) -> int:
    total = 0
    for child in children:
        if child.get("ignored"):
            total += _count([tree[c] for c in child.get("childIds", ()) if c in tree], tree)
        else:
            total += _value(child, "role") == "listitem"
    return total


def _holds_link(children: list[dict[str, Any]], tree: dict[str, Any]) -> bool:
    """Whether something to press lies inside."""
    return any(
        _value(child, "role") in ("link", "button")
        or _holds_link([tree[c] for c in child.get("childIds", ()) if c in tree], tree)
        for child in children
    )

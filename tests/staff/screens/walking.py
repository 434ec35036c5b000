"""Walks every screen of the admin that somebody reaches by its links, and collects what each says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import Resolver404, resolve

ADMIN = "/admin/"
_ADDRESS = re.compile(r'"(/admin/[^"\\<> ]*)"')
# What a screen says beside its text: read aloud, or shown under the mouse.
_SPOKEN = ("title", "aria-label", "placeholder", "alt", "data-w-tooltip-content-value")


@dataclass
class Screen:
    """What one screen says, and which view made it."""

    address: str
    view: str
    status: int
    said: list[str] = field(default_factory=list)


def read_words(html: str) -> list[str]:
    """Return the texts of a screen, those of rows that are still to be added and of tooltips, too."""
    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup.select("script[type='text/django-form-template'], template"):
        hidden.replace_with(BeautifulSoup(hidden.decode_contents(), "html.parser"))
    # The counters stay empty until a script has something to count.
    for code in soup.select("script, style, [data-side-panel-toggle-counter]"):
        code.decompose()
    said = list(soup.stripped_strings)
    for tag in soup.find_all(True):
        said += [tag[name] for name in _SPOKEN if tag.get(name)]
        if tag.name == "input" and tag.get("type") in {"submit", "button"}:
            said.append(tag.get("value", ""))
    return [" ".join(text.split()) for text in said]


def _list_addresses(address: str, html: str) -> Iterator[str]:
    soup = BeautifulSoup(html, "html.parser")
    found = [link["href"] for link in soup.select("a[href]")] + _ADDRESS.findall(html)
    for link in found:
        parts = urlsplit(urljoin(address, link.replace("&amp;", "&")))
        if not parts.netloc and parts.path.startswith(ADMIN) and "logout" not in parts.path:
            yield parts.path


def _name_kind(address: str) -> tuple | None:
    """Return the view of an address with what it is about, its numbers left out; None where nothing answers."""
    try:
        match = resolve(address)
    except Resolver404:
        return None
    words = {str(value) for value in match.kwargs.values() if not str(value).isdigit()}
    return match.view_name, *sorted(words)


def walk_admin(client: Client, *starts: str) -> list[Screen]:
    """Return a screen of each view, for each kind of thing that it is about, that the links lead to.

    Parameters: `starts`, addresses beside the dashboard, for screens of other kinds behind the same view.
    """
    waiting, known, screens = [ADMIN, *starts], set(), []
    for start in waiting:
        kind = start if start in starts else _name_kind(start)
        if kind is None or kind in known:
            continue
        known.add(kind)
        response = client.get(start, follow=True)
        if response.streaming or b"\0" in response.content[:200]:
            continue
        html = response.content.decode()
        if "json" in response.get("Content-Type", ""):
            answer = json.loads(html)
            html = str(answer.get("html", "")) if isinstance(answer, dict) else ""
        elif "html" not in response.get("Content-Type", ""):
            continue
        view = resolve(start).view_name
        screens.append(Screen(start, view, response.status_code, read_words(html)))
        waiting += _list_addresses(start, html)
    return screens

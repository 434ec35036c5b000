"""Every address that the resolver knows, with something plausible in its places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RoutePattern

_CONVERTER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
_GROUP = re.compile(r"\((?:\?P<\w+>)?[^()]*(?:\([^()]*\)[^()]*)*\)[*+?]?")
_SPECIAL = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "1"}
# What a name stands for, where '1' would not do.
_NAMED = {
    "app_label": "media",
    "model_name": "clinicimage",
    "app_name": "clinic",
    "content_type_app_name": "home",
    "content_type_model_name": "standardpage",
    "action": "delete",
}


def _fill_route(route: str, named: dict[str, str]) -> str:
    def value(found: re.Match) -> str:
        return named.get(found["name"]) or _SPECIAL.get(found["kind"] or "str", "1")

    return _CONVERTER.sub(value, route)


def _fill_regex(regex: str) -> str:
    text = regex.lstrip("^")
    if text.endswith("$"):
        text = text[:-1]
    text = _GROUP.sub("1", text)
    return text.replace("\\-", "-").replace("\\.", ".").replace("\\Z", "").replace("/?", "/")


def _walk(patterns: list, before: str, named: dict[str, str]) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        own = str(pattern.pattern)
        plain = isinstance(pattern.pattern, RoutePattern)
        filled = _fill_route(own, named) if plain else _fill_regex(own)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, before + filled, named)
        else:
            yield before + filled, pattern


def every_address(**named: str) -> list[str]:
    """Return one concrete address for each pattern. AssertionError for one that resolves to nothing.

    `named` says what stands in places of these names, where something else than usual is asked for.
    """
    found: dict[str, None] = {}
    for address, pattern in _walk(get_resolver().url_patterns, "/", {**_NAMED, **named}):
        if pattern.name == "wagtail_serve":
            address = "/"  # pages of the CMS; the tests ask for theirs by name
        try:
            resolve(address)
        except Resolver404:
            raise AssertionError(f"{address} is no address of {pattern.pattern}") from None
        found[address] = None
    return list(found)

"""Finds WordPress's shortcodes in a text: `[name key="value"]…[/name]`, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<raw>pre|code|script|style|textarea)\b[^<>]*>.*?</(?P=raw)\s*>|<[A-Za-z/!][^<>]*>"
    r"|(?P<open>\[{1,2})(?P<slash>/?)(?P<name>[A-Za-z][\w-]{0,60})(?P<rest>(?:\s(?:[^\[\]\"']|\"[^\"]*\"|'[^']*'|“[^”]*”|″[^″]*″|\[[^\[\]]*\])*)?)"
    r"(?P<void>/?)(?P<close>\]{1,2})",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""([\w:-]+)\s*=\s*"([^"]*)"|([\w:-]+)\s*=\s*'([^']*)'|([\w:-]+)\s*=\s*[“″]([^”″]*)[”″]"""
    r"""|([\w:-]+)\s*=\s*([^\s'"“″]+)|"([^"]*)"|(\S+)"""
)
_HAS_VALUE = re.compile(r"[\w:-]+\s*=\s*\S")


@dataclass
class Shortcode:
    """One shortcode with its attributes; `inner` is None where it encloses nothing."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    inner: str | None = None
    written: str = ""


@dataclass
class _Token:
    match: re.Match[str]
    name: str
    closes: bool
    partner: int | None = None


# Returns what stands in the place of a shortcode, or None to leave the text as it is.
Convert = Callable[[Shortcode], str | None]


def read_values(text: str) -> dict[str, str]:
    """Return the attributes of a shortcode; those without a name by their place, from '0'."""
    values: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        groups = match.groups()
        for at in (0, 2, 4, 6):
            if groups[at]:
                values[groups[at].lower()] = groups[at + 1] or ""
                break
        else:
            values[str(sum(key.isdigit() for key in values))] = groups[8] or groups[9] or ""
    return values


def convert_shortcodes(
    text: str, convert: Convert, is_known: Callable[[str], bool], depth: int = 0
) -> str:
    """Return `text` with every shortcode replaced by what `convert` makes of it.

    Parameter: `is_known`, whether WordPress or a plugin surely has a shortcode of this name. `[[name]]` is
    the way to write one down and stays text.
    """
    if "[" not in text or depth > 20:
        return text
    tokens = _read_tokens(text)
    _pair_tokens(tokens)
    out: list[str] = []
    at, number = 0, 0
    while number < len(tokens):
        token = tokens[number]
        match = token.match
        if match.start() < at:
            number += 1
            continue
        out.append(text[at : match.start()])
        if match["open"] == "[[" and match["close"] == "]]":
            out.append(match.group()[1:-1] if is_known(token.name) else match.group())
            at, number = match.end(), number + 1
            continue
        words, at = _convert_token(text, tokens, token, convert, is_known, depth)
        out.append(words)
        number += 1
    out.append(text[at:])
    return "".join(out)


def _convert_token(
    text: str,
    tokens: list[_Token],
    token: _Token,
    convert: Convert,
    is_known: Callable[[str], bool],
    depth: int,
) -> tuple[str, int]:
    """Return the words in place of the shortcode that opens at `token`, and where the text goes on."""
    match = token.match
    end = tokens[token.partner].match if token.partner is not None else None
    made = None
    if not token.closes and _looks_like_one(match, end is not None, is_known(token.name)):

        def convert_inside(part: str) -> str:
            return convert_shortcodes(part, convert, is_known, depth + 1)

        made = convert(_read_code(text, token, end, convert_inside))
    if made is None:
        is_stray_end = token.closes and is_known(token.name)
        return "" if is_stray_end else match.group(), match.end()
    # A second bracket belongs to the text around.
    lead = "[" if match["open"] == "[[" else ""
    return lead + made, (end or match).end()


def _read_code(
    text: str, token: _Token, end: re.Match[str] | None, inside: Callable[[str], str]
) -> Shortcode:
    """Return the shortcode that begins with `token`; what it encloses is converted by `inside`."""
    match = token.match
    inner = inside(text[match.end() : end.start()]) if end else None
    written = text[match.start() : (end or match).end()]
    return Shortcode(token.name, read_values(match["rest"] or ""), inner, written)


def _read_tokens(text: str) -> list[_Token]:
    return [
        _Token(match, match["name"].lower(), bool(match["slash"]))
        for match in _TOKEN.finditer(text)
        if match["name"]
    ]


def _pair_tokens(tokens: list[_Token]) -> None:
    """Join each closing mark with the nearest open one of its name."""
    open_ones: list[int] = []
    for number, token in enumerate(tokens):
        if not token.closes:
            if not token.match["void"]:
                open_ones.append(number)
            continue
        for at in range(len(open_ones) - 1, -1, -1):
            if tokens[open_ones[at]].name == token.name:
                tokens[open_ones[at]].partner = number
                del open_ones[at:]
                break


def _looks_like_one(match: re.Match[str], encloses: bool, known: bool) -> bool:
    """Tell a shortcode from a word in brackets: '5 [mg]', '[sic]' and '[see below]' are text."""
    return (
        known
        or encloses
        or bool(match["void"])
        or "_" in match["name"]
        or bool(_HAS_VALUE.search(match["rest"] or ""))
    )

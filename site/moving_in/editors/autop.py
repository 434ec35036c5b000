"""Paragraphs out of blank lines, as WordPress's classic editor means them."""

from __future__ import annotations

import re

_BLOCKS = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|"
    "address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|"
    "details|summary|menu|main|iframe|video|audio|script|noscript|x-wp"
)
_KEEP = re.compile(r"<(pre|script|style|textarea)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_OPEN = re.compile(rf"(<(?:{_BLOCKS})[\s/>])", re.IGNORECASE)
_CLOSE = re.compile(rf"(</(?:{_BLOCKS})>)", re.IGNORECASE)
_SPLIT = re.compile(r"\n\s*\n+")
_IS_BLOCK = re.compile(rf"^</?(?:{_BLOCKS})[\s/>]", re.IGNORECASE)
_IN_BLOCK = re.compile(rf"(</?(?:{_BLOCKS})(?:\s[^>]*)?/?>)", re.IGNORECASE)
_IS_PARAGRAPH = re.compile(r"^<p[\s>]", re.IGNORECASE)
_BREAK = re.compile(r"(?<!<br />)[ \t]*\n")


def make_paragraphs(text: str) -> str:
    """Return `text` with `<p>` around what blank lines separate, and `<br>` where a line ends."""
    if not text.strip():
        return ""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group())
        return f"\n\n\ue010{len(kept) - 1}\ue011\n\n"

    text = _KEEP.sub(keep, text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"<br\s*/?>\s*<br\s*/?>", "\n\n", text)
    text = re.sub(r"(<[^<>]*>)", lambda match: match[1].replace("\n", " "), text)
    text = _CLOSE.sub(r"\1\n\n", _OPEN.sub(r"\n\n\1", text))
    out = "\n".join(
        _make_paragraph(part.strip("\n")) for part in _SPLIT.split(text) if part.strip()
    )
    return re.sub("\ue010(\\d+)\ue011", lambda match: kept[int(match[1])], out)


def _make_paragraph(part: str) -> str:
    """Return one part as a paragraph; marks of blocks stay outside of it."""
    if part.startswith("\ue010"):
        return part
    pieces = []
    for piece in _IN_BLOCK.split(part):
        if _IS_BLOCK.match(piece):
            pieces.append(piece)
        elif piece.strip():
            broken = _BREAK.sub("<br />\n", piece.strip())
            if pieces and _IS_PARAGRAPH.match(pieces[-1]):
                # A second one inside would end the first, and with it what its style says (`display: none`).
                pieces.append(broken)
                continue
            # Within a block that was opened before, a paragraph does no harm: lists and cells unwrap it.
            pieces.append(f"<p>{broken}</p>")
    return "".join(pieces)

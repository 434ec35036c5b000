"""Cells that no spreadsheet takes for a formula (OWASP, 'CSV Injection')."""

from __future__ import annotations

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

# What makes Excel, LibreOffice or Sheets calculate instead of showing.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def make_printable(text: object) -> str:
    """Return text without the control characters that a spreadsheet file may not hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", str(text))


def escape_formula(text: object) -> str:
    """Return a cell for CSV: what begins like a formula gets an apostrophe before it."""
    cell = make_printable(text)
    return f"'{cell}" if cell.lstrip(" ").startswith(DANGEROUS) else cell

"""Tables of an old text as comparison tables of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bs4 import Tag

from .flow import make_plain

MOST_COLUMNS = 12
ReportLine = Callable[[Tag], str]


def rows_of(table: Tag) -> list[list[Tag | None]]:
    """Return the cells by row and column; a cell that spans several stands in each. None where there is none."""
    grid: list[list[Tag | None]] = []
    below: dict[tuple[int, int], Tag] = {}
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    for number, row in enumerate(rows):
        line: list[Tag | None] = []
        for cell in row.find_all(("td", "th"), recursive=False):
            while (number, len(line)) in below:
                line.append(below[number, len(line)])
            for across in range(_read_span(cell, "colspan", MOST_COLUMNS)):
                for down in range(1, _read_span(cell, "rowspan", len(rows))):
                    below[number + down, len(line)] = cell
                line.append(cell if across == 0 else None)
        while (number, len(line)) in below:
            line.append(below[number, len(line)])
        grid.append(line)
    width = max((len(line) for line in grid), default=0)
    return [line + [None] * (width - len(line)) for line in grid]


def _read_span(cell: Tag, name: str, most: int) -> int:
    text = str(cell.get(name) or "1").strip()
    return (
        min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    )


def is_layout(table: Tag, grid: list[list[Tag | None]]) -> bool:
    """Tell a table that only arranges a page from one that compares."""
    if not grid or len(grid[0]) < 2 or len(grid[0]) > MOST_COLUMNS or table.find("table"):
        return True
    return (
        table.find(
            ("h1", "h2", "h3", "h4", "h5", "h6", "img", "iframe", "x-wp", "ul", "ol", "form")
        )
        is not None
    )


def table_value(
    table: Tag, grid: list[list[Tag | None]], line: ReportLine, caption: str
) -> dict[str, Any]:
    """Return the value of our comparison table.

    Parameters: `line`, which writes a cell as one line of rich text; `caption`, what it compares.
    """
    cells = [[line(cell) if cell is not None else "" for cell in row] for row in grid]
    head: list[str] = []
    if len(cells) > 1 and _is_head(table, grid[0]):
        head, cells = [make_plain(cell) for cell in cells[0]], cells[1:]
    columns, values = [], [[""] * len(grid[0]) for _row in cells]
    for at in range(len(grid[0])):
        rich = any("<" in row[at] for row in cells)
        columns.append({"type": "rich" if rich else "text", "heading": head[at] if head else ""})
        for number, row in enumerate(cells):
            values[number][at] = (
                (f"<p>{row[at]}</p>" if row[at] else "") if rich else make_plain(row[at])
            )
    return {
        "caption": caption,
        "table": {"columns": columns, "rows": [{"values": row} for row in values], "caption": ""},
        "note": "",
    }


def _is_head(table: Tag, row: list[Tag | None]) -> bool:
    """Tell whether the first row names the columns: as heads, within a thead, or all in bold."""
    cells = [cell for cell in row if cell is not None]
    if any(cell.find_parent("thead") is not None for cell in cells):
        return True
    if all(cell.name == "th" for cell in cells):
        return True
    return all(_all_bold(cell) for cell in cells if cell.get_text(strip=True)) and any(
        cell.get_text(strip=True) for cell in cells
    )


def _all_bold(cell: Tag) -> bool:
    bold = "".join(tag.get_text() for tag in cell.find_all(("b", "strong")))
    return "".join(bold.split()) == "".join(cell.get_text().split())

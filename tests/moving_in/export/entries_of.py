"""The entries of an export."""

import io

from moving_in.export.entry import plain_title, read_entry
from moving_in.export.scanner import Scanner


def entries(data: str | bytes, offset: int = 0, encoding: str = "utf-8"):
    """Return the entries of an export, and its scanner."""
    scanner = Scanner(io.BytesIO(data if isinstance(data, bytes) else data.encode()), offset)
    return [(raw, read_entry(raw, encoding)) for raw in scanner.entries()], scanner


def titles(data: str | bytes) -> list[str]:
    return [plain_title(entry.title) for _raw, entry in entries(data)[0]]

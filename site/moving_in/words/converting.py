"""The whole way of one text: from what an entry holds to the blocks of a page's body."""

from __future__ import annotations

import html
import json

from ..editors.helper import Helper
from ..editors.marking import Marker
from ..notebook import Notebook, Topic
from .assembly import Blocks, assemble_blocks
from .block_readers import split_line
from .cleaning import RUNS, clean_html
from .flow import FlowPart, make_plain
from .walker import Walker

# No page is longer; a tree of its tags would take more memory than all else together.
LONGEST = 800_000


def convert_text(
    content: str,
    helper: Helper,
    notebook: Notebook,
    *,
    title: str = "",
    footnotes: str = "",
    elementor: str = "",
    private: bool = False,
) -> Blocks:
    """Return the body of a page.

    Parameters: `content`, the entry's text; `footnotes` and `elementor`, what WordPress keeps beside it;
    `private`, whether nothing of it may leave the page.
    """
    if len(content) > LONGEST:
        notebook.add(
            Topic.DAMAGE, f"Its text is longer than {LONGEST:,} characters; the rest was left out."
        )
        content = content[:LONGEST]
    # In a text these are words about XML; a browser would hide what stands between them.
    content = content.replace("<![CDATA[", "&lt;![CDATA[").replace("]]>", "]]&gt;")
    marked = Marker(helper, notebook).mark_up(content, elementor)
    if RUNS.search(marked):
        notebook.add(Topic.LEFT, "Scripts, styles or foreign programs in the text were left out.")
    walker = Walker(helper, notebook, title, private=private)
    parts = walker.read(clean_html(marked))
    parts += _write_notes(footnotes, walker, any("[1]" in part.html for part in parts))
    return assemble_blocks(parts, title)


def _write_notes(footnotes: str, walker: Walker, marked: bool) -> list[FlowPart]:
    """Return the notes under a text, numbered as it marks them."""
    try:
        rows = json.loads(footnotes) if footnotes else []
    except ValueError:
        return []
    lines = (
        [str(row.get("content") or "") for row in rows if isinstance(row, dict)]
        if isinstance(rows, list)
        else []
    )
    if not lines or not marked:
        return []
    walker.notebook.add(
        Topic.CHANGED,
        "Footnotes stand as a list under the text. Enter what is a source as a reference, so that it gets a number.",
    )
    items = []
    for line in lines:
        inner = Walker(walker.helper, walker.notebook, "").read(clean_html(line))
        items.append(f"<li>{split_line(inner)[0]}</li>")
    return [FlowPart("h", "Notes", 1), FlowPart("list", f"<ol>{''.join(items)}</ol>")]


def one_line(text: str) -> str:
    """Return an excerpt or a description as one line of plain words."""
    return " ".join(html.unescape(make_plain(clean_html(text))).split())

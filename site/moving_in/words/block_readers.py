"""How text and block elements of old HTML are read; `walker` says in which order.

A mixin: `Walker` gives what is used here (`flow`, `media`, `helper`, `notebook`, `inside`, `children`, `line`).
"""

from __future__ import annotations

import html
import re

from bs4 import Tag

from ..editors.helper import Helper
from ..editors.marks import NAME, values_of
from ..notebook import Notebook, Topic
from .flow import HARD_SPACE, Flow, FlowPart, Wrappers, cut_text, make_plain, read_line
from .media_parts import MediaParts
from .tables import is_layout, rows_of, table_value

LONGEST_QUESTION, LONGEST_QUOTE, LONGEST_SOURCE = 200, 600, 160


class BlockReaders:
    """Reads headings, lists, quotations, pictures, tables, questions and marks."""

    flow: Flow
    helper: Helper
    notebook: Notebook
    media: MediaParts
    title: str
    private: bool

    def children(self, tag: Tag, wrappers: Wrappers) -> None:
        """Walk through what is inside `tag`."""
        raise NotImplementedError

    def inside(self, tag: Tag) -> list[FlowPart]:
        """Return the parts inside `tag`, without adding them."""
        raise NotImplementedError

    def line(self, tag: Tag) -> str:
        """Return what is inside `tag` as one line of rich text."""
        raise NotImplementedError

    def _read_other(self, tag: Tag) -> None:
        self.children(tag, ())

    def _read_nothing(self, tag: Tag) -> None:
        """A line across, or a part that holds no words."""

    def _read_heading(self, tag: Tag) -> None:
        line = re.sub(
            r"</?b>|<br/>", lambda match: " " if match.group() == "<br/>" else "", self.line(tag)
        )
        if make_plain(line):
            self.flow.add(FlowPart("h", line, int(tag.name[1])))

    def _read_list(self, tag: Tag) -> None:
        others: list[FlowPart] = []
        written = self._add_list(tag, others)
        if written:
            self.flow.add(FlowPart("list", written))
        for part in others:
            self.flow.add(part)

    def _add_list(self, tag: Tag, others: list[FlowPart]) -> str:
        items = []
        for item in tag.find_all("li"):
            if item.find_parent(("ul", "ol")) is not tag:
                continue
            line, more = split_line(self.inside(item), keep_lists=True)
            others += more
            if line:
                items.append(f"<li>{line}</li>")
        name = "ol" if tag.name == "ol" else "ul"
        return f"<{name}>{''.join(items)}</{name}>" if items else ""

    def _read_term(self, tag: Tag) -> None:
        line = self.line(tag)
        if line:
            self.flow.add(FlowPart("p", f"<b>{line}</b>" if "<b>" not in line else line))

    def _read_image(self, tag: Tag) -> None:
        self.media.image(self.flow, tag)

    def _read_frame(self, tag: Tag) -> None:
        self.media.frame(self.flow, tag)

    def _read_form(self, tag: Tag) -> None:
        self.media.form(self.flow)

    def _read_kept(self, tag: Tag) -> None:
        """Text whose spaces and lines matter."""
        for number, line in enumerate(tag.get_text().strip("\n").split("\n")):
            if number:
                self.flow.line_break(())
            line = line.replace("\t", "    ")
            held = re.sub(r"^ +| {2,}", lambda match: HARD_SPACE * len(match.group()), line)
            self.flow.text((), held)

    def _read_quote(self, tag: Tag) -> None:
        cites = tag.find_all(("cite", "footer"))
        source = " ".join(map(read_line, cites[:1])).lstrip("—–- ")
        for one in cites[:1]:
            one.extract()
        parts = self.inside(tag)
        words = "\n".join(make_plain(part.html) for part in parts if part.kind == "p")
        simple = all(part.kind == "p" for part in parts)
        if (
            words
            and simple
            and source
            and len(words) <= LONGEST_QUOTE
            and len(source) <= LONGEST_SOURCE
        ):
            self.notebook.add(
                Topic.CHANGED,
                f"A quotation from ‘{cut_text(source, 60)}’: keep it only if it is published. Never a patient's words.",
            )
            self.flow.block("quote", text=words, source=source, reference=None)
            return
        if words:
            self.notebook.add(
                Topic.CHANGED,
                "A quotation without a source became a paragraph. Say whose words they are, or take them out.",
            )
        lines = [part for part in parts if part.kind == "p"]
        if lines:
            lines[0].html = f"“{lines[0].html}"
            lines[-1].html += "”"
        for part in parts:
            self.flow.add(part)
        if source:
            self.flow.add(FlowPart("p", html.escape(source, quote=False)))

    def _read_figure(self, tag: Tag) -> None:
        captions = [one for one in tag.find_all("figcaption") if one.find_parent("figure") is tag]
        address = next(
            (
                one.get("href")
                for caption in captions
                for one in caption.find_all("a")
                if one.get("href")
            ),
            "",
        )
        caption = " ".join(map(read_line, captions))
        for one in captions:
            one.extract()
        parts = self.inside(tag)
        shown = [part for part in parts if part.kind == "block"]
        used = len(shown) == 1 and self._give_caption(shown[0].block, caption, str(address))
        for part in parts:
            self.flow.add(part)
        if caption and not used and parts:
            self.flow.add(FlowPart("p", html.escape(caption, quote=False)))

    def _give_caption(self, block: dict, caption: str, address: str) -> bool:
        value, kind = block["value"], block["type"]
        if not caption or kind not in ("picture", "video", "comparison_table"):
            return False
        if kind == "picture":
            value["caption"] = self.media.caption(caption)
            if address:
                self.notebook.add(
                    Topic.CHANGED,
                    f"A caption lost its link: {cut_text(address, 200)}. If it names who made the picture, enter that as the credit.",
                )
        else:
            value["title" if kind == "video" else "caption"] = cut_text(
                caption, 120 if kind == "video" else 160
            )
        return True

    def _read_table(self, tag: Tag) -> None:
        named = tag.find("caption")
        caption = read_line(named) if isinstance(named, Tag) else ""
        if isinstance(named, Tag):
            named.extract()
        grid = rows_of(tag)
        if is_layout(tag, grid):
            if tag.get_text(strip=True):
                self.notebook.add(
                    Topic.CHANGED, "A table that only arranged the page became plain text."
                )
            self.children(tag, ())
            return
        last = next(
            (make_plain(part.html) for part in reversed(self.flow.parts) if part.kind == "h"), ""
        )
        value = table_value(
            tag, grid, self.line, cut_text(caption or last or self.title or "Table", 160)
        )
        self.flow.block("comparison_table", **value)

    def _read_details(self, tag: Tag) -> None:
        summary = tag.find("summary")
        question = read_line(summary) if isinstance(summary, Tag) else ""
        if isinstance(summary, Tag):
            summary.extract()
        parts = self.inside(tag)
        answer = "".join(
            part.html if part.kind == "list" else f"<p>{part.html}</p>"
            for part in parts
            if part.kind in ("p", "list")
        )
        simple = all(part.kind in ("p", "list") for part in parts)
        if (
            question
            and answer
            and simple
            and not self.private
            and len(question) <= LONGEST_QUESTION
        ):
            key = self.helper.question(question, answer)
            if key is not None:
                before = self.flow.parts[-1].kind if self.flow.parts else ""
                self.flow.block(
                    "faq", title="" if before == "h" else "Questions people ask", entries=[key]
                )
                return
        if question:
            self.flow.add(FlowPart("h", html.escape(question, quote=False), 6))
        for part in parts:
            self.flow.add(part)

    def _read_mark(self, tag: Tag) -> None:
        """Read the element that stands for something of WordPress's, see `editors/marks.py`."""
        values, kind = values_of(str(tag.get("data-x-values") or "")), tag.get("data-x-kind")
        words = read_line(tag)
        address = str(values.get("url") or values.get("src") or "")
        if kind == "form":
            self.media.form(self.flow)
        elif kind == "posts":
            self.flow.block("latest_posts", title="Latest posts", count=3, category=None)
        elif kind == "embed" and not address and not words.startswith("http"):
            self.children(tag, ())
        elif kind == "embed":
            caption = tag.find("figcaption")
            self.media.embed(
                self.flow,
                address or words,
                read_line(caption) if isinstance(caption, Tag) else "",
            )
        elif kind == "button":
            self.media.button(self.flow, address, str(values.get("text") or words))
        elif kind == "file":
            link = tag.find("a")
            self.media.file(
                self.flow,
                address or str(link.get("href") or "") if isinstance(link, Tag) else address,
                words.removesuffix("Download").strip(),
            )
        elif kind == "gallery":
            for number in values.get("ids") or []:
                self.media.picture(self.flow, number, "")
        elif kind == "picture":
            self.media.picture(
                self.flow,
                int(values.get("id") or 0),
                address,
                str(values.get("alt") or ""),
                values.get("caption"),
            )


_FRAMES = frozenset({"iframe", "video", "audio", "embed", "object"})
READERS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("ul", "ol"), "list"),
    **dict.fromkeys(_FRAMES, "frame"),
    "dt": "term", "img": "image", "form": "form", "pre": "kept", "blockquote": "quote", "figure": "figure",
    "table": "table", "details": "details", "hr": "nothing", "source": "nothing", NAME: "mark",
}  # fmt: skip


def split_line(parts: list[FlowPart], *, keep_lists: bool = False) -> tuple[str, list[FlowPart]]:
    """Return the text among `parts` as one line with breaks, and what is no text.

    Parameter: `keep_lists`, for the items of a list, in which another list may stand.
    """
    line, others = "", []
    for part in parts:
        if part.kind == "block":
            others.append(part)
        elif part.kind == "list" and keep_lists:
            line += part.html
        else:
            text = f"<b>{part.html}</b>" if part.kind == "h" else part.html
            if part.kind == "list":
                text = (
                    re.sub(r"</?[uo]l>", "", re.sub(r"</li><li>", "<br/>", text))
                    .replace("<li>", "")
                    .replace("</li>", "")
                )
            line += ("<br/>" if line and not line.endswith(("</ul>", "</ol>")) else "") + text
    return line, others

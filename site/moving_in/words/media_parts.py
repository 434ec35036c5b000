"""Pictures, videos, files, buttons and forms of an old text as blocks of ours."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

from bs4 import Tag

from content.blocks.media import VideoBlock

from ..editors.helper import Helper
from ..notebook import Notebook, Topic
from .flow import Flow, FlowPart, cut_text

LONGEST_CAPTION = 240
_NUMBER = re.compile(r"^wp-image-(\d{1,15})$")
_TRACKERS = re.compile(
    r"(?:facebook\.com/tr|pixel|beacon|/collect|stats?\.wp\.com|doubleclick|googleadservices|bat\.bing)",
    re.IGNORECASE,
)
_BOOKING = re.compile(
    r"book|appoint|schedul|consult|contact|request|get started|reserve|call us|reach out|new patient|sign up",
    re.IGNORECASE,
)
_MAPS = re.compile(r"(?:google\.[a-z.]+/maps|maps\.google|openstreetmap|//maps?\.)")


def host_of(address: str) -> str:
    """Return the host of an address, for people; '' where it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


class MediaParts:
    """Makes blocks of what is not text. `title` is the page's."""

    def __init__(self, helper: Helper, notebook: Notebook, title: str) -> None:
        self.helper = helper
        self.notebook = notebook
        self.title = title

    # --- Pictures --------------------------------------------------------------------------------
    def image(self, flow: Flow, tag: Tag) -> None:
        """Add the picture of an `<img>`."""
        names: list[str] = list(tag.get("class") or [])
        alt = str(tag.get("alt") or "").strip()
        if "wp-smiley" in names or "emoji" in names:
            flow.text((), alt)
            return
        source = str(
            tag.get("data-orig-file")
            or tag.get("data-src")
            or tag.get("data-lazy-src")
            or tag.get("src")
            or ""
        )
        small = {str(tag.get("width") or ""), str(tag.get("height") or "")} & {"0", "1", "2"}
        if small or _TRACKERS.search(source):
            self.notebook.add(
                Topic.LEFT,
                f"A picture that counts visitors was left out ({host_of(source) or 'no address'}).",
            )
            return
        number = next((int(found[1]) for name in names if (found := _NUMBER.match(name))), 0)
        number = number or _as_number(tag.get("data-id"))
        if source.startswith("data:") and not number:
            source = ""
        self.picture(flow, number, source, alt, "" if tag.has_attr("alt") and not alt else None)

    def picture(
        self, flow: Flow, number: int, source: str, alt: str = "", caption: str | None = None
    ) -> None:
        """Add the picture with this number in the old library, or at this address; nothing where it is missing."""
        found = self.helper.picture(number, source)
        if found is None:
            return
        alt = cut_text(alt or found.alt, 250)
        if not alt:
            self.notebook.add(
                Topic.CHANGED,
                "A picture has no description. Say what it shows, or tick ‘decorative’, before you publish.",
            )
        words = self.caption(caption or found.caption)
        flow.block(
            "picture",
            image={"image": found.id, "alt_text": alt, "decorative": False},
            caption=words,
            width="text",
        )

    def caption(self, text: str) -> str:
        """Return what is under a picture, in one line that fits."""
        text = " ".join(html.unescape(re.sub(r"<[^<>]*>", "", text)).split())
        if len(text) > LONGEST_CAPTION:
            self.notebook.add(
                Topic.CHANGED,
                f"A caption was shortened to {LONGEST_CAPTION} characters: “{cut_text(text, 60)}”",
            )
        return cut_text(text, LONGEST_CAPTION)

    # --- Videos and frames -----------------------------------------------------------------------
    def embed(self, flow: Flow, address: str, title: str = "") -> None:
        """Add what is at an address: a video, or a link to it."""
        address = html.unescape(address.strip())
        if address.startswith("//"):
            address = f"https:{address}"
        host = host_of(address)
        if not address.startswith(("http://", "https://")) or not host:
            if address:
                self.notebook.add(
                    Topic.LEFT,
                    "Something from another site was left out: its address can't be read.",
                )
            return
        target = self.helper.link(address)
        # A file of the old site goes away with it.
        if target.kind == "address" and VideoBlock.provider(address):
            name = cut_text(title or f"Video: {self.title}", 120)
            flow.block("video", title=name, url=address, poster=None, length="", transcript="")
            return
        if _MAPS.search(address):
            self.notebook.add(
                Topic.LEFT,
                "A map was left out: the block ‘Locations and hours’ shows where you are without Google.",
            )
        elif target.kind == "address":
            self.notebook.add(
                Topic.CHANGED,
                f"What {host} showed on the page became a link: no other company learns of a visit here.",
            )
            flow.end_paragraph()
            flow.text((f'<a href="{html.escape(address)}">',), title or address)
            flow.end_paragraph()
        else:
            self.notebook.add(
                Topic.LEFT,
                f"A video or sound file was left out: {cut_text(address.rpartition('/')[2], 80)}. Put it on YouTube or Vimeo.",
            )

    def frame(self, flow: Flow, tag: Tag) -> None:
        """Add what a frame, an object or a player shows."""
        source = tag.find("source")
        address = ""
        for one in (tag, source) if isinstance(source, Tag) else (tag,):
            address = address or str(
                one.get("src")
                or one.get("data-src")
                or one.get("data-lazy-src")
                or one.get("data")
                or ""
            )
        if (
            tag.name == "iframe"
            and not VideoBlock.provider(html.unescape(address))
            and not _MAPS.search(address)
        ):
            self.notebook.add(
                Topic.LEFT,
                f"A frame that showed {host_of(address) or 'another page'} was left out: it would tell others of a visit.",
            )
            return
        self.embed(flow, address, str(tag.get("title") or ""))

    # --- Files, buttons, forms -------------------------------------------------------------------
    def file(self, flow: Flow, address: str, name: str) -> None:
        """Add a file to download."""
        key = self.helper.document(address)
        if key is not None:
            flow.block("document", document=key, title=cut_text(name, 120), description="")
        elif name:
            flow.add(FlowPart("p", html.escape(name, quote=False)))

    def button(self, flow: Flow, address: str, label: str) -> None:
        """Add a button: to a page of ours, to our form, or as a link."""
        label = " ".join(html.unescape(re.sub(r"<[^<>]*>", "", label)).split())
        target = self.helper.link(address) if address else None
        if not label:
            return
        if target and target.kind == "page":
            self._add_invitation(flow, label, "page", target.id)
        elif target and target.kind in ("address", "document"):
            opening = (
                f'<a href="{html.escape(target.url)}">'
                if target.kind == "address"
                else f'<a linktype="document" id="{target.id}">'
            )
            flow.end_paragraph()
            flow.text((opening,), label)
            flow.end_paragraph()
        elif _BOOKING.search(f"{label} {address}"):
            self.notebook.add(
                Topic.CHANGED,
                f"The button ‘{cut_text(label, 60)}’ now leads to the request form of the clinic settings.",
            )
            self._add_invitation(flow, label, "request", None)
        else:
            flow.add(FlowPart("p", html.escape(label, quote=False)))

    @staticmethod
    def _add_invitation(flow: Flow, label: str, kind: str, page: int | None) -> None:
        flow.block(
            "call_to_action",
            title=cut_text(label, 120), text="", kind=kind, page=page, label=cut_text(label, 40), show_text_us=False,
        )  # fmt: skip

    def form(self, flow: Flow) -> None:
        """Add a note in the place of a form: what visitors send goes through our own."""
        found = self.helper.form()
        self.notebook.add(
            Topic.CHANGED,
            "A form became a note that leads to our own form: only that one keeps what patients write safe.",
        )
        if found is None:
            flow.block(
                "callout",
                tone="note",
                title="How to reach us",
                text="<p>Please call us, or use the request button on this page.</p>",
            )
            return
        number, title = found
        words = f'<p>To write to us, please use our form: <a linktype="page" id="{number}">{html.escape(title, quote=False)}</a>.</p>'
        flow.block("callout", tone="note", title="How to reach us", text=words)


def _as_number(value: object) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0

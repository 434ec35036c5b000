"""What the shell of every page needs: the page's name in CSS, opening hours, the staff's toolbar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from infra.memory import memoize

from ..hours import find_utc_minutes
from ..look.icons import Look, describe_look, find_grounds
from ..look.palettes import OWN_PALETTE
from ..models import OpeningHours

register = template.Library()
# 'Call or text 988': the first word dials, the last two write.
_CALL_OR_TEXT = re.compile(r"\b(call) (or) (?=text (988)\b)(text) 988\b", re.I)
_TEXT_988 = re.compile(r"\b(text 988)\b", re.I)
_NUMBER = re.compile(r"(?<![-.\d$])\b((?:call )?)(988|911)\b(?![-.]?\d)", re.I)
_CHAT = re.compile(r"(?<!/)\b((?:chat at )?988lifeline\.org/chat)\b/?", re.I)
_LINKS = re.compile(r"(<a [^>]*>.*?</a>)")


@dataclass(frozen=True)
class HoursRow:
    """Days that follow one another and have the same hours."""

    label: str
    days: str
    spans: str
    text: str

    @property
    def closed(self) -> bool:
        """Whether nobody is there on these days."""
        return not self.spans


@register.filter
def page_class(page: Any) -> str:
    """Return the class name of a page's type for `<body>`: `page-blog-post-page`, or ''."""
    name = type(page).__name__ if page else ""
    words = "".join(f"-{c}" if c.isupper() else c for c in name)
    return f"page-{slugify(words).strip('-')}" if name else ""


@register.simple_tag(takes_context=True)
def staff_toolbar(context: dict) -> bool:
    """Tell whether to show Wagtail's user bar.

    Only to a browser that holds a session, or in the editor's preview: asking who the visitor is
    would put `Vary: Cookie` on every public page. Reading the cookie by name doesn't.
    """
    request = context.get("request")
    if request is None:
        return False
    return settings.SESSION_COOKIE_NAME in request.COOKIES or getattr(request, "is_preview", False)


@register.simple_tag(takes_context=True)
def head_look(context: dict) -> Look:
    """Return stylesheet, colours and icons of the clinic's own; remembered until somebody changes something."""
    layout = context.get("layout")
    if not layout:
        light, dark = find_grounds(OWN_PALETTE)
        return Look(heading_font=static("fonts/newsreader.woff2"), light=light, dark=dark)
    clinic = layout.clinic
    if clinic.pk is None or getattr(context.get("request"), "previewed", None) is not None:
        return describe_look(clinic)
    return memoize(("look", clinic.pk), lambda: describe_look(clinic))


@register.simple_tag(takes_context=True)
def header_memory_key(context: dict) -> tuple[str, ...]:
    """Return what the header depends on: the address where a link of it leads there, and whether help stands first."""
    request, layout = context.get("request"), context.get("layout")
    if request is None or not layout:
        return ()
    known = {"/search/", layout.request_url, *_menu_addresses(layout)}
    here = request.path if request.path in known else "elsewhere"
    at_home = getattr(context.get("page"), "depth", 0) == 2
    return (here, "home" if at_home else "", "crisis" if context.get("crisis") else "")


def _menu_addresses(layout: Any) -> list[str]:
    return [link.url for entry in layout.main_menu.links for link in (entry.links or (entry,))]


@register.filter
def utc_minutes(zone: str) -> int:
    """Return how far the clock of a place is from UTC today, in minutes, for the script that says 'open now'."""
    return find_utc_minutes(zone, timezone.localdate())


@register.filter
def hours_rows(location: Any) -> list[HoursRow]:
    """Return the week of a location, days with the same hours in one row; closed days too.

    `days` and `spans` are for the script that marks 'open now': '0 1 2' and '09:00-17:00'.
    """
    week: list[list[tuple[time, time]]] = [[] for _day in range(7)]
    for row in location.opening_hours.all():
        if row.day in range(7) and row.opens and row.closes:
            week[row.day].append((row.opens, row.closes))
    if not any(week):
        return []
    runs: list[tuple[list[int], list[tuple[time, time]]]] = []
    for day, spans in enumerate(week):
        spans.sort()
        if runs and runs[-1][1] == spans:
            runs[-1][0].append(day)
        else:
            runs.append(([day], spans))
    return [_make_row(days, spans) for days, spans in runs]


def _make_row(days: list[int], spans: list[tuple[time, time]]) -> HoursRow:
    names = [str(OpeningHours.Day(day).label) for day in days]
    label = names[0] if len(names) == 1 else _("%s to %s") % (names[0], names[-1])
    text = ", ".join(_("%s to %s") % (write_time(a), write_time(b)) for a, b in spans) or _(
        "Closed"
    )
    return HoursRow(
        label=label,
        days=" ".join(str(day) for day in days),
        spans=" ".join(f"{a:%H:%M}-{b:%H:%M}" for a, b in spans),
        text=text,
    )


def write_time(moment: time) -> str:
    """Write a time as Americans do: 9 am, 5:30 pm, noon."""
    if (moment.hour, moment.minute) == (12, 0):
        return _("noon")
    half = _("am") if moment.hour < 12 else _("pm")
    hour = moment.hour % 12 or 12
    return f"{hour} {half}" if not moment.minute else f"{hour}:{moment:%M} {half}"


@register.filter
def crisis_links(text: str) -> SafeString:
    """Return `text` with its numbers of help as links that dial or write, and the chat's address as a link."""
    words = str(escape(text))
    # Read aloud, each link says its number, whatever stands between them.
    call = r'<a href="tel:\3">\1<span class="u-hidden"> \3</span></a>'
    words = _CALL_OR_TEXT.sub(call + r' \2 <a href="sms:\3">\4 \3</a>', words)
    return mark_safe("".join(_link_help(part) for part in _LINKS.split(words)))


def _link_help(part: str) -> str:
    if part.startswith("<a "):
        return part
    part = _TEXT_988.sub(r'<a href="sms:988">\1</a>', part)
    pieces = _LINKS.split(part)
    pieces = [
        piece if piece.startswith("<a ") else _NUMBER.sub(r'<a href="tel:\2">\1\2</a>', piece)
        for piece in pieces
    ]
    chat = r'<a href="https://988lifeline.org/chat/" rel="noopener">\1</a>'
    return _CHAT.sub(chat, "".join(pieces))


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first two words, for a person without a photo."""
    return "".join(word[0] for word in (name or "").split()[:2] if word[0].isalnum()).upper()


@register.filter
def address(page: Any, request: Any = None) -> str:
    """Return a page's address; the roots of the sites are looked up once a request."""
    return page.get_url(request) or ""

"""The facts of the settings that answer a search at once: hours, telephone, address, e-mail, prices."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from clinic.layout import Layout
from clinic.models import Location
from content.blocks.piece import walk_blocks
from home.models import SearchWord, StandardPage
from infra.phone_numbers import format_phone, make_dialable
from infra.view_restrictions import public_q

Fact = SearchWord.Fact
# What people type for each of them. Staff add their own words in Library → Words for the search.
PHRASES: dict[str, tuple[str, ...]] = {
    Fact.HOURS: (
        "hours", "opening hours", "opening times", "what time do you open", "what time do you close", "are you open",
        "open today", "open now", "open on saturday", "open saturday", "open on sunday", "open on weekends", "when are you open",
        "closed", "closing time", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "on saturday", "on sunday", "office hours", "business hours", "holiday hours", "open weekends", "weekend",
        "horario", "horarios", "a que hora abren", "a que hora", "estan abiertos", "abierto",
    ),
    Fact.PHONE: (
        "phone", "telephone", "phone number", "telephone number", "call you", "call us", "number to call", "text you",
        "text number", "text message", "text us", "sms",
        "contact", "contact number", "contact us", "call the clinic", "speak to someone", "telefono", "numero de telefono", "llamar",
        "contacto",
    ),
    Fact.ADDRESS: (
        "address", "location", "locations", "where are you", "where is the clinic", "where are you located", "directions", "map",
        "parking", "how to get there", "getting there", "find you", "near me", "direccion", "donde estan", "ubicacion", "donde queda",
        "como llegar",
    ),
    Fact.EMAIL: ("email", "e mail", "email address", "mail address", "correo", "correo electronico"),
    Fact.PRICE: (
        "price", "prices", "cost", "costs", "how much", "fee", "fees", "price list", "pricing", "rates", "what does it cost",
        "precio", "precios", "cuanto cuesta", "costo", "costos", "tarifas",
    ),
}  # fmt: skip
_MOST_PRICES = 4


@dataclass(frozen=True)
class Answer:
    """A fact, ready to show. `links` are label and address of telephone numbers and the like."""

    title: str
    lines: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = field(default=())
    more: tuple[str, str] | None = None


def answer_with(fact: str, layout: Layout, site: Site, place_url: str) -> Answer | None:
    """Return the answer for a fact; None where the settings say nothing of it.

    Args:
        fact: a value of `SearchWord.Fact`.
        layout: the site's layout.
        site: whose prices.
        place_url: the address of the page that shows the places, or ''.
    """
    if fact == Fact.HOURS:
        return _say_hours(layout, place_url)
    if fact == Fact.PHONE:
        return _say_phone(layout)
    if fact == Fact.ADDRESS:
        return _say_address(layout, place_url)
    if fact == Fact.EMAIL and layout.clinic.email:
        return Answer(
            _("Write to us"), links=((layout.clinic.email, f"mailto:{layout.clinic.email}"),)
        )
    return _say_prices(site) if fact == Fact.PRICE else None


def _say_hours(layout: Layout, place_url: str) -> Answer | None:
    places = [place for place in layout.locations if place.opening_hours.all()]
    if not places:
        return None
    # With a second place, whose hours they are is said.
    named = len(layout.locations) > 1
    lines = [line for place in places for line in _list_hours(place, named)]
    closed = layout.closed_dates[:2]
    if closed:
        days = ", ".join(date_format(day, _("l, F j")) for day in closed)
        lines.append(_("Closed next on: %(days)s") % {"days": days})
    return Answer(_("When we are open"), tuple(lines), _phone_links(layout), _read_more(place_url))


def _list_hours(place: Location, named: bool) -> list[str]:
    """Return the hours of a place, a line for each day, and its note."""
    by_day: dict[str, list[str]] = {}
    for row in sorted(place.opening_hours.all(), key=lambda row: (row.day, row.opens)):
        span = f"{time_format(row.opens, 'P')} – {time_format(row.closes, 'P')}"
        by_day.setdefault(str(row.get_day_display()), []).append(span)
    lines = [f"{day}: {', '.join(spans)}" for day, spans in by_day.items()]
    lines += [place.hours_note] if place.hours_note else []
    return [f"{place.name}, {line}" for line in lines] if named else lines


def _say_phone(layout: Layout) -> Answer | None:
    links = _phone_links(layout)
    return Answer(_("Call or text us"), links=links) if links else None


def _phone_links(layout: Layout) -> tuple[tuple[str, str], ...]:
    """Return the numbers to call and to text: the clinic's, then those of places with one of their own."""
    clinic = layout.clinic
    found = [
        (_("Call %(number)s"), clinic.phone, "tel", ""),
        (_("Text %(number)s"), clinic.text_number, "sms", ""),
    ]
    known = {make_dialable(clinic.phone)}
    for place in layout.locations:
        if place.phone and make_dialable(place.phone) not in known:
            known.add(make_dialable(place.phone))
            found.append((_("Call %(place)s: %(number)s"), place.phone, "tel", place.name))
    return tuple(
        (
            label % {"number": format_phone(number), "place": name},
            f"{kind}:{make_dialable(number)}",
        )
        for label, number, kind, name in found
        if number
    )


def _say_address(layout: Layout, place_url: str) -> Answer | None:
    lines = []
    for place in layout.locations:
        street = ", ".join(filter(None, [place.street, place.street_2]))
        lines.append(f"{place.name}: {street}, {place.city}, {place.state} {place.postal_code}")
    if not lines:
        return None
    return Answer(_("Where we are"), tuple(lines), _phone_links(layout), _read_more(place_url))


def _read_more(url: str) -> tuple[str, str] | None:
    return (_("Address, hours and how to get here"), url) if url else None


def _say_prices(site: Site) -> Answer | None:
    pages = StandardPage.objects.live().filter(public_q()).descendant_of(site.root_page)
    page = pages.filter(purpose=StandardPage.Purpose.COSTS).order_by("path").first()
    if page is None:
        return None
    table = next(
        (block.value for block in walk_blocks(page.body) if block.block_type == "price_table"), None
    )
    rows = list(table["rows"])[:_MOST_PRICES] if table else []
    lines = [f"{row['name']}: {row['price']}" for row in rows]
    if table and table.get("as_of"):
        lines.append(_("As of %(day)s") % {"day": date_format(table["as_of"], "F j, Y")})
    url = _path_of(page, site)
    return Answer(_("What it costs"), tuple(lines), (), (page.title, url))


def _path_of(page: Page, site: Site) -> str:
    return f"/{page.url_path[len(site.root_page.url_path) :]}"

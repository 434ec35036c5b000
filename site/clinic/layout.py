"""The layout of every page: settings, menus, places and notices, read once a content version.

Every public page shows the same header and footer. Reading them anew would cost a dozen queries a
page; here they are read once and remembered in the process, under the content version's token, so an edit
shows at once in every process.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import cached_property
from wagtail.models import Page, Site

from infra import content_version, memory

from .hours import BusinessHours, business_hours
from .models import ClinicSettings, Location, Menu, Notice, Person

_MOST_LAYOUTS = 4
_layouts: dict[tuple, Layout] = {}
_urls: dict[tuple, str] = {}
_lock = Lock()


@dataclass(frozen=True)
class Link:
    """One link of a menu, or a group of them."""

    label: str
    url: str = ""
    links: tuple[Link, ...] = ()
    external: bool = False


@dataclass(frozen=True)
class MenuView:
    """A menu, ready to show."""

    heading: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Layout:
    """What templates know as `layout`."""

    clinic: ClinicSettings
    site_name: str = ""
    root_url: str = ""
    menus: dict[str, MenuView] = field(default_factory=dict)
    locations: tuple[Location, ...] = ()
    team: tuple[Person, ...] = ()
    all_notices: tuple[Notice, ...] = ()
    request_url: str = ""
    consultation_url: str = ""

    @property
    def main_menu(self) -> MenuView:
        """The menu in the header, with its links."""
        return self.menus.get(Menu.Slot.MAIN, MenuView())

    @property
    def footer_menus(self) -> list[MenuView]:
        """The footer's columns that have links."""
        slots = (Menu.Slot.FOOTER_1, Menu.Slot.FOOTER_2)
        return [self.menus[slot] for slot in slots if slot in self.menus]

    @property
    def legal_menu(self) -> MenuView:
        """The footer's legal line."""
        return self.menus.get(Menu.Slot.LEGAL, MenuView())

    def notices(self, place: str) -> list[Notice]:
        """Return the notices that show today at `place` (a value of `Notice.Place`)."""
        today = timezone.localdate()
        return [n for n in self.all_notices if n.place == place and n.shows_on(today)]

    def notice(self, pk: int) -> Notice | None:
        """Return the notice `pk` if it shows today."""
        today: date = timezone.localdate()
        return next((n for n in self.all_notices if n.pk == pk and n.shows_on(today)), None)

    @cached_property
    def hours(self) -> BusinessHours:
        """The clinic's opening hours, see `clinic.hours`."""
        return business_hours(self)

    @property
    def closed_dates(self) -> list[date]:
        """Holidays and closed days of the next months, for the 'open now' mark; computed once a day."""
        today = timezone.localdate()
        known = self.__dict__.get("_closed_dates")
        if known is None or known[0] != today:
            known = self.__dict__["_closed_dates"] = (today, self.hours.closed_dates(today))
        return known[1]


def page_urls(ids: Iterable[int]) -> dict[int, str]:
    """Return the addresses of live pages by id; pages that are gone or drafts are left out.

    One query for all that this process has not seen in this version, none when it has.
    """
    token = content_version.read_version()
    wanted = {int(pk) for pk in ids if pk}
    found = {pk: _urls[token, pk] for pk in wanted if (token, pk) in _urls}
    missing = wanted - found.keys()
    if missing:
        urls = dict.fromkeys(missing, "")
        for page in Page.objects.live().filter(pk__in=missing):
            urls[page.pk] = page.get_url() or ""
        with _lock:
            if len(_urls) > 5000:
                _urls.clear()
            _urls.update({(token, pk): url for pk, url in urls.items()})
        found.update(urls)
    return {pk: url for pk, url in found.items() if url}


def build_menu(menu: Menu, urls: dict[int, str] | None = None) -> MenuView:
    """Resolve a menu's links. Links to pages that are not live are left out."""
    if urls is None:
        urls = page_urls(_page_ids(menu))
    links: list[Link] = []
    for item in menu.items:
        value = item.value
        if item.block_type == "page":
            links += _page_link(value, urls)
        elif item.block_type == "group":
            inner = tuple(link for child in value["links"] for link in _page_link(child, urls))
            if inner:
                links.append(Link(value["label"], links=inner))
        elif url := value.get("url"):  # an import may leave a link without an address
            links.append(Link(value.get("label") or url, url, external=url.startswith("http")))
    return MenuView(menu.heading, tuple(links))


def _page_link(value, urls: dict[int, str]) -> list[Link]:
    page = value["page"]
    if page is None or page.pk not in urls:
        return []
    return [Link(value["label"] or page.title, urls[page.pk])]


def _page_ids(menu: Menu) -> list[int]:
    ids = []
    for item in menu.items:
        children = item.value["links"] if item.block_type == "group" else [item.value]
        ids += [c["page"].pk for c in children if c.get("page")]
    return ids


def build_layout(site: Site | None, clinic: ClinicSettings | None = None) -> Layout:
    """Read the layout from the database, for `site` or for nobody's site.

    Parameters: `clinic`, unsaved settings to preview. Never writes: an empty settings row is
    answered with the defaults.
    """
    if clinic is None:
        clinic = (
            ClinicSettings.objects.select_related("logo", "logo_dark", "icon_image", "social_image")
            .filter(site=site)
            .first()
            if site
            else None
        ) or ClinicSettings(site=site)
    menus = list(Menu.objects.filter(live=True))
    ids = [pk for menu in menus for pk in _page_ids(menu)]
    urls = page_urls([*ids, clinic.request_page_id or 0, clinic.consultation_page_id or 0])
    return Layout(
        clinic=clinic,
        site_name=clinic.name or (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME,
        root_url=site.root_url if site else "",
        menus={menu.slot: build_menu(menu, urls) for menu in menus},
        locations=tuple(
            Location.objects.select_related("map_image").prefetch_related("opening_hours")
        ),
        team=tuple(Person.objects.filter(show_on_team=True).select_related("photo")),
        all_notices=tuple(Notice.objects.filter(active=True)),
        request_url=urls.get(clinic.request_page_id or 0, ""),
        consultation_url=urls.get(clinic.consultation_page_id or 0, ""),
    )


def preview_layout(site: Site | None, previewed: Menu | ClinicSettings) -> Layout:
    """Return the layout with an unsaved menu or unsaved settings in the place of the stored ones."""
    if isinstance(previewed, ClinicSettings):
        return build_layout(previewed.site, clinic=previewed)
    layout = build_layout(site)
    return replace(layout, menus={**layout.menus, previewed.slot: build_menu(previewed)})


def layout_for(request) -> Layout:
    """Return the layout for this request's site, from memory where this version has it."""
    site = Site.find_for_request(request) if request is not None else None
    previewed = getattr(request, "previewed", None)
    if previewed is not None:
        return preview_layout(site, previewed)
    key = (content_version.read_version(), site.pk if site else None, translation.get_language())
    layout = _layouts.get(key)
    if layout is None:
        layout = build_layout(site)
        with _lock:
            while len(_layouts) >= _MOST_LAYOUTS:
                _layouts.pop(next(iter(_layouts)))
            _layouts[key] = layout
    return layout


def last_known_settings() -> ClinicSettings | None:
    """Return the settings that this process read last, without asking the database; None where it never has."""
    with _lock:
        layouts = list(_layouts.values())
    return layouts[-1].clinic if layouts else None


def default_layout() -> Layout:
    """Return the default site's layout, for code that serves no visitor (worker, mail, admin)."""

    def read() -> Layout:
        return build_layout(Site.objects.filter(is_default_site=True).first())

    return memory.memoize(("layout of the default site", translation.get_language()), read)


def current_hours() -> BusinessHours:
    """Return the hours of the default site's clinic, for code that serves no visitor (worker, inbox)."""
    return business_hours(default_layout())


def clear_layouts() -> None:
    """Forget every layout of this process (tests roll the database back under it)."""
    memory.clear_memory()
    with _lock:
        _layouts.clear()
        _urls.clear()

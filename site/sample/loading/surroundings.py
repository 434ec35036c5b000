"""Loads what surrounds the sample pages: the site record, clinic settings, menus, who is told of requests."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Site

from clinic.models import ClinicSettings, Menu
from desk.page_bin import SLUG as BIN
from forms.models import RequestSettings

from .. import clinic
from ..loader_values import Known, save_record, set_field

Count = Callable[[str, bool], None]


def load_surroundings(known: Known, count: Count, home: Page, site_url: str) -> None:
    """Make what is missing around the pages; what staff have filled in already stays as it is.

    Parameters: `known`, the numbers of what is loaded; `count`, called with each kind and whether it is new;
    `home`, the sample's home page; `site_url`, the public address or ''. Raises SampleTextError.
    """
    site = _point_site(home, site_url)
    settings = ClinicSettings.objects.filter(site=site).first() or ClinicSettings(site=site)
    if not settings.name:
        for name, value in clinic.SETTINGS.items():
            set_field(settings, name, value, known)
        save_record(settings, "clinic settings")
        count("settings", True)
    _load_menus(known, count)
    _load_request_settings(site)


def _load_menus(known: Known, count: Count) -> None:
    for slot, (heading, items) in clinic.MENUS.items():
        if Menu.objects.filter(slot=slot).exists():
            count("menu", False)
            continue
        menu = Menu(slot=slot, heading=heading, live=True)
        set_field(menu, "items", items, known)
        save_record(menu, slot)
        menu.save_revision().publish()
        count("menu", True)


def _load_request_settings(site: Site) -> None:
    """Say who is told of a request: without an address the dashboard warns, and rightly so."""
    settings = RequestSettings.objects.filter(site=site).first() or RequestSettings(site=site)
    if not settings.notify:
        settings.notify = clinic.FRONT_DESK
        save_record(settings, "request settings")


def _point_site(home_page: Page, site_url: str) -> Site:
    """Point the site at the home page and take Wagtail's welcome page away."""
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", port=80, is_default_site=True
    )
    if site.root_page_id != home_page.pk:
        site.root_page = home_page
        site.site_name = clinic.NAME
        _set_address(site, site_url)
        site.save()
    plain = ContentType.objects.get_for_model(Page)
    for welcome in Page.objects.filter(depth=2, content_type=plain).exclude(slug=BIN):
        welcome.delete()
    home = Page.objects.get(pk=home_page.pk)
    taken = home.get_siblings(inclusive=False).filter(slug="home").exists()
    if home.slug == "sample-home" and not taken:
        fresh = home.specific
        fresh.slug = "home"
        fresh.save()
        fresh.save_revision().publish()
    return site


def _set_address(site: Site, url: str) -> None:
    """Set host and port from a public address such as https://clinic.example.com."""
    if not url:
        return
    parts = urlsplit(url)
    site.hostname = parts.hostname or site.hostname
    site.port = parts.port or (443 if parts.scheme == "https" else 80)

"""The big buttons of the dashboard: what people come for most, by what each may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site
from wagtail.permissions import page_permission_policy

from clinic.models import ClinicSettings, Location
from staff import access


@dataclass(frozen=True)
class Shortcut:
    """One big button on the dashboard."""

    label: Any
    hint: Any
    url: str
    icon: str


ShortcutMaker = Callable[[Any], list[Shortcut]]
_makers: list[ShortcutMaker] = []


def register_shortcuts(maker: ShortcutMaker) -> ShortcutMaker:
    """Have `maker` asked for its shortcuts for a user: apps above know pages that this one does not."""
    if maker not in _makers:
        _makers.append(maker)
    return maker


def list_shortcuts(user: Any) -> list[Shortcut]:
    """Return the shortcuts that fit what `user` may do, most wanted first."""
    found: list[Shortcut] = []
    if access.may(user, access.READ):
        found += make_link("inbox:index", _("Requests"), _("Who is waiting for a call"), "mail")
    found += _list_writing(user)
    for maker in _makers:
        found += maker(user)
    if user.has_perm("clinic.change_menu"):
        url = "wagtailsnippets_clinic_menu:list"
        found += make_link(url, _("Change a menu"), _("Header, footer, legal line"), "list-ul")
    if user.has_perm("clinic.change_notice"):
        url = "wagtailsnippets_clinic_notice:list"
        found += make_link(url, _("Post a notice"), _("Closed tomorrow, new hours"), "info-circle")
    found += _list_places_and_people(user)
    if user.has_perm("clinic.change_clinicsettings"):
        found += _clinic_settings()
    if user.has_perm("auth.change_user"):
        found += make_link(
            "wagtailusers_users:index", _("Accounts"), _("Who may sign in, and as what"), "key"
        )
        found += make_link(
            "wagtailusers_users:add", _("Invite a colleague"), _("By mail, with a role"), "plus"
        )
    found += make_link("guide:index", _("How do I …?"), _("The guide, in plain words"), "help")
    return found


def make_link(name: str, label: Any, hint: Any, icon: str, *args: Any) -> list[Shortcut]:
    """Return a shortcut to a named address, or nothing where it does not exist."""
    try:
        return [Shortcut(label, hint, reverse(name, args=args), icon)]
    except NoReverseMatch:
        return []


def _list_writing(user: Any) -> list[Shortcut]:
    """Return 'Write a post' under the blog where the person may add there, and 'Pages'."""
    found: list[Shortcut] = []
    blog = Page.objects.filter(
        content_type__app_label="blog", content_type__model="blogindexpage"
    ).first()
    if blog is not None and blog.permissions_for_user(user).can_add_subpage():
        found += make_link(
            "wagtailadmin_pages:add",
            _("Write a post"),
            _("With a picture, in five minutes"),
            "edit",
            "blog",
            "blogpostpage",
            blog.pk,
        )
    if page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}):
        site = Site.objects.filter(is_default_site=True).first()
        if site is not None and site.root_page.permissions_for_user(user).can_edit():
            found += make_link(
                "wagtailadmin_pages:edit",
                _("Change the home page"),
                _("What visitors see first"),
                "home",
                site.root_page_id,
            )
        if site is not None:
            found += make_link(
                "wagtailadmin_explore",
                _("Change a page"),
                _("Everything visitors read"),
                "folder-open-inverse",
                site.root_page_id,
            )
    return found


def _list_places_and_people(user: Any) -> list[Shortcut]:
    """Return the ways to the opening hours (of the only place, or the list) and to a new colleague."""
    found: list[Shortcut] = []
    if user.has_perm("clinic.change_location"):
        places = list(Location.objects.values_list("pk", flat=True)[:2])
        only = len(places) == 1
        name = "edit" if only else "list"
        found += make_link(
            f"wagtailsnippets_clinic_location:{name}",
            _("Opening hours"),
            _("And address, parking, telephone"),
            "time",
            *(places if only else ()),
        )
    if user.has_perm("clinic.add_person"):
        found += make_link(
            "wagtailsnippets_clinic_person:add",
            _("Add somebody to the team"),
            _("Name, role, photo, licence"),
            "group",
        )
    return found


def _clinic_settings() -> list[Shortcut]:
    """Return the way to the clinic's settings."""
    meta = ClinicSettings._meta
    return make_link(
        "wagtailsettings:edit",
        _("Clinic settings"),
        _("Name, telephone, buttons, small print"),
        "cogs",
        meta.app_label,
        meta.model_name,
    )

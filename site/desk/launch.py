"""What is left to do before the site may be shown to visitors, computed from the site itself.

Nobody ticks anything: a line goes when its cause is gone, and comes back with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, Revision, Site

from clinic.models import ClinicSettings, Location, Person
from home.models import StandardPage
from infra.addresses.hosts import is_local, is_sample
from media.models import FILE_POLICIES, ClinicImage
from staff.screens.refusal import name_helper

# Numbers that belong to nobody (for use in fiction), as the sample has them.
FICTION = "55501"


@dataclass(frozen=True)
class Task:
    """One thing to do before the launch: what, and where one does it ('' where nothing in the admin helps).

    `opens_for` tells for whom `url` opens; without it, for whoever sees the list.
    """

    sentence: str
    url: str = ""
    opens_for: Callable[[Any], bool] | None = None

    def for_user(self, user: Any) -> LaunchLine:
        """Return the line that `user` reads: a link where it opens for them, else whom to ask."""
        if self.opens_for is None or self.opens_for(user):
            return LaunchLine(self.sentence, self.url)
        return LaunchLine(self.sentence, whom=name_helper(self.url))


@dataclass(frozen=True)
class LaunchLine:
    """A task as one person reads it: with its link, or with the role that does it ('an administrator')."""

    sentence: str
    url: str = ""
    whom: str = ""


def holds_any(*permissions: str) -> Callable[[Any], bool]:
    """Return what tells whether somebody holds one of `permissions`."""
    return lambda user: any(user.has_perm(name) for name in permissions)


def _changes_pictures(user: Any) -> bool:
    policy = FILE_POLICIES[ClinicImage]
    return bool(policy.user_has_any_permission(user, ("add", "change", "delete")))


Check = Callable[[], Iterator[Task]]
_checks: list[Check] = []


def register_launch_check(check: Check) -> Check:
    """Have `check` asked for its tasks; an app above knows what this one can't."""
    if check not in _checks:
        _checks.append(check)
    return check


def list_tasks() -> list[Task]:
    """Return everything that is left to do, in the order in which it is best done."""
    return [task for check in _checks for task in check()]


def link_screen(name: str, *args: Any, query: str = "") -> str:
    """Return a named address of the admin, or '' where it does not exist."""
    try:
        return reverse(name, args=args) + query
    except NoReverseMatch:
        return ""


def find_settings_url() -> str:
    """Return the address of the clinic's settings."""
    site = Site.objects.filter(is_default_site=True).first()
    return link_screen("wagtailsettings:edit", "clinic", "clinicsettings", site.pk) if site else ""


def point_at(url: str, field: str) -> str:
    """Return the address of a screen, opened at one of its fields; '' where there is no such screen."""
    return f"{url}#id_{field}" if url else ""


def _extract_digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())


@register_launch_check
def check_settings() -> Iterator[Task]:
    """The clinic's name, numbers, icon, buttons and the note that it is a sample."""
    clinic = ClinicSettings.objects.filter(site__is_default_site=True).first() or ClinicSettings()
    url = find_settings_url()
    if not clinic.name.strip():
        yield Task(_("Write the clinic's name."), point_at(url, "name"))
    if not clinic.phone:
        yield Task(_("Write the clinic's telephone number."), point_at(url, "phone"))
    if any(FICTION in _extract_digits(number) for number in (clinic.phone, clinic.text_number)):
        yield Task(
            _("Put in the clinic's own telephone numbers: these lead to nobody."),
            point_at(url, "phone"),
        )
    if clinic.email and is_sample(clinic.email.rpartition("@")[2]):
        yield Task(
            _("Put in the clinic's own e-mail address: this one leads nowhere."),
            point_at(url, "email"),
        )
    if clinic.icon_image is None:
        yield Task(
            _("Put in the clinic's own icon: browser tabs show a drawn mark."),
            point_at(url, "icon_image"),
        )
    if clinic.request_page is None or not clinic.request_page.live:
        yield Task(
            _("Choose the form that the request button leads to, and publish it."),
            point_at(url, "request_page"),
        )
    if clinic.sample_note.strip():
        yield Task(
            _("Empty the note that this is a sample site, when everything else is done."),
            point_at(url, "sample_note"),
        )


@register_launch_check
def check_people_and_places() -> Iterator[Task]:
    """Profiles and addresses that are samples, and none at all."""
    people = Person.objects.filter(is_sample=True).count()
    team = link_screen("wagtailsnippets_clinic_person:list")
    if people:
        yield Task(
            ngettext(
                "Replace or delete %(count)s sample profile of the team.",
                "Replace or delete %(count)s sample profiles of the team.",
                people,
            )
            % {"count": people},
            f"{team}?is_sample=true" if team else "",
        )
    elif not Person.objects.exists():
        yield Task(_("Add who works here."), team)
    places = link_screen("wagtailsnippets_clinic_location:list")
    for place in Location.objects.filter(is_sample=True):
        edit = link_screen("wagtailsnippets_clinic_location:edit", place.pk)
        yield Task(
            _("Put in the clinic's own address and opening hours for ‘%(name)s’.")
            % {"name": place.name},
            edit,
        )
    if not Location.objects.exists():
        yield Task(_("Add the clinic's address and opening hours."), places)


@register_launch_check
def check_pages_and_pictures() -> Iterator[Task]:
    """Pages that nobody of the clinic has ever saved, and pictures that nobody of it uploaded."""
    saved = Revision.page_revisions.filter(user__isnull=False)
    touched = set(saved.values_list("object_id", flat=True))
    live = Page.objects.live().filter(depth__gt=1).values_list("pk", flat=True)
    pages = [pk for pk in live if str(pk) not in touched]
    if pages:
        site = Site.objects.filter(is_default_site=True).first()
        yield Task(
            ngettext(
                "Read %(count)s page that nobody of the clinic has saved yet: words and prices are the sample's.",
                "Read %(count)s pages that nobody of the clinic has saved yet: words and prices are the sample's.",
                len(pages),
            )
            % {"count": len(pages)},
            link_screen("wagtailadmin_explore", site.root_page_id) if site else "",
        )
    yield from _list_sample_prices(touched)
    pictures = ClinicImage.objects.filter(uploaded_by_user__isnull=True).count()
    if pictures:
        yield Task(
            ngettext(
                "Look at %(count)s picture that came with the sample; put in the clinic's own where you can.",
                "Look at %(count)s pictures that came with the sample; put in the clinic's own where you can.",
                pictures,
            )
            % {"count": pictures},
            link_screen("wagtailimages:index"),
            opens_for=_changes_pictures,
        )


@register_launch_check
def check_host() -> Iterator[Task]:
    """An address that only this machine knows."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None or is_local(site.hostname) or is_sample(site.hostname):
        host = site.hostname if site else ""
        yield Task(
            _(
                "Say at which web address the site is reached; ‘%(host)s’ is known to this machine only."
            )
            % {"host": host},
            link_screen("wagtailsites:edit", site.pk)
            if site
            else link_screen("wagtailsites:index"),
            opens_for=holds_any("wagtailcore.change_site"),
        )


def _list_sample_prices(touched: set[str]) -> Iterator[Task]:
    """Yield the pages of prices that nobody of the clinic has saved: a wrong price is worse than a strange sentence."""
    for page in StandardPage.objects.live().filter(purpose=StandardPage.Purpose.COSTS):
        if str(page.pk) not in touched:
            yield Task(
                _("Put the clinic's own prices into ‘%(title)s’.") % {"title": page.title},
                link_screen("wagtailadmin_pages:edit", page.pk),
            )

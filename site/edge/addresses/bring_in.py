"""A whole list of old addresses is brought in: each line is looked at before it is stored, and what is wrong with it is said.

Stands in the place of what Wagtail's screens do with a file: theirs reads UTF-8 with commas only, answers 500 to a line with one
column, and stores ten thousand lines one by one, each with a search for it and a new content version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import get_dummy_request
from wagtail.log_actions import get_active_log_context
from wagtail.models import ModelLogEntry, Page, Site

from edge.addresses.redirect_form import check_old_address, check_target
from edge.addresses.tidy import make_key, tidy_path
from edge.addresses.whereabouts import find_address
from infra import content_version

LONGEST = 255
# Where a list leads is looked up for so many addresses; a list of one old site leads to a few dozen.
_MOST_LOOKED_UP = 300
_AT_ONCE = 500


@dataclass
class AddressLine:
    """One line of the list. `old` is the address as the table holds it."""

    typed: str
    target: str
    old: str = ""
    said: str = ""
    refused: bool = False

    def refuse(self, said: str) -> None:
        """Leave the line out, with the reason."""
        self.said, self.refused = said, True


def create_redirects(dataset: Any, config: dict[str, Any]) -> dict[str, Any]:
    """Store what the lines of a list say. Returns what Wagtail's summary shows.

    Parameters: `config`, as Wagtail's screen gives it: `from_index`, `to_index`, `permanent`, `site`.
    """
    lines = [AddressLine(row[config["from_index"]], row[config["to_index"]]) for row in dataset]
    lines = [line for line in lines if line.typed or line.target]
    site = config["site"]
    for line in lines:
        _read_line(line)
    known = read_table(site)
    kept = list(_without_doubles(lines, known))
    pages = list_live_paths(site or Site.objects.filter(is_default_site=True).first())
    refuse_circles(kept, known, pages)
    made = [line for line in kept if not line.refused and line.old not in known]
    with transaction.atomic():
        _store_lines(made, site, permanent=config["permanent"])
    _say_what_does_nothing(made, pages, site or Site.objects.filter(is_default_site=True).first())
    said = [[line.typed, line.target, line.said] for line in lines if line.said]
    return {
        "errors": said, "errors_count": len(said), "successes": len(made), "total": len(lines),
    }  # fmt: skip


def _read_line(line: AddressLine) -> None:
    """Find the old address and refuse what can't be one, or what can't be led to."""
    try:
        line.old = check_old_address(line.typed)
        check_target(line.target)
    except ValidationError as error:
        line.refuse(" ".join(error.messages))
        return
    if len(line.old) > LONGEST or len(line.target) > LONGEST:
        line.refuse(_("Longer than %(most)s letters.") % {"most": LONGEST})


def find_target(row: Redirect) -> str:
    """Return where a redirect leads, as a list says it; '' where its page is on no site, in the bin for instance."""
    if row.redirect_page is None:
        return str(row.redirect_link or "")
    url = row.redirect_page.url or ""
    return (
        f"{url.rstrip('/')}{row.redirect_page_route_path}"
        if row.redirect_page_route_path and url
        else url
    )


def read_table(site: Site | None) -> dict[str, str]:
    """Return the old addresses that are stored already, each with where it leads."""
    rows = Redirect.objects.filter(site=site).select_related("redirect_page")
    return {row.old_path: find_target(row) for row in rows}


def _without_doubles(lines: list[AddressLine], known: dict[str, str]) -> Iterator[AddressLine]:
    """Yield each old address once; say of another line for it where it leads instead."""
    first: dict[str, str] = {}
    for line in lines:
        if line.refused:
            continue
        before = first.setdefault(line.old, line.target)
        leads = known.get(line.old, before)
        if make_key(leads) != make_key(line.target):
            where = _("Already in the list of old addresses: it leads to %(target)s.")
            twice = _("Stands twice in this list: the first line leads to %(target)s.")
            line.refuse((where if line.old in known else twice) % {"target": leads})
        elif before is line.target:
            yield line


def list_live_paths(site: Site | None) -> set[str]:
    """Return the paths of the live pages of a site."""
    if site is None:
        return set()
    root = site.root_page
    urls = Page.objects.live().filter(path__startswith=root.path).values_list("url_path", flat=True)
    return {make_key("/" + url[len(root.url_path) :]) for url in urls}


def refuse_circles(lines: list[AddressLine], known: dict[str, str], pages: set[str]) -> None:
    """Refuse lines that lead to themselves, or to one another without a page on the way: no visitor would arrive."""
    leads = known | {line.old: line.target for line in lines}
    ends = set(pages)  # from here one arrives
    for line in lines:
        way, at = [line.old], path_of(line.target)
        while at in leads and at not in ends and at not in way:
            way.append(at)
            at = path_of(leads[at])
        if at in way:
            line.refuse(_("Leads in a circle: %(way)s.") % {"way": " → ".join([*way[:4], at])})
        else:
            ends |= set(way)


def path_of(target: str) -> str:
    """Return the path to which a target of this site leads, as the table holds it; '' for another site's."""
    return Redirect.normalise_path(urlsplit(target).path) if target.startswith("/") else ""


def _store_lines(lines: list[AddressLine], site: Site | None, *, permanent: bool) -> None:
    rows = Redirect.objects.bulk_create(
        [
            Redirect(
                old_path=line.old, redirect_link=line.target, site=site, is_permanent=permanent
            )
            for line in lines
        ],
        batch_size=_AT_ONCE,
    )
    who, kind = get_active_log_context(), ContentType.objects.get_for_model(Redirect)
    entries = [
        ModelLogEntry(
            content_type=kind, object_id=str(row.pk), label=row.old_path, action="wagtail.create",
            timestamp=timezone.now(), user=who.user, uuid=who.uuid, data={},
        )
        for row in rows
    ]  # fmt: skip
    ModelLogEntry.objects.bulk_create(entries, batch_size=_AT_ONCE)
    if rows:
        content_version.change_version()


def _say_what_does_nothing(lines: list[AddressLine], pages: set[str], site: Site | None) -> None:
    """Say of stored lines that a page stands at the old address, or that nothing stands where it leads."""
    if site is None:
        return
    answers = remember_answers(site)
    old = {line.old for line in lines}
    for line in lines:
        target = path_of(line.target)
        if line.old in pages:
            line.said = _("Brought in, but does nothing while a page stands at this address.")
        elif (
            target
            and target not in pages
            and target not in old
            and "*" not in target
            and not answers(target)
        ):
            line.said = _("Brought in, but nothing is to be found where it leads.")


def remember_answers(site: Site) -> Callable[[str], bool]:
    """Return a function that tells whether something answers at a path; of very many it says yes unasked."""
    known: dict[str, bool] = {}
    request = get_dummy_request(site=site)

    def answers(path: str) -> bool:
        if path not in known:
            served_elsewhere = "." in path.rpartition("/")[2]
            asked = len(known) < _MOST_LOOKED_UP and not served_elsewhere
            known[path] = not asked or bool(find_address(request, site, tidy_path(path)))
        return known[path]

    return answers

"""The bin: a deleted page lies beside the site for thirty days, whole, and can be brought back.

It is moved out of the tree of every site and taken off the site, so visitors lose it as if it were
deleted, while its number stays: every link, menu and button that pointed to it does so again when it
comes back, at its old address.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page, Revision, Site
from wagtail.signals import page_published

from edge.addresses.gone import note_gone
from edge.addresses.tidy import make_key

from .models import RETENTION, BinnedPage

SLUG = "deleted-pages"
# A redirect's number, the page to which it led (None where it was made) and the page to which it leads.
RedirectChange = tuple[int, int | None, int | None]


class CannotComeBackError(Exception):
    """Where the page lay there is no room for it any more; the message says what to do.

    Parameters: `in_the_way`, the page that has to make room first.
    """

    def __init__(self, message: str, in_the_way: Page | None = None) -> None:
        super().__init__(message)
        self.in_the_way = in_the_way


def can_be_binned(page: Page) -> bool:
    """Tell whether `page` lies on a site, below its home page. Others are deleted as Wagtail does."""
    return page.depth > 2 and not BinnedPage.objects.filter(page_id=page.pk).exists()


@transaction.atomic
def put_in_bin(page: Page, user: Any, target: Page | None = None) -> BinnedPage:
    """Take `page` and what lies under it off the site and into the bin.

    Parameters: `target`, a page to which the old addresses lead from now on.
    """
    page = page.specific
    live = page.get_descendants(inclusive=True).live()
    state = {str(each.pk): _find_version(each) for each in live}
    binned = BinnedPage(
        page_id=page.pk, parent=page.get_parent(), address=page.url or "", live=state,
        deleted_by=user,
    )  # fmt: skip
    if target is not None:
        binned.redirects = [*lead_on(page, target), *_lead_older_on(page, target)]
    binned.schedules = _hold_schedules(page)
    UnpublishPageAction(page, user=user, include_descendants=True).execute(
        skip_permission_checks=True
    )
    if page.live:
        page.unpublish(user=user)
    page.refresh_from_db()
    # A shelf of its own for each page: two of the same address can lie in the bin.
    shelf = _find_bin().add_child(
        instance=Page(title=page.title, slug=f"page-{page.pk}-{timezone.now():%s}", live=False)
    )
    page.move(shelf, pos="last-child")
    binned.save()
    log(instance=page, action="wagtail.delete", user=user, deleted=False)
    return binned


def _hold_schedules(page: Page) -> list[tuple[int, str]]:
    """Let nothing go live by its day while it lies in the bin. Returns the versions that would have, with their times."""
    numbers = [str(pk) for pk in page.get_descendants(inclusive=True).values_list("pk", flat=True)]
    waiting = Revision.page_revisions.filter(
        object_id__in=numbers, approved_go_live_at__isnull=False
    )
    held = [(row.pk, row.approved_go_live_at.isoformat()) for row in waiting]
    Revision.objects.filter(pk__in=[pk for pk, _when in held]).update(approved_go_live_at=None)
    return held


def _find_version(page: Page) -> int:
    """Return the version that visitors read; it is kept now where code or an import published the page without one."""
    if page.live_revision_id is None:
        newest = page.latest_revision_id
        page.live_revision_id = page.specific.save_revision(clean=False, changed=False).pk
        if newest is not None:
            Page.objects.filter(pk=page.pk).update(latest_revision=newest)
    return page.live_revision_id


def lead_on(page: Page, target: Page, below: bool = True) -> list[RedirectChange]:
    """Lead the address of `page`, and with `below` those of the live pages under it, to `target`. Returns what was made."""
    site = page.get_site() or Site.objects.get(is_default_site=True)
    made: list[RedirectChange] = []
    going = page.get_descendants(inclusive=True).live()
    for each in going if below else going.filter(pk=page.pk):
        path = Redirect.normalise_path(each.url or "")
        if path:
            redirect, _created = Redirect.objects.update_or_create(
                old_path=path, site=site,
                defaults={"redirect_page": target, "redirect_link": "", "is_permanent": True},
            )  # fmt: skip
            made.append((redirect.pk, None, target.pk))
    return made


def _lead_older_on(page: Page, target: Page) -> list[RedirectChange]:
    """Let older addresses, which led to `page` or one below it, lead to `target`. Returns what was changed."""
    going = page.get_descendants(inclusive=True)
    rows = Redirect.objects.filter(redirect_page__in=going).exclude(redirect_page=target)
    changed = [(pk, former, target.pk) for pk, former in rows.values_list("pk", "redirect_page_id")]
    Redirect.objects.filter(pk__in=[row[0] for row in changed]).update(
        redirect_page=target, redirect_page_route_path=""
    )
    return changed


def _lead_back(binned: BinnedPage) -> None:
    """Undo what `put_in_bin` did to redirects, as far as nobody changed them since."""
    for pk, former, target in _read_changes(binned):
        ours = Redirect.objects.filter(pk=pk)
        if target is not None:
            ours = ours.filter(redirect_page=target)
        if former is None:
            ours.delete()
        else:
            ours.update(redirect_page=former)


def _read_changes(binned: BinnedPage) -> list[RedirectChange]:
    """Return what `put_in_bin` did to redirects. Pages binned by an older version hold a bare number for one that it made."""
    return [(row, None, None) if isinstance(row, int) else tuple(row) for row in binned.redirects]


@transaction.atomic
def bring_back(binned: BinnedPage, user: Any) -> Page:
    """Put a page back where it lay, live as it was. Raises CannotComeBackError with what to do."""
    page, parent = binned.page.specific, binned.parent
    if parent is None or BinnedPage.objects.filter(page__in=parent.get_ancestors(True)).exists():
        raise CannotComeBackError(
            _("The page under which it lay was deleted, too. Bring that one back first.")
        )
    if other := parent.get_children().filter(slug=page.slug).first():
        raise CannotComeBackError(
            _("‘%(title)s’ has its address ‘%(slug)s’ now. Give that page another address first.")
            % {"title": other.get_admin_display_title(), "slug": page.slug},
            other,
        )
    shelf = page.get_parent()
    page.move(parent, pos="last-child")
    _lead_back(binned)
    for each in Page.objects.filter(pk__in=binned.live).specific():
        _show_again(each, binned.live[str(each.pk)])
    for pk, when in binned.schedules or ():
        # What was due meanwhile goes live with the worker's next round.
        Revision.objects.filter(pk=pk).update(approved_go_live_at=datetime.fromisoformat(when))
    binned.delete()
    shelf.refresh_from_db()
    shelf.delete()
    log(instance=page, action="wagtail.publish" if page.live else "wagtail.edit", user=user)
    return Page.objects.get(pk=page.pk).specific


def _show_again(page: Page, revision_id: int | None) -> None:
    """Put a page on the site as it was: same words, same dates.

    What somebody typed while it lay in the bin is stored in its row, unread by anybody; it stays a draft.
    """
    revision = Revision.objects.filter(pk=revision_id).first()
    if revision is not None and page.latest_revision_id != revision.pk:
        row, page = page, revision.as_object()
        page.latest_revision_id = row.latest_revision_id
        page.last_published_at = row.last_published_at
    page.live = True
    page.live_revision = revision
    page.has_unpublished_changes = bool(revision and page.latest_revision_id != revision.pk)
    page.save(clean=False)
    page_published.send(sender=type(page), instance=page, revision=revision)


def empty_bin() -> int:
    """Delete for good what has lain in the bin for thirty days. Returns how many pages."""
    old = BinnedPage.objects.filter(deleted_at__lt=timezone.now() - RETENTION)
    count = 0
    for binned in old.select_related("page"):
        shelf = binned.page.get_parent()
        try:
            with transaction.atomic():
                note_gone(_list_addresses(binned), going=shelf)
                shelf.delete()
        except ProtectedError:
            continue  # a request came in through a form in the bin: it goes when the request is gone
        count += 1
    return count


def _list_addresses(binned: BinnedPage) -> Iterator[tuple[int, str]]:
    """Yield the addresses, site and path, at which visitors found the page and those below it."""
    address = urlsplit(binned.address)
    site = Site.objects.filter(hostname=address.hostname or "").first() or (
        binned.parent.get_site() if binned.parent else None
    )
    site = site or Site.objects.filter(is_default_site=True).first()
    if site is None or not address.path.strip("/"):
        return
    start = uri_to_iri(address.path).rstrip("/")
    for page in Page.objects.filter(pk__in=binned.live).specific():
        own = page.url_path[len(binned.page.url_path) :].strip("/")
        for route in page.get_route_paths():
            yield site.pk, make_key("/".join(filter(None, [start, own, route.strip("/")])))


def _find_bin() -> Page:
    root = Page.get_first_root_node()
    found = root.get_children().filter(slug=SLUG).first()
    if found is None:
        found = root.add_child(instance=Page(title=_("Deleted pages"), slug=SLUG, live=False))
    return Page.objects.get(pk=found.pk)

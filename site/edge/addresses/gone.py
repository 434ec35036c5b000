"""Notes the addresses of what was deleted for good; they answer 410 from then on."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Page, Site

from edge.models import GoneAddress

LONGEST = 255
_AT_ONCE = 200


def note_gone(addresses: Iterable[tuple[int, str]], *, going: Page) -> None:
    """Note each address, a site's number and a path as redirects store it, unless another page stands there now.

    Parameters: `going`, the page that is being deleted, with all below it.
    """
    by_site: dict[int, set[str]] = {}
    for site_id, path in addresses:
        if len(path) <= LONGEST:
            by_site.setdefault(site_id, set()).add(path)
    for site in Site.objects.filter(pk__in=by_site).select_related("root_page"):
        free = sorted(by_site[site.pk] - _list_taken(site, by_site[site.pk], going))
        rows = [GoneAddress(site=site, path=path) for path in free]
        GoneAddress.objects.bulk_create(rows, ignore_conflicts=True)


def _list_taken(site: Site, paths: set[str], going: Page) -> set[str]:
    """Return those of `paths` at which a page is live that stays."""
    root = site.root_page.url_path
    wanted = [f"{root}{path.strip('/')}/" for path in sorted(paths)]
    staying = Page.objects.live().exclude(path__startswith=going.path)
    taken: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        found = staying.filter(url_path__in=wanted[start : start + _AT_ONCE])
        taken |= {
            f"/{url[len(root) :].strip('/')}" for url in found.values_list("url_path", flat=True)
        }
    return taken

"""Where an address leads that answers nothing: to its page in one step, to 410, or nowhere.

Replaces Wagtail's middleware, on the same table of redirects. What is different:

- A redirect never leads to itself, in a circle, to a page that is not live, or by way of another
  redirect: the whole way is walked here, and the visitor is told its end.
- The query goes along. The addresses below a page (a blog's feeds and categories, a form's
  confirmation) follow a redirect of that page. `/old/*` in the table means all below `/old`.
- A slip in an address (`/Costs/`, `/costs//`, `/costs/index.html`, `/costs/).`) leads to the page.
- What was deleted for good answers 410.

Runs for 404 answers only, and asks a fixed number of questions, however many redirects there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from django.conf import settings
from django.db import DatabaseError
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from edge.addresses.not_found import note_not_found
from edge.addresses.tidy import add_query, is_old_tail, make_key, quote_path, split_query, tidy_path
from edge.addresses.whereabouts import (
    DEEPEST,
    find_address,
    find_fixed_address,
    find_old_form,
    knows_route,
)
from edge.middleware import for_staff
from edge.models import GoneAddress
from edge.views import answer_gone
from infra.addresses.hosts import is_local
from infra.memory import memoize

MOST_STEPS = 8
# What a web server in front may answer, so that nothing here can tell whether it is there.
_ELSEWHERE = ("/documents/", settings.MEDIA_URL, settings.STATIC_URL)


@dataclass(frozen=True)
class Step:
    """One step of the way: where it leads, and whether that is an address to look at again."""

    url: str
    permanent: bool = True
    look_again: bool = False


class RedirectMiddleware:
    """Leads visitors on from addresses that answer 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; lead on, or say that it is gone, where nothing answered."""
        response = self.get_response(request)
        if response.status_code != 404 or for_staff(request) or "\x00" in request.path:
            return response
        try:
            return _lead_on(request) or response
        except DatabaseError:
            return response  # without a database 'not here' still holds


def _lead_on(request: HttpRequest) -> HttpResponse | None:
    """Return the redirect or the 410 for an address that answered 404; None where it stays that."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    trail: list[str] = []
    found = find_way(request, site, trail)
    if found is not None:
        return _make_redirect(request, found)
    if _is_gone([request.path, *trail], site):
        return answer_gone(request)
    note_not_found(request, site)
    return None


def _make_redirect(request: HttpRequest, found: Step) -> HttpResponse:
    """Return the redirect. What was sent with a POST is sent again to the new address (308, 307)."""
    response = HttpResponseRedirect(found.url)
    safe = request.method in ("GET", "HEAD")
    response.status_code = {
        (True, True): 301, (False, True): 302, (True, False): 308, (False, False): 307,
    }[found.permanent, safe]  # fmt: skip
    return response


def _is_gone(trail: list[str], site: Site) -> bool:
    """Tell whether the page was deleted for good that stood at one of these addresses."""
    keys = {
        key for path in trail for key in (make_key(path), tidy_path(path), tidy_path(path).lower())
    }
    return GoneAddress.objects.filter(site=site, path__in=keys - {""}).exists()


def find_way(request: HttpRequest, site: Site, trail: list[str] | None = None) -> Step | None:
    """Return where the address of `request` leads in the end, with its query; None for nowhere.

    Parameter: `trail`, to which the addresses on the way are added.
    """
    path, query = request.path, request.META.get("QUERY_STRING", "")
    seen: set[str] = set()
    permanent = True
    for _number in range(MOST_STEPS):
        if make_key(path) in seen:
            return None
        seen.add(make_key(path))
        if trail is not None:
            trail.append(path)
        step, query = _next_step(request, site, path, query)
        if step is None:
            return None
        permanent = permanent and step.permanent
        if not step.look_again:
            if unquote(step.url) == request.path:
                return None
            return Step(add_query(step.url, query), permanent)
        parts = urlsplit(step.url)
        path = uri_to_iri(parts.path) or "/"
        query = "&".join(filter(None, [parts.query, query]))
    return None


def _next_step(request: HttpRequest, site: Site, path: str, query: str) -> tuple[Step | None, str]:
    """Return the next step from `path`, and the query that goes along."""
    table = Table(request, site, path, query)
    step = table.exact(path, with_query=True)
    if step is not None:
        return step, split_query(query)[1]  # the rest was part of the old address
    meant = tidy_path(path)
    step = table.exact(path)
    if step is None and meant:
        address = find_address(request, site, meant)
        step = Step(quote_path(address)) if address and unquote(address) != path else None
        step = step or table.exact(meant) or table.below(meant)
        if step is None and (beside := find_old_form(request, site, meant)):
            step = Step(quote_path(beside))
    return step, query


class Table:
    """The redirects that may have to do with one address, read in one query."""

    def __init__(self, request: HttpRequest, site: Site, path: str, query: str) -> None:
        self.request, self.site = request, site
        # An old address with a query is also found with the marks of a campaign behind it.
        self.queries = [one for one in dict.fromkeys((query, split_query(query)[0])) if one]
        meant = tidy_path(path)
        wanted = {key for one in ("", *self.queries) for key in _list_spellings(path, one)}
        if meant:
            for way in _ways_up(meant):
                wanted |= {way, way.lower(), f"{way}/*", f"{way.lower()}/*"}
        capitals = _with_capitals(site)
        wanted |= {capitals[key.lower()] for key in list(wanted) if key.lower() in capitals}
        rows = Redirect.objects.filter(Q(site=site) | Q(site=None), old_path__in=wanted)
        # One of this site's own comes before one for every site.
        ordered = rows.select_related("redirect_page").order_by(F("site").asc(nulls_first=True))
        self.rows = {row.old_path.lower(): row for row in ordered}
        self.rows |= {row.old_path: row for row in ordered}

    def exact(self, path: str, *, with_query: bool = False) -> Step | None:
        """Return the step of the redirect from `path` itself (with this query, if so asked)."""
        queries = self.queries if with_query else [""]
        keys = [key for one in queries for key in _list_spellings(path, one)]
        for key in dict.fromkeys([*keys, *(key.lower() for key in keys)]):
            step = self._make_step(self.rows.get(key), path, [])
            if step is not None:
                return step
        return None

    def below(self, path: str) -> Step | None:
        """Return the step of the closest redirect above `path` that takes what lies below along."""
        steps = [step for step in path.split("/") if step]
        last = tail = None
        for way in _ways_up(path):
            rest = steps[way.count("/") :]
            for key in dict.fromkeys((f"{way}/*", f"{way.lower()}/*")):
                if found := self._make_step(self.rows.get(key), path, rest, wild=True):
                    return found
            for key in dict.fromkeys((way, way.lower())) if rest else ():
                row = self.rows.get(key)
                if row is not None and is_old_tail(rest):
                    tail = tail or self._make_step(row, path, [])
                if row is None or not row.redirect_page_id:
                    continue
                if found := self._make_step(row, path, rest):
                    return found
                last = last or self._look_below(row, rest)
        return tail or last

    def _look_below(self, row: Redirect, rest: list[str]) -> Step | None:
        """Return the address below a row's page at which nothing is now: it may have been led on, too."""
        page = row.redirect_page
        url = (page.get_url(self.request) or "") if page.live else ""
        if not url or "://" in url:
            return None
        return Step(quote_path(f"{url}{'/'.join(rest)}/"), row.is_permanent, look_again=True)

    def _make_step(
        self, row: Redirect | None, path: str, rest: list[str], *, wild: bool = False
    ) -> Step | None:
        """Return where a row leads, or None where it leads nowhere or back to `path`."""
        if row is None:
            return None
        if row.redirect_page is not None:
            url = self._page_url(row, rest, wild)
            if not url or make_key(uri_to_iri(url)) == make_key(path):
                return None
            # The page's own address may have been led on when it was taken off the site.
            return Step(quote_path(url), row.is_permanent, look_again=not row.redirect_page.live)
        return self._build_link(row, path, rest)

    def _page_url(self, row: Redirect, rest: list[str], wild: bool) -> str:
        page = row.redirect_page
        url = page.get_url(self.request) or ""
        own = [step for step in row.redirect_page_route_path.split("/") if step] or rest
        if not page.live:
            return "" if own or "://" in url else url
        if not url or not own:
            return url
        below = f"{url.rstrip('/')}/{'/'.join(own)}"
        if knows_route(self.request, page, own):
            return f"{below}/"
        if "://" not in url and (beside := find_fixed_address(self.request, below)):
            return beside  # its Markdown twin
        # By hand and by 'all below', the page itself is better than nothing.
        return (
            url if wild or (row.redirect_page_route_path and not row.automatically_created) else ""
        )

    def _build_link(self, row: Redirect, path: str, rest: list[str]) -> Step | None:
        link = row.redirect_link.replace("*", "/".join(rest)).strip()
        parts = urlsplit(link)
        inside = _is_ours(self.request, self.site, parts.scheme, parts.netloc, link)
        if not inside:
            return Step(link, row.is_permanent) if parts.scheme in ("http", "https") else None
        target = uri_to_iri(parts.path) or "/"
        if make_key(target) == make_key(path):
            return None
        address = find_address(self.request, self.site, tidy_path(target) or "/")
        if make_key(address) == make_key(target):
            return Step(urlunsplit(("", "", quote_path(address), *parts[3:])), row.is_permanent)
        served_elsewhere = target.startswith(_ELSEWHERE) or "." in target.rpartition("/")[2]
        relative = urlunsplit(("", "", quote_path(target), *parts[3:]))
        return Step(relative, row.is_permanent, look_again=not served_elsewhere)


def _is_ours(request: HttpRequest, site: Site, scheme: str, netloc: str, link: str) -> bool:
    """Whether a link leads to an address of this very site."""
    if not netloc:
        return not scheme and link.startswith("/") and not link.startswith(("//", "/\\"))
    hosts = {request.get_host(), urlsplit(site.root_url).netloc}
    local = is_local(urlsplit(f"//{netloc}").hostname or "") and is_local(site.hostname)
    return scheme in ("http", "https") and (netloc.lower() in hosts or local)


def _ways_up(path: str) -> Iterable[str]:
    """Yield `path` and every address above it, the longest first, without the home page."""
    steps = [step for step in path.split("/") if step][:DEEPEST]
    for end in range(len(steps), 0, -1):
        yield "/" + "/".join(steps[:end])


def _list_spellings(path: str, query: str = "") -> list[str]:
    """Return the ways in which the table may hold an address: encoded and as people read it."""
    plain, key = f"?{query}" if query else "", path.rstrip("/") or "/"
    both = [quote(key, safe="/;:@&=+$,!~*'()") + plain, key + plain]
    return list(dict.fromkeys(_normalize_address(text) for text in both))


def _normalize_address(text: str) -> str:
    """Return an address with its query in the order of the alphabet, as the table holds it."""
    path, mark, query = text.partition("?")
    return path + mark + "&".join(sorted(query.split("&"))) if mark else path


def _with_capitals(site: Site) -> dict[str, str]:
    """Return the old addresses that were written with capitals, by their small form."""

    def read() -> dict[str, str]:
        rows = Redirect.objects.annotate(small=Lower("old_path")).exclude(small=F("old_path"))
        rows = rows.filter(Q(site=site) | Q(site=None))
        return dict(rows.values_list("small", "old_path"))

    return memoize(("redirects with capitals", site.pk), read)

"""Answers from the page cache, and fills it. Stands before everything else; docs/caching.md tells the rules."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from edge import compression, outage
from edge.page_cache import counts
from edge.page_cache.flights import PATIENCE, Flights
from edge.page_cache.handed_out import are_caches_told, forget_noted, may_hand_out, note_address
from edge.page_cache.keys import Key, clean_query, hide_tracking, is_for_everybody, key_of
from edge.page_cache.rules import CDN_POLICY, forbid_proxies, may_cache, tell_proxies
from edge.page_cache.store import Finished, Store, set_deadline
from infra import content_version, memory

log = logging.getLogger("clinic.cache")
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
_OF_THE_BODY = ("content-length", "content-type", "content-encoding")
_store: Store | None = None
_flights = Flights()


def open_store() -> Store:
    """Return this process's store."""
    global _store
    if _store is None:
        _store = Store()
    return _store


def clear_pages() -> None:
    """Forget every page that this process kept (tests roll the database back under it)."""
    global _store, _flights
    _store, _flights = None, Flights()
    forget_noted()


# Where the doorway leaves, for this request, what it did not find: nothing is asked twice.
LOOKED_UP = "clinic.looked_up"


class Seen(NamedTuple):
    """What a look into the page cache gave: the answer, or what it takes to make and keep one."""

    key: Key | None
    encoding: str
    answer: HttpResponse | None


def look_up(request: HttpRequest) -> Seen:
    """Look for the kept answer to a request that is everybody's (`is_for_everybody`)."""
    encoding = compression.pick_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    key = _make_key(request)
    found = _find_answer(key, encoding)
    if found is None or key is None:
        return Seen(key, encoding, None)
    counts.add_count("hit")
    return Seen(key, encoding, _send_answer(request, found, key.version))


class PageCacheMiddleware:
    """The same page for everybody is rendered once a content version, and sent as finished bytes.

    With `PAGE_CACHE=off` every request is rendered; status, headers and bytes are the same. Whatever
    fails in here is a miss: the page is made as if there were no cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a public page from memory where it can be, and remember what was made."""
        if not is_for_everybody(request):
            response = self.get_response(request)
            _forbid_proxies(request, response)
            return response
        seen = request.META.pop(LOOKED_UP, None) or look_up(request)
        if seen.answer is not None:
            return seen.answer
        return self._make_in_turn(request, seen.key, seen.encoding)

    def _make_in_turn(
        self, request: HttpRequest, key: Key | None, encoding: str
    ) -> HttpResponseBase:
        """Make the answer, or wait for somebody who is making it."""
        # Whoever brings a cookie may be shown something of their own; they get kept pages, and fill none.
        fills = key is not None and not request.META.get("HTTP_COOKIE")
        waits_for = _flights.begin_flight(key) if fills else None
        if waits_for is not None:
            waits_for.wait(PATIENCE)
            found = _find_answer(key, encoding)
            if found is not None and key is not None:
                counts.add_count("waited")
                return _send_answer(request, found, key.version)
        kept = False
        try:
            version = _read_version(key)
            response, kept = self._render_answer(request, key if fills else None, encoding, version)
        finally:
            if fills and waits_for is None:
                _flights.end_flight(key, kept=kept)
        return response

    def _render_answer(
        self, request: HttpRequest, key: Key | None, encoding: str, version: str
    ) -> tuple[HttpResponseBase, bool]:
        """Render the answer and keep it if it is everybody's. Returns it, and whether it was kept."""
        counts.add_count("render")
        meta, method = request.META, request.method
        conditions = {name: meta.pop(name) for name in _CONDITIONS if name in meta}
        request.method, request.compressed_outside = "GET", True  # type: ignore[attr-defined]
        query = _plain_query(request)
        memory.begin_whole()
        try:
            response = self.get_response(request)
        finally:
            request.method = method
            meta.update(conditions)
        if not isinstance(response, HttpResponse):
            return response, False
        return self._finish_answer(request, response, key, query, encoding, version)

    @staticmethod
    def _finish_answer(
        request: HttpRequest,
        response: HttpResponse,
        key: Key | None,
        query: str,
        encoding: str,
        version: str,
    ) -> tuple[HttpResponseBase, bool]:
        """Say who may keep the answer, keep it, and send it as the client reads it."""
        kept = False
        is_open = bool(getattr(response, "is_open", False))
        if may_cache(request, response, query):
            tell_proxies(response)
            if key is not None:
                kept = _store_answer(key, response, is_open)
        else:
            _forbid_proxies(request, response)
        if is_open:
            compression.compress_response(response, encoding)
        _limit_proxies(request, response, version)
        return _answer_conditions(request, response), kept


def _limit_proxies(request: HttpRequest, response: HttpResponse, version: str) -> None:
    """Let nginx and a CDN have an answer that may be kept until the day ends, and only if they can be told of its end.

    Parameter: `version`, the content version that the answer was made for. Said anew for each visitor: a kept page gets older.
    """
    if not response.has_header(CDN_POLICY):
        return
    tell_proxies(response)
    query = clean_query(request.META.get("QUERY_STRING", ""))
    if not (may_hand_out(request, query) and note_address(request, version)):
        forbid_proxies(response)


def _read_version(key: Key | None) -> str:
    """Return the content version that an answer is going to be made for; '' where nobody knows it or needs it."""
    if key is not None or not are_caches_told() or outage.is_known():
        return key.version if key is not None else ""
    try:
        return content_version.read_now()
    except DatabaseError:
        return ""


def _make_key(request: HttpRequest) -> Key | None:
    """Return the key of the request; None where there is no cache, or nobody knows the content version."""
    if settings.PAGE_CACHE == "off" or outage.is_known():
        return None  # nobody waits here for a database of which it is known that it is away
    try:
        version = content_version.read_now()
    except DatabaseError as error:
        if outage.is_database_away(error):
            outage.note_outage(error)
        if not connection.in_atomic_block:
            connection.close()  # a broken one is not tried again by the page
        return None
    return key_of(request, version) if version else None


def _plain_query(request: HttpRequest) -> str:
    """Return the query without tracking, after hiding that from the page."""
    query = clean_query(request.META.get("QUERY_STRING", ""))
    if query is None:
        return request.META.get("QUERY_STRING", "")
    hide_tracking(request, query)
    return query


def _find_answer(key: Key | None, encoding: str) -> Finished | None:
    """Return the kept answer; made out of the plain one where nobody has asked for this encoding yet."""
    if key is None:
        return None
    try:
        found = open_store().get((key, encoding))
        if found is None and encoding:
            plain = open_store().get((key, ""))
            if plain is not None:
                found = _encode_answer(plain, encoding)
                open_store().put((key, encoding), found)
        return found
    except Exception:
        log.exception("The page cache could not be read; the page is made anew.")
        return None


def _store_answer(key: Key, response: HttpResponse, is_open: bool) -> bool:
    """Keep the answer. Returns whether that went well."""
    try:
        headers = dict(response.headers._store)  # type: ignore[attr-defined]
        until = set_deadline() if memory.is_incomplete() else 0.0
        plain = Finished(headers, response.content, until, is_open)
        open_store().put((key, ""), plain)
        return True
    except Exception:
        log.exception("The page could not be kept; it is sent all the same.")
        return False


def _encode_answer(plain: Finished, encoding: str) -> Finished:
    if not plain.is_open:
        return plain
    response = _build_response(plain, plain.body)
    small = compression.compress_content(plain.body, encoding, html=compression.is_html(response))
    compression.dress_response(response, encoding, small)
    return Finished(dict(response.headers._store), small, plain.until, True)  # type: ignore[attr-defined]


def _build_response(finished: Finished, body: bytes) -> HttpResponse:
    response = HttpResponse(
        body, content_type="text/html"
    )  # which spares working one out; the kept one follows
    # Setting twenty headers one by one costs as much as the rest of the answer.
    response.headers._store = dict(finished.headers)  # type: ignore[attr-defined]
    return response


def _send_answer(request: HttpRequest, finished: Finished, version: str) -> HttpResponse:
    """Return a kept answer: without its body for HEAD, as 304 to whoever has it."""
    response = _build_response(finished, b"" if request.method == "HEAD" else finished.body)
    _limit_proxies(request, response, version)
    return _answer_conditions(request, response)


def _answer_conditions(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return 304 with the answer's own headers where the client has the page, else the answer."""
    if response.status_code != 200 or not any(name in request.META for name in _CONDITIONS):
        return response
    tag, changed = response.get("ETag"), response.get("Last-Modified")
    if not tag and not changed:
        return response
    since = parse_http_date_safe(changed) if changed else None
    answer = get_conditional_response(request, etag=tag, last_modified=since, response=response)
    if answer is None or answer is response:
        return response
    if answer.status_code == 304:
        for name, value in response.items():
            if name.lower() not in _OF_THE_BODY:
                answer.headers.setdefault(name, value)
    return answer


def _forbid_proxies(request: HttpRequest, response: HttpResponseBase) -> None:
    """Say to nginx that the answer is not for keeping; static files say themselves how long."""
    if not request.path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        response.headers["X-Accel-Expires"] = "0"

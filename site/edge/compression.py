"""Text travels compressed; public pages well: brotli is a seventh smaller than gzip, and quicker made."""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict
from functools import lru_cache
from hashlib import sha256
from threading import Lock

import brotli
import zstandard
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from edge.middleware import for_staff

SMALLEST = 200  # as Django's own: below it there is nothing to gain
QUICK = 5  # about 2 ms for a page of 85 kB
# About 25 ms, once a version of a page and process. A tenth smaller: a whole article then fits into
# the first ten packets of a connection (RFC 6928), which saves a phone one way there and back.
SMALL = 10
MOST_BYTES = 8_000_000
# No browser's `Accept-Encoding` is longer; what is remembered of it must not grow with what somebody sends.
_LONGEST_HEADER = 300
INDENT = re.compile(rb"\n\s+")
# Here a line's indentation is seen, sent or run; up to the end of the page where it is never closed.
SPACED_AS_WRITTEN = re.compile(
    rb"(<(pre|textarea|code|script|style|samp|xmp)\b.*?(?:</\2\s*>|\Z))", re.DOTALL | re.IGNORECASE
)
HTML = re.compile(r"(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE)
TEXT = re.compile(r"text/|image/svg|application/(\w+\+)?(json|xml|manifest)")
# What we make, the smallest first (a post of the sample site, 84,900 bytes: see docs/caching.md). Clients that
# read zstd read brotli too, and on a phone's line the smaller page is there sooner.
OURS = ("br", "zstd", "gzip")
_OFFERED = re.compile(r"([a-z*]+)\s*(?:;\s*q\s*=\s*([0-9.]+))?")


_compressed: OrderedDict[bytes, bytes] = OrderedDict()
_bytes = 0
_lock = Lock()


def pick_encoding(accepted: str) -> str:
    """Return the best of our encodings that a client takes, by its `Accept-Encoding`; '' for none."""
    return _pick_offered(accepted[:_LONGEST_HEADER])


@lru_cache(maxsize=256)
def _pick_offered(accepted: str) -> str:
    offered: dict[str, bool] = {}
    for part in accepted.lower().split(","):
        match = _OFFERED.fullmatch(part.strip())
        if match:
            offered[match[1]] = (match[2] or "1").strip("0.") != ""
    return next((name for name in OURS if offered.get(name)), "")


def _fold_page(page: bytes) -> bytes:
    """Return an HTML page without the templates' indentation (700 bytes of an article)."""
    parts = SPACED_AS_WRITTEN.split(page)
    # Of each three parts: what lies between, an element that keeps its spaces, and that element's name.
    between = (INDENT.sub(b"\n", part) for part in parts[::3])
    whole = [*parts[1::3], b""]
    return b"".join(part + kept for part, kept in zip(between, whole, strict=True))


def compress_content(content: bytes, encoding: str, *, html: bool, quick: bool = False) -> bytes:
    """Return `content` in one of our encodings; the same bytes for the same content.

    Indentation is taken out of HTML only: in Markdown, feeds, CSV and code every space may count. What
    reads gzip alone is old or no browser, and gets the page as it was written.
    """
    if encoding == "gzip":
        return gzip.compress(content, compresslevel=6 if quick else 9, mtime=0)
    content = _fold_page(content) if html and not quick else content
    if encoding == "zstd":
        return zstandard.compress(content, 3 if quick else 19)
    return brotli.compress(content, quality=QUICK if quick else SMALL)


def _remember_compressed(content: bytes, encoding: str, *, html: bool) -> bytes:
    """Return `content` compressed well, from this process's memory if it was asked for before.

    Stored under a digest of the content: the same page for everybody is compressed once, and an
    edited one never meets its older self. Two threads may both do it; the results are equal.
    """
    global _bytes
    key = sha256(content + f"{encoding}{html}".encode()).digest()
    with _lock:
        if key in _compressed:
            _compressed.move_to_end(key)
            return _compressed[key]
    small = compress_content(content, encoding, html=html)
    with _lock:
        _bytes += len(small) - len(_compressed.pop(key, b""))
        _compressed[key] = small
        while _bytes > MOST_BYTES and _compressed:
            _digest, gone = _compressed.popitem(last=False)
            _bytes -= len(gone)
    return small


def is_html(response: HttpResponseBase) -> bool:
    """Tell whether the response is a page, in which the templates' indentation means nothing."""
    return HTML.match(response.get("Content-Type", "")) is not None


def dress_response(response: HttpResponse, encoding: str, small: bytes) -> None:
    """Put the compressed content into the response, with what a client has to know about it."""
    response.content = small
    response["Content-Length"] = str(len(small))
    response["Content-Encoding"] = encoding
    tag = response.get("ETag", "")
    if tag.startswith('"'):
        response["ETag"] = f"W/{tag}"  # the same page, not the same bytes


def compress_response(response: HttpResponse, encoding: str) -> None:
    """Compress an open response: well where many will ask for it, quickly where it is somebody's own."""
    if not encoding:
        return
    if response.status_code == 200 and "no-store" not in response.get("Cache-Control", ""):
        small = _remember_compressed(response.content, encoding, html=is_html(response))
    else:
        small = compress_content(response.content, encoding, html=is_html(response), quick=True)
    dress_response(response, encoding, small)


class CompressionMiddleware(GZipMiddleware):
    """Our encodings for what is the same for everybody, Django's gzip for other text, nothing for the rest.

    Compression can give away a secret that is in the same answer as words from outside (the
    BREACH attack). A public page holds no secret. Whatever carries a token, a cookie or somebody's
    own view goes through Django's middleware, which hides the true length.

    Where the page cache stands around (`edge.page_cache`), it gets the page as it is, marked
    `is_open`, and makes every encoding out of one render.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the response, compressed where the client reads it and it is worth it."""
        if not TEXT.match(response.get("Content-Type", "")):
            return response  # pictures and archives are compressed already
        if not (isinstance(response, HttpResponse) and self._is_open(request, response)):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        if getattr(request, "compressed_outside", False):
            response.is_open = True  # type: ignore[attr-defined]
        else:
            compress_response(response, pick_encoding(request.META.get("HTTP_ACCEPT_ENCODING", "")))
        return response

    @staticmethod
    def _is_open(request: HttpRequest, response: HttpResponse) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and not for_staff(request)
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and not response.cookies
            and not getattr(response, "is_form", False)
            and not response.has_header("Content-Encoding")
            and len(response.content) >= SMALLEST
        )

"""The content version of what visitors see: one token that changes when anything published changes.

Whatever is computed once and stored (the site's layout here, whole pages at the edge) is stored under
this token. The token is a row of the database, so it changes in the same transaction as the edit
and every process sees it at once. It is random and not a counter: a rolled-back edit can never
hand its number to another one.

What no page shows has a token of its own (`Part`), so that a word for the search or a reviewer's watched word
throws away none of the pages that are kept.
"""

import uuid
from collections.abc import Callable
from contextvars import ContextVar
from enum import IntEnum

from django.db import connection
from django.http import HttpRequest, HttpResponse

from infra.models import ContentVersion

_tokens: ContextVar[dict[int, str] | None] = ContextVar("content version", default=None)
_in_request: ContextVar[bool] = ContextVar("in_request", default=False)


class Part(IntEnum):
    """What a token stands for; the number of its row."""

    PAGES = 1  # what visitors see
    SEARCHES = 2  # what only a search looks into; no search is kept
    CHECKS = 3  # what only the check of texts looks into


# Written out, since putting a number in costs as much as the query.
_QUERIES = {
    part: f"SELECT token FROM infra_contentversion WHERE id = {part.value}"  # noqa: S608 (a number of ours)
    for part in Part
}


def read_version(part: Part = Part.PAGES) -> str:
    """Return the token of a part; within a request it is read from the database once."""
    if not _in_request.get():
        return read_now(part)
    tokens = _tokens.get()
    if tokens is None:
        tokens = {}
        _tokens.set(tokens)
    if part not in tokens:
        tokens[part] = read_now(part)
    return tokens[part]


def read_now(part: Part = Part.PAGES) -> str:
    """Return the token as it stands in the database at this moment; '' where there is none yet.

    By hand: the ORM's way costs three times a whole answer from the page cache.
    """
    with connection.cursor() as cursor:
        cursor.execute(_QUERIES[part])
        row = cursor.fetchone()
    return row[0] if row else ""


def change_version(part: Part = Part.PAGES) -> None:
    """Change the token: something that visitors see, or what else the part stands for, was changed."""
    token = uuid.uuid4().hex
    ContentVersion.objects.update_or_create(pk=part.value, defaults={"token": token})
    _tokens.set(None)


class ContentVersionMiddleware:
    """Reads the content version once a request, and only if something asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Open and close the request's own memory of the token."""
        token_mark, request_mark = _tokens.set(None), _in_request.set(True)
        try:
            return self.get_response(request)
        finally:
            _tokens.reset(token_mark)
            _in_request.reset(request_mark)

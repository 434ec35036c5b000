"""A search, as the tests of its words ask for it."""

from datetime import timedelta
from unittest import mock

from django.utils import timezone

from home.finding import unanswered
from tests.factories.clinic import (
    stream,
)


def search(client, query, **more):
    return client.get("/search/", {"q": query, **more})


def text(words: str) -> str:
    return stream(("text", f"<p>{words}</p>"))


# --- Looked for in vain ---------------------------------------------------------------------------------
def ask_as(client, address: str, query: str, day: int = 0) -> None:
    with mock.patch.object(
        unanswered.timezone, "localdate", lambda: timezone.now().date() + timedelta(days=day)
    ):
        assert client.get("/search/", {"q": query}, REMOTE_ADDR=address).status_code == 200

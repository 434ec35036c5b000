"""A search, and what it found."""

from tests.factories.clinic import stream


def text(words: str) -> str:
    return stream(("text", f"<p>{words}</p>"))


def search(client, query: str, **more):
    return client.get("/search/", {"q": query, **more})

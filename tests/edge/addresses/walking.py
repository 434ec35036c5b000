"""A visitor who follows redirects."""

from urllib.parse import unquote, urlsplit

from wagtail.models import Page


def unpublish(page: Page) -> None:
    type(page).objects.get(pk=page.pk).unpublish()


def get(client, address: str):
    """Ask for an address; one that begins with two slashes as a server passes it on, as a path."""
    if not address.startswith("//"):
        return client.get(address)
    path, _mark, query = address.partition("?")
    return client.get("/", PATH_INFO=unquote(path), QUERY_STRING=query)


def walk(client, address: str) -> tuple[list[int], str]:
    """Follow redirects; return the statuses and where it ends. Fails on a second step."""
    statuses, seen = [], []
    for _step in range(6):
        seen.append(address)
        response = get(client, address)
        statuses.append(response.status_code)
        if response.status_code not in (301, 302):
            break
        address = response["Location"]
        parts = urlsplit(address)
        assert not parts.netloc or parts.netloc == "testserver", address
        assert address.startswith("/")
        assert not address.startswith(("//", "/\\"))
        assert address not in seen, f"in a circle: {seen}"
    assert len(statuses) <= 2, f"a chain: {seen}"
    return statuses, address

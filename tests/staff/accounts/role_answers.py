"""A manager's answer to an account that asks for a role."""


def answer(what, address="new@example.com"):
    """Return what the manager's screen sends."""
    return {"answer": what, "address": address}

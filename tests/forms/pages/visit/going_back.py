"""A visitor who goes back and forward by the addresses of a form's screens."""

from urllib.parse import parse_qs, urlsplit

from forms.pages.visit import draft_cookie as draft
from tests.forms.visitor import Visitor


def go_to(visitor: Visitor, step: object) -> Visitor:
    """Open a step of the visitor's tab by its address, as Back, Forward and reload do."""
    posted = getattr(visitor, "posted", None)
    query = parse_qs(urlsplit(posted.get("Location", "") if posted is not None else "").query)
    tab = f"&tab={query['tab'][0]}" if "tab" in query else ""
    return visitor.open(f"{visitor.url}?step={step}{tab}")


def name_in(visitor: Visitor) -> str:
    """Return what stands in the field for the first name."""
    return visitor.input("First name").get("value", "")


def is_empty_first_step(visitor: Visitor) -> bool:
    return (
        visitor.status == 200
        and "Step 1 of 3" in visitor.text
        and not name_in(visitor)
        and not visitor.errors
        and "You began this form" not in visitor.text
    )


def content_of(value: str) -> dict:
    return draft._unpack_cookie(value)

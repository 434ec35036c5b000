"""The requests of a view, as the inbox asks for them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from forms.requests import lists

NOON = datetime(2026, 3, 4, 12, tzinfo=ZoneInfo("America/New_York"))


def list_view(slug, user=None, now=NOON):
    """Return the requests of a view in its order, as the inbox asks for them."""
    return lists.filter_view(slug, user, now).order_by(*lists.view_order(slug))

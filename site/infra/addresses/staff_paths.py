"""Where the people who work here go: the first part of their addresses, written once.

Settings read it too, so it imports nothing. `ADMIN` and `ACCOUNTS` begin and end with a slash, as a request's path does;
`config/urls.py` puts the two lists of addresses there.
"""

from typing import Final

ADMIN: Final = "/admin/"
ACCOUNTS: Final = "/accounts/"
LOGIN: Final = f"{ACCOUNTS}login/"
STAFF_PATHS: Final = (ADMIN, ACCOUNTS)


def is_staff_path(path: str) -> bool:
    """Tell whether the address `path` belongs to the people who work here, not to visitors."""
    return path.startswith(STAFF_PATHS)

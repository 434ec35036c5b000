"""Sessions: stored under a hash, ended after a fixed time, told apart by device.

The browser holds the key; the database holds its SHA-256 (a key is random and long, so no salt is needed). Who reads
the table, or a backup of it, has nothing to put into a cookie. `settings.SESSION_ENGINE` names this module.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

BEGUN = "staff_begun"  # in the session: when its account signed in
DEVICE_NAME = "staff_device"  # in the session: what its owner reads in the list
# The first that is found counts: Edge names Chrome too, Chrome names Safari, and all name Mozilla.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def read_device_name(request: HttpRequest) -> str:
    """Return browser and system as the request names them: 'Chrome on Windows'. A help to remember, no proof."""
    agent = request.headers.get("user-agent", "")
    browser = next((name for sign, name in BROWSERS if sign in agent), _("A browser"))
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return (
        _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
        if system
        else browser
    )


def make_stored_key(key: str) -> str:
    """Return what a session's key is called in the database."""
    return hashlib.sha256(key.encode()).hexdigest()


class SessionStore(DatabaseStore):
    """Django's store in the database, with a hash for a key and an end that nothing moves."""

    @classmethod
    def get_model_class(cls) -> type:
        """Return our own table."""
        return apps.get_model("staff", "Session")

    def _get_session_from_db(self) -> Any:
        row = (
            self.model.objects.filter(
                session_key=make_stored_key(self.session_key or ""), expire_date__gt=timezone.now()
            ).first()
            if self.session_key
            else None
        )
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        """Tell whether there is a session of this key."""
        return self.model.objects.filter(session_key=make_stored_key(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Return the row to store: hashed key, whose it is, since when, until when."""
        begun = data.get(BEGUN)
        model: Any = self.model
        return model(
            session_key=make_stored_key(self._get_or_create_session_key()),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=int(data[SESSION_KEY]) if SESSION_KEY in data else None,
            device=str(data.get(DEVICE_NAME, ""))[:80],
            begun_at=datetime.fromtimestamp(begun, UTC) if begun else None,
            seen_at=timezone.now(),
        )

    def delete(self, session_key: str | None = None) -> None:
        """Delete the session, this one where no key is given."""
        if key := session_key or self.session_key:
            self.model.objects.filter(session_key=make_stored_key(key)).delete()

    def get_expiry_age(self, **kwargs: Any) -> int:
        """Return the seconds that are left: counted from the sign-in, however often the session is used."""
        begun = self.get(BEGUN)
        if not begun:
            return super().get_expiry_age(**kwargs)
        end = datetime.fromtimestamp(begun, UTC) + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return max(0, int((end - timezone.now()).total_seconds()))

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """Return the session's end (see `get_expiry_age`)."""
        begun = self.get(BEGUN)
        if not begun:
            return super().get_expiry_date(**kwargs)
        return datetime.fromtimestamp(begun, UTC) + timedelta(seconds=settings.SESSION_COOKIE_AGE)


# --- What people and administrators do with them ----------------------------------------------
def list_sessions(user: Any) -> Any:
    """Return the running sessions of an account, the one seen last first."""
    return (
        SessionStore.get_model_class()
        .objects.filter(user_id=user.pk, expire_date__gt=timezone.now())
        .order_by("-seen_at")
    )


def end_sessions(user: Any, *, except_key: str | None = None, only: str | None = None) -> int:
    """End sessions of an account; return how many.

    Parameters: `except_key`, the key of one that goes on; `only`, the mark of the only one to end.
    """
    rows = SessionStore.get_model_class().objects.filter(user_id=user.pk)
    if except_key:
        rows = rows.exclude(session_key=make_stored_key(except_key))
    if only is not None:
        rows = rows.filter(session_key=only)
    return rows.delete()[0]


def delete_expired() -> int:
    """Delete sessions past their end; return how many."""
    rows = SessionStore.get_model_class().objects.filter(expire_date__lt=timezone.now())
    return rows.delete()[0]

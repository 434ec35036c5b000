"""People of every role, and clients that are signed in as them."""

import time
from itertools import count

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

_numbers = count(1)
PASSWORD = "a calm and long pass phrase"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_user(username, *role_names, **more):
    """Return a new account with the named roles."""
    user = get_user_model().objects.create_user(
        username, f"{username}@example.com", PASSWORD, **more
    )
    user.groups.set(Group.objects.filter(name__in=role_names))
    return user


def sign_in(*role_names, username=None, **more):
    """Return a client that is signed in as a new account with the named roles; `.user` is the account."""
    name = username or f"user{next(_numbers)}"
    user = make_user(name, *role_names, **more)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def with_app(user):
    """Give an account an authenticator app whose key is SECRET."""
    TOTP.activate(user, SECRET)
    return user


def code_for(secret=SECRET, later=0):
    """Return the six digits that the app shows now, or so many periods later (each is taken once)."""
    period = int(time.time()) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(secret, period + later))


def sign_in_fully(user, client=None):
    """Return a client that has gone through the door with password and code."""
    client = client or Client()
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": code_for(SECRET)})
    client.user = user
    return client


def wrong_code(secret=SECRET):
    """Return six digits that the app does not show."""
    return f"{(int(code_for(secret)) + 123457) % 1_000_000:06d}"


def group(name):
    """Return the group behind a role."""
    return Group.objects.get(name=name)


def invite(client, *names, email="new@example.com"):
    """Invite somebody with these roles by the screen that makes accounts."""
    data = {"email": email, "name": "New Colleague", "groups": [group(n).pk for n in names]}
    return client.post(reverse("wagtailusers_users:add"), data)


def change(client, user, **fields):
    """Send the screen that changes an account, with these fields changed."""
    data = {
        "username": user.username,
        "email": user.email,
        "first_name": "A",
        "last_name": "B",
        "is_active": "on",
        "groups": [g.pk for g in user.groups.all()],
        **fields,
    }
    if data["is_active"] is None:
        del data["is_active"]
    return client.post(reverse("wagtailusers_users:edit", args=[user.pk]), data)

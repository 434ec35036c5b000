"""People of every role, and clients that are signed in as them."""

from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

_numbers = count(1)
PASSWORD = "a calm and long pass phrase"


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

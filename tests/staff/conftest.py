"""People of every role, signed in or not."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from staff import roles

PASSWORD = "a calm and long pass phrase"


def make_user(username, *role_names, **more):
    user = get_user_model().objects.create_user(
        username, f"{username}@example.com", PASSWORD, **more
    )
    user.groups.set(Group.objects.filter(name__in=role_names))
    return user


@pytest.fixture
def person(db):
    """Return a function that makes a user with the named roles."""
    return make_user


@pytest.fixture
def signed_in(db):
    """Return a function that makes a user of a role and a client that is signed in as them."""

    def make(*role_names, username=None, **more):
        user = make_user(username or f"user-{'-'.join(role_names) or 'none'}", *role_names, **more)
        client = Client()
        client.force_login(user)
        client.user = user
        return client

    return make


@pytest.fixture
def editor(signed_in):
    return signed_in(roles.EDITOR)


@pytest.fixture
def front_desk(signed_in):
    return signed_in(roles.FRONT_DESK)


@pytest.fixture
def manager(signed_in):
    return signed_in(roles.MANAGER)


@pytest.fixture
def administrator(signed_in):
    return signed_in(roles.ADMINISTRATOR)


@pytest.fixture
def superuser(signed_in):
    return signed_in(username="root", is_superuser=True, is_staff=True)

"""People of every role, signed in or not."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from staff import roles

from .people import make_user, sign_in, sign_in_fully, with_app


@pytest.fixture
def person(db):
    """Return a function that makes a user with the named roles."""
    return make_user


@pytest.fixture
def signed_in(db):
    """Return a function that makes a user of a role and a client that is signed in as them."""
    return sign_in


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


@pytest.fixture
def boss(person):
    """The clinic's manager: without one, the first is made at the set-up."""
    return person("boss", roles.MANAGER)


@pytest.fixture
def other_boss(person, boss):
    """A second one, so that neither is the last."""
    return person("otherboss", roles.MANAGER)


@pytest.fixture
def owner(person):
    """A manager with an app, recovery codes and a key, signed in with password and code."""
    user = with_app(person("owner", roles.MANAGER))
    RecoveryCodes.activate(user)
    Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "Key 1", "credential": {}}
    )
    return sign_in_fully(user)

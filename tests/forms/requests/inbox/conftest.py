"""What the tests of this folder share."""

import pytest

from staff import roles
from tests.staff.people import sign_in


@pytest.fixture
def desk():
    return sign_in(roles.FRONT_DESK, first_name="Dana")


@pytest.fixture
def manager():
    return sign_in(roles.MANAGER)

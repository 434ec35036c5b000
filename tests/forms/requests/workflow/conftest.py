"""What the tests of this folder share."""

import pytest

from tests.factories.forms import member_of, request_settings


@pytest.fixture
def desk(db):
    request_settings()
    return member_of("Front desk")

"""What the tests of this folder share."""

import pytest
from django.contrib.auth import get_user_model

from tests.factories.forms import (
    request_settings,
    starter_form,
)


@pytest.fixture
def appointment(db):
    request_settings()
    return starter_form(slug="request")


@pytest.fixture
def admin(client):
    user = get_user_model().objects.create_superuser("root", "root@clinic.example", "x")
    client.force_login(user)
    return client

"""People and a page for the tests of clinical review."""

import pytest

from staff import roles
from tests.factories import StandardPageFactory
from tests.factories.clinic import ClinicSettingsFactory
from tests.staff.people import sign_in

from .reviewing import link
from .writing import CALM


@pytest.fixture
def page(db):
    """Return a live health page whose words are as they should be."""
    body = f'[{{"type": "text", "value": "<p>{CALM}</p>"}}]'
    return StandardPageFactory(
        title="Safety",
        slug="safety",
        purpose="health",
        introduction="What to know.",
        body=body,
    )


@pytest.fixture
def editor(db):
    return sign_in(roles.EDITOR)


@pytest.fixture
def reviewer(db):
    return sign_in(roles.REVIEWER)


@pytest.fixture
def licensed_reviewer(db):
    """Return a client signed in as a reviewer whose account is linked to a licensed person."""
    client = sign_in(roles.REVIEWER)
    link(client.user)
    return client


@pytest.fixture
def administrator(db):
    return sign_in(roles.ADMINISTRATOR)


@pytest.fixture
def published_at_once(db):
    """Switch 'approve before publishing' off: what follows is about the other checks."""
    return ClinicSettingsFactory(approve_before_publishing=False)

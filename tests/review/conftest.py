"""People and a page for the tests of clinical review."""

from datetime import timedelta

import pytest
from django.utils import timezone

from staff import roles
from tests.factories import StandardPageFactory
from tests.staff.people import sign_in

from .writing import CALM


@pytest.fixture
def page(db):
    """Return a live health page whose words are as they should be."""
    today = timezone.localdate()
    body = f'[{{"type": "text", "value": "<p>{CALM}</p>"}}]'
    return StandardPageFactory(
        title="Safety",
        slug="safety",
        purpose="health",
        introduction="What to know.",
        body=body,
        last_reviewed=today - timedelta(days=10),
        next_review=today + timedelta(days=300),
    )


@pytest.fixture
def editor(db):
    return sign_in(roles.EDITOR)


@pytest.fixture
def reviewer(db):
    return sign_in(roles.REVIEWER)


@pytest.fixture
def administrator(db):
    return sign_in(roles.ADMINISTRATOR)

"""What the tests of this folder share."""

import pytest

from forms.models import Event
from forms.requests.models import EventType
from staff import roles
from tests.factories.forms import (
    ConsentFactory,
    OutboxMessageFactory,
    SubmissionFactory,
    request_settings,
)
from tests.staff.people import sign_in


@pytest.fixture
def desk(db):
    request_settings()
    return sign_in(roles.FRONT_DESK)


@pytest.fixture
def ann(db):
    """A request of Ann's with everything that hangs on one, and one of somebody else's."""
    request = SubmissionFactory(name="Ann Secret", phone="+17035550123", email="ann@example.com")
    ConsentFactory(submission=request)
    OutboxMessageFactory(submission=request)
    Event.objects.create(submission=request, kind=EventType.RECEIVED)
    other = SubmissionFactory(name="Ben", phone="+17035550188")
    ConsentFactory(submission=other)
    return request

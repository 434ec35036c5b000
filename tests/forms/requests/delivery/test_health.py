"""Monitoring is told when requests wait untold, and when no key is set."""

import pytest
from django.test import override_settings

from forms.requests import health
from tests.factories.forms import OutboxMessageFactory, request_settings

pytestmark = pytest.mark.django_db


def test_all_is_well():
    assert health.check_outbox() == (True, "nothing waits")
    assert health.check_keys()[0]


def test_untold_requests_are_reported_with_their_number_and_why():
    request_settings(notify="")
    OutboxMessageFactory(state="failed", last_error="no_address")
    well, why = health.check_outbox()
    assert not well
    assert "1 requests" in why
    assert "Settings" in why


@override_settings(FIELD_ENCRYPTION_KEYS=[])
def test_a_missing_key_is_reported():
    assert not health.check_keys()[0]


def test_readiness_asks_both():
    from edge.health import _checks

    assert {"outbox", "keys"} <= set(_checks)

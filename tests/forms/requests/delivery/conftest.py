"""What the tests of this folder share."""

import pytest

from forms.requests.delivery import mail
from tests.factories.forms import (
    request_settings,
)


@pytest.fixture
def told(db):
    return request_settings(notify="desk@clinic.example, manager@clinic.example")


@pytest.fixture
def broken(monkeypatch):
    """Let sending fail with what the test says."""

    def break_with(error):
        def fail(_self, _letter):
            raise error

        monkeypatch.setattr(mail.Postman, "send", fail)

    return break_with

"""What tests of forms share."""

import pytest

from tests.factories.forms import FormPageFactory, request_settings


@pytest.fixture
def form_page(db):
    """The small form, and somebody who is told of it."""
    request_settings()
    return FormPageFactory(slug="write", title="Write to us")

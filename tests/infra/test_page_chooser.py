"""The chooser of pages opens at the home page."""

import pytest
from django.urls import reverse

from tests.factories import StandardPageFactory, home_page

pytestmark = pytest.mark.django_db


def test_the_chooser_shows_the_pages_at_once(admin_client):
    home_page()
    StandardPageFactory(title="What it costs")
    shown = admin_client.get(reverse("wagtailadmin_choose_page")).json()["html"]
    assert "What it costs" in shown and ">Home<" in "".join(shown.split())

"""What the tests of this folder share."""

import pytest

from infra import content_version
from tests.factories.blog import BlogPostPageFactory
from tests.factories.home import (
    AboutPageFactory,
    ServicePageFactory,
    StandardPageFactory,
    home_page,
)
from tests.home.finding.searching import text


@pytest.fixture
def site():
    """A small site of several types of pages."""
    home_page()
    ServicePageFactory(title="Ketamine infusions", body=text("Given through a drip in the arm."))
    AboutPageFactory(title="About us", body=text("Our team meets you where you are."))
    StandardPageFactory(title="Costs", introduction="What an infusion costs.")
    BlogPostPageFactory(title="Cardiology and safety", body=text("Your heart is watched."))
    BlogPostPageFactory(title="A quiet room", body=text("During an infusion you rest."))
    content_version.change_version()

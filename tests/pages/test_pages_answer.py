"""Every page type of the house answers, with every block on it."""

import pytest
from bs4 import BeautifulSoup

from content.blocks import body_blocks
from tests.factories import (
    AboutPageFactory,
    ServiceIndexPageFactory,
    ServicePageFactory,
    StandardPageFactory,
    home_page,
)

pytestmark = pytest.mark.django_db


def _everything():
    """Return every block with its preview value, as a stream."""
    return [(name, block.get_preview_value()) for name, block in body_blocks()]


@pytest.mark.parametrize(
    "make",
    [home_page, ServiceIndexPageFactory, ServicePageFactory, AboutPageFactory, StandardPageFactory],
)
def test_each_page_type_answers_with_one_heading_of_the_first_level(client, make):
    page = make()
    response = client.get(page.url)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    assert len(soup.find_all("h1")) == 1

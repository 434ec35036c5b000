"""What the tests of this folder share."""

from datetime import date

import pytest

from tests.factories.blog import (
    BlogCategoryFactory,
    BlogPostPageFactory,
)
from tests.factories.clinic import PersonFactory


@pytest.fixture
def posts():
    """Three posts by two people over two years."""
    safety = BlogCategoryFactory(name="Safety", slug="safety", description="How we keep you safe.")
    ana = PersonFactory(name="Ana", slug="ana", credentials="MD")
    BlogPostPageFactory(
        title="A", category=safety, author=ana, date=date(2023, 3, 3), tag_names=["driving", "iv"]
    )
    BlogPostPageFactory(
        title="B", category=safety, author=ana, date=date(2024, 3, 3), tag_names=["iv"]
    )
    BlogPostPageFactory(title="C", date=date(2024, 4, 4), author=PersonFactory(slug="ben"))

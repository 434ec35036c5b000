"""Hundreds of private pages, as an import leaves them: whatever shows pages to visitors still answers, and shows none of them.

SQLite refuses a query with more than a thousand conditions, and Wagtail's own `.public()` writes one a private page.
"""

import pytest
from wagtail.models import Page, PageViewRestriction

from content.cards import page_cards
from content.samples import sample_pages
from desk.templatetags.desk_tags import targets_for
from infra.content_version import change_version
from tests.factories import ServicePageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed():
    """A page behind a sign-in, and eleven hundred restrictions on drafts below it."""
    page = StandardPageFactory(title="Closed")
    draft = StandardPageFactory(parent=page, live=False)
    rows = [PageViewRestriction(page=draft, restriction_type="login") for _ in range(1100)]
    PageViewRestriction.objects.bulk_create(
        [*rows, PageViewRestriction(page=page, restriction_type="login")]
    )
    change_version()
    return page


def test_cards_samples_and_choices_answer_and_leave_them_out(closed):
    open_page = StandardPageFactory(title="Open")
    assert set(page_cards([closed.pk, open_page.pk])) == {open_page.pk}
    shown = sample_pages(50)
    assert open_page.pk in {page.pk for page in shown}
    assert closed.pk not in {page.pk for page in shown}
    targets = {page.pk for page in targets_for(Page.objects.get(pk=open_page.pk))}
    assert closed.pk not in targets


def test_treatments_and_the_search_answer(closed, client):
    service = ServicePageFactory(title="Infusions")
    overview = service.get_parent().specific
    assert [one.pk for one in overview.services()] == [service.pk]
    assert client.get(overview.url).status_code == 200
    assert client.get("/search/", {"q": "how much does it cost"}).status_code == 200

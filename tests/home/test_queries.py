"""What the home page and a treatment page cost: warm, whole answer, no page cache."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic.models import Menu
from tests.factories.blog import many_posts
from tests.factories.clinic import (
    ClinicImageFactory,
    ClinicSettingsFactory,
    FaqEntryFactory,
    LocationFactory,
    MenuFactory,
    NoticeFactory,
    PersonFactory,
    ReferenceFactory,
    stream,
)
from tests.factories.home import (
    AboutPageFactory,
    ServicePageFactory,
    StandardPageFactory,
    home_page,
)

pytestmark = pytest.mark.django_db
SIZES = [10, 500, pytest.param(2000, marks=pytest.mark.slow)]


def cost(client, url: str) -> int:
    """Return the number of queries of a warm page."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def furnish(posts: int) -> None:
    """Give the site what every page shows: settings, menus, people, places, notices, posts."""
    ClinicSettingsFactory()
    PersonFactory(photo=ClinicImageFactory())
    LocationFactory(map_image=ClinicImageFactory())
    NoticeFactory()
    menu = MenuFactory(slot=Menu.Slot.MAIN)
    menu.items = [("page", {"page": AboutPageFactory().page_ptr, "label": ""})]
    menu.save()
    many_posts(posts, picture=ClinicImageFactory())


def home_blocks() -> str:
    """Return the blocks of a home page as a clinic would use them."""
    services = [ServicePageFactory(picture=ClinicImageFactory()) for _ in range(3)]
    cards = [{"page": s.pk, "title": "", "text": "", "picture": None} for s in services]
    steps = [{"title": "You call", "time": "", "text": "<p>We answer.</p>"}]
    return stream(
        ("text", f'<h2>A</h2><p>See <a linktype="page" id="{services[0].pk}">this</a>.</p>'),
        ("cards", {"title": "What we treat", "introduction": "", "cards": cards}),
        ("steps", {"title": "How it goes", "introduction": "", "steps": steps}),
        ("faq", {"title": "Questions", "entries": [FaqEntryFactory().pk]}),
        ("people", {"title": "Team", "introduction": "", "people": []}),
        ("latest_posts", {"title": "Latest", "count": 3, "category": None}),
        ("locations", {"title": "Where", "locations": [], "show_hours": True, "show_map": True}),
        ("call_to_action", {"title": "Talk to us", "kind": "request"}),
    )


@pytest.mark.parametrize("count", SIZES)
def test_the_home_page_costs_at_most_fourteen_queries(client, count):
    furnish(count)
    page = home_page()
    page.picture, page.body = ClinicImageFactory(), home_blocks()
    page.save_revision().publish()
    assert cost(client, "/") <= 14


@pytest.mark.parametrize("count", SIZES)
def test_a_treatment_page_costs_at_most_twelve_queries(client, count):
    furnish(count)
    person, source = PersonFactory(photo=ClinicImageFactory()), ReferenceFactory()
    page = ServicePageFactory(
        author=person,
        picture=ClinicImageFactory(),
        body=stream(
            ("text", f'<h2>A</h2><p>x<a linktype="reference" id="{source.pk}"></a></p>'),
            ("faq", {"title": "Questions", "entries": [FaqEntryFactory().pk]}),
        ),
        further_references=stream(("reference", ReferenceFactory().pk)),
    )
    assert cost(client, page.get_url()) <= 12


def test_more_posts_cost_the_home_page_nothing(client):
    furnish(10)
    page = home_page()
    page.body = home_blocks()
    page.save_revision().publish()
    before = cost(client, "/")
    many_posts(490)
    assert cost(client, "/") == before


def test_a_page_deep_in_the_tree_costs_as_much_as_one_at_the_top(client):
    top = StandardPageFactory(title="Top")
    deep = StandardPageFactory(title="Deep", parent=StandardPageFactory(title="Middle", parent=top))
    assert cost(client, deep.get_url()) == cost(client, top.get_url())

"""Whoever enters an old address learns at once where no visitor is led from it."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from tests.every_page import soup_of
from tests.factories import StandardPageFactory, home_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def costs():
    home_page()
    return StandardPageFactory(title="What it costs", slug="costs")


def enter(client, old, *, pk=None, **target):
    name, args = ("edit", [pk]) if pk else ("add", [])
    data = {"old_path": old, "site": "", "is_permanent": "on", **target}
    answer = client.post(reverse(f"wagtailredirects:{name}", args=args), data, follow=True)
    return " ".join(soup_of(answer).select_one(".messages").get_text(" ").split())


def test_one_that_leads_visitors_on_is_added_without_a_word_more(admin_client, client, costs):
    for old, target in (
        ("/old/", {"redirect_page": costs.pk}),
        ("/older/", {"redirect_link": "/costs/"}),
        ("/oldest/", {"redirect_link": "/old/"}),
        ("/far/", {"redirect_link": "https://www.fda.gov/"}),
        ("/all/*", {"redirect_link": "/costs/*"}),
    ):
        said = enter(admin_client, old, **target)
        assert "added" in said and "Nothing" not in said and "nothing" not in said, old
    assert client.get("/oldest/").get("Location") == "/costs/"


def test_one_at_which_a_page_stands_says_that_it_does_nothing(admin_client, costs):
    said = enter(admin_client, "/costs/", redirect_link="https://www.fda.gov/")
    assert "added" in said and "does nothing while a page stands at ‘/costs’" in said


def test_one_to_a_draft_or_to_nothing_says_so(admin_client, costs):
    draft = StandardPageFactory(title="Later", slug="later", live=False)
    said = enter(admin_client, "/old/", redirect_page=draft.pk)
    assert "leads nowhere until ‘Later’ is published" in said
    assert "Nothing is to be found at ‘/gone’" in enter(
        admin_client, "/old2/", redirect_link="/gone/"
    )


def test_one_to_itself_or_in_a_circle_is_refused(admin_client, costs):
    assert "Leads in a circle: /old → /old." in enter(admin_client, "/old/", redirect_link="/old/")
    enter(admin_client, "/a/", redirect_link="/b/")
    assert "Leads in a circle: /b → /a → /b." in enter(admin_client, "/b/", redirect_link="/a/")
    assert [row.old_path for row in Redirect.objects.all()] == ["/a"]


def test_it_is_said_when_one_is_changed_too(admin_client, costs):
    row = Redirect.objects.create(old_path="/old", redirect_page=costs)
    assert "updated" in enter(admin_client, "/old/", pk=row.pk, redirect_page=costs.pk)
    said = enter(admin_client, "/old/", pk=row.pk, redirect_link="/old/")
    assert "Leads in a circle" in said
    assert "Nothing is to be found" in enter(
        admin_client, "/old/", pk=row.pk, redirect_link="/gone/"
    )

"""The list of words for the search tells the truth about where they lead."""

import pytest
from django.urls import reverse

from home.models import SearchWord
from tests.every_page import soup_of
from tests.factories import StandardPageFactory, home_page

pytestmark = pytest.mark.django_db


def test_a_page_that_visitors_do_not_see_yet_is_said_and_a_long_phrase_is_cut(admin_client):
    home_page()
    draft = StandardPageFactory(title="Parking", live=False)
    SearchWord.objects.create(typed="garage", page=draft)
    SearchWord.objects.create(typed="x" * 900, page=StandardPageFactory(title="Costs"))
    listed = soup_of(admin_client.get(reverse("wagtailsnippets_home_searchword:list")))
    words = " ".join(listed.select_one("main").get_text(" ").split())
    assert "Parking (visitors don't see it yet)" in words
    assert "Costs (visitors" not in words and "x" * 81 not in words

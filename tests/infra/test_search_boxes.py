"""Every search box of the admin takes whatever somebody types or pastes into it."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories.blog import BlogPostPageFactory

pytestmark = pytest.mark.django_db
TYPED = (
    '"', '"what is', 'pain"', '5" needle', '"-"', '"!?"', '( "', "it's", "50%", "a:b", "NOT AND OR", "*", "^", "\\", "\x00", "🌊",
    "x" * 5000, "🌊" * 700, "{title} : x", "NEAR(a b)", "",
)  # fmt: skip
BOXES = (
    "wagtailadmin_explore_root", "wagtailadmin_choose_page", "wagtailimages:index", "wagtaildocs:index", "posts:index",
    "wagtailsnippets_clinic_person:list", "wagtailsnippets_clinic_reference:list", "wagtailredirects:index",
    "wagtailusers_users:index", "wagtailimages_chooser:choose_results", "wagtaildocs_chooser:choose_results",
    "wagtailsnippetchoosers_clinic_reference:choose_results", "find", "guide:index", "wagtailadmin_pages:search",
)  # fmt: skip


@pytest.mark.parametrize("name", BOXES)
def test_a_search_box_takes_whatever_is_typed(admin_client, name):
    factories.home_page()
    address = reverse(name)
    broken = [
        words[:20]
        for words in TYPED
        if admin_client.get(address, {"q": words}, follow=True).status_code != 200
    ]
    assert broken == []


def test_words_beside_a_quotation_mark_are_found(admin_client):
    BlogPostPageFactory(title="A 5 inch needle")
    for words in ('5" needle', '"needle"', 'needle"', "needle"):
        page = admin_client.get(reverse("posts:index"), {"q": words}).content.decode()
        assert "A 5 inch needle" in page, words

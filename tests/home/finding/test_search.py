"""Search over the whole site, as visitors and strangers use it."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from clinic.models import Menu
from tests.factories.blog import BlogPostPageFactory
from tests.factories.clinic import MenuFactory
from tests.factories.forms import FormPageFactory
from tests.factories.home import (
    AboutPageFactory,
    home_page,
)
from tests.home.finding.searching import search, text

pytestmark = pytest.mark.django_db


def found(response) -> list[str]:
    return [BeautifulSoup(r.title, "html.parser").get_text() for r in response.context["results"]]


# --- Finding -----------------------------------------------------------------------------------
def test_words_of_titles_and_of_texts_are_found_titles_first(client, site):
    assert found(search(client, "infusion"))[0] == "Ketamine infusions"
    assert set(found(search(client, "infusion"))) == {
        "Ketamine infusions", "Costs", "A quiet room"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("cardio", "Cardiology and safety"),
        ("CARDIOLOGY", "Cardiology and safety"),
        ("heart", "Cardiology and safety"),
        ("hearts", "Cardiology and safety"),
        ('"drip in the arm"', "Ketamine infusions"),
        ("what is a drip?", "Ketamine infusions"),
        ("drip arm", "Ketamine infusions"),
        ("quiet roo", "A quiet room"),
        ("costs", "Costs"),
        ("cost", "Costs"),
    ],
)
def test_people_find_what_they_mean(client, site, query, title):
    assert title in found(search(client, query))


def test_accents_do_not_matter_either_way(client):
    BlogPostPageFactory(title="José and Zürich", body=text("A naïve café."))
    BlogPostPageFactory(title="Plain", body=text("A naive cafe."))
    for query in ("jose", "José", "zurich"):
        assert found(search(client, query)) == ["José and Zürich"]
    for query in ("cafe", "café", "NAÏVE"):
        assert set(found(search(client, query))) == {"José and Zürich", "Plain"}


def test_a_page_is_found_once(client, site):
    titles = found(search(client, "ketamine infusions"))
    assert len(titles) == len(set(titles))


def test_where_no_page_has_all_words_some_are_enough(client, site):
    response = search(client, "heart drip")
    assert response.context["relaxed"]
    assert set(found(response)) == {"Cardiology and safety", "Ketamine infusions"}
    assert "some of them" in response.context["sentence"]


def test_drafts_and_private_pages_are_never_found(client, site):
    BlogPostPageFactory(title="Draft of zebra", live=False)
    private = BlogPostPageFactory(title="Private zebra", body=text("zebra"))
    PageViewRestriction.objects.create(page=private.page_ptr, restriction_type="login")
    response = search(client, "zebra")
    assert found(response) == []
    assert "zebra" not in [t.title.lower() for t in response.context["closest"]]
    assert client.get("/search/suggest/?q=zebra").json() == {"suggestions": []}


def test_an_unpublished_page_is_gone_at_once(client, site):
    post = BlogPostPageFactory(title="Zebra")
    assert found(search(client, "zebra")) == ["Zebra"]
    post.unpublish()
    assert found(search(client, "zebra")) == []


def test_a_draft_of_a_live_page_is_not_searched(client):
    post = BlogPostPageFactory(title="Public", body=text("known"))
    post.body = text("unpublishedword")
    post.save_revision()
    assert found(search(client, "unpublishedword")) == []


def test_only_posts_where_asked(client, site):
    response = search(client, "infusion", **{"in": "blog"})
    assert found(response) == ["A quiet room"]
    assert [(s.label, s.current) for s in response.context["scopes"]] == [
        ("The whole site", False),
        ("Posts only", True),
    ]
    assert set(found(search(client, "infusion", **{"in": "nowhere"}))) > {"A quiet room"}


# --- Showing -----------------------------------------------------------------------------------
def test_a_result_says_what_it_is_and_shows_why(client, site):
    BlogPostPageFactory(title="Form", body=text("x"))
    results = {r.url: r for r in search(client, "infusion").context["results"]}
    labels = {str(r.label) for r in results.values()}
    assert labels == {"Treatment", "Page", "Post"}
    post = next(r for r in results.values() if r.label == "Post")
    assert "<mark>infusion</mark>" in post.excerpt
    assert post.date is not None


def test_forms_and_the_home_page_have_their_labels(client, site):
    FormPageFactory(title="Request quokka")
    home = home_page()
    home.introduction = "Welcome quokka."
    home.save_revision().publish()
    labels = {str(r.label) for r in search(client, "quokka").context["results"]}
    assert labels == {"Form", "Home page"}


def test_each_result_leads_to_its_page(client, site):
    page = BeautifulSoup(search(client, "infusion").content, "html.parser")
    hrefs = [a["href"] for mark in page.select("main a mark") if (a := mark.find_parent("a"))]
    assert hrefs
    assert {client.get(href).status_code for href in hrefs} == {200}


def test_results_come_in_pages_that_keep_the_query(client):
    many = 23
    for n in range(many):
        BlogPostPageFactory(title=f"Zebra & co {n}")
    first = search(client, "zebra & co")
    assert (len(found(first)), first.context["count"]) == (10, many)
    second = client.get(first.context["pagination"].next_url)
    assert len(found(second)) == 10
    assert second.context["query"] == "zebra & co"
    assert not set(found(first)) & set(found(second))
    in_blog = search(client, "zebra", **{"in": "blog"}).context["pagination"].next_url
    assert "in=blog" in in_blog


@pytest.mark.parametrize("page", ["0", "-1", "abc", "", "1e9", "99999999999", "9" * 5000])
def test_a_page_of_results_that_is_not_there_is_no_error(client, site, page):
    assert search(client, "infusion", page=page).status_code == 200


# --- Nothing found -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ketamin infusoins", "ketamin infusions"),  # the beginning of a word is no slip
        ("cardilogy", "cardiology"),
        ("quietroom", "quiet room"),
        ("kost", ""),
        ("refund", ""),
    ],
)
def test_a_slip_is_mended_before_anything_is_given_up(client, site, typed, meant):
    context = search(client, typed).context
    assert (context["mended"] or {"text": ""})["text"] == meant
    if not meant:
        return
    assert found(search(client, typed)) == found(search(client, meant)) != []
    back = client.get(context["mended"]["url"])
    assert (back.context["query"], back.context["mended"]) == (typed, None)


def test_titles_that_are_alike_are_offered(client, site):
    context = search(client, "qiet rooom", **{"as": "typed"}).context
    assert context["count"] == 0
    assert "A quiet room" in [t.title for t in context["closest"]]


def test_where_nothing_is_alike_the_menu_and_new_posts_help(client, site):
    about = AboutPageFactory(title="Who we are")
    menu = MenuFactory(slot=Menu.Slot.MAIN)
    menu.items = [("page", {"page": about.page_ptr, "label": "Our team"})]
    menu.save()
    context = search(client, "qqqqqqqq").context
    assert context["mended"] is None and context["closest"] == []
    assert [link.label for link in context["popular"]] == ["Our team"]
    assert len(context["latest"]) == 2


def test_an_empty_search_is_a_page_with_a_field(client, site):
    for query in ("", "   ", "\t"):
        response = search(client, query)
        assert response.status_code == 200
        assert (response.context["count"], response.context["sentence"]) == (0, "")
        field = BeautifulSoup(response.content, "html.parser").select_one("main input[name=q]")
        assert field is not None and field.get("value", "") == ""
    assert client.get("/search/").status_code == 200

"""The page of a person who stands for content: a reviewer without posts has one, a sample is told to nobody."""

import pytest
from wagtail.models import PageViewRestriction

from tests.every_page import graph_of, make_page, soup_of
from tests.factories import PersonFactory, StandardPageFactory, home_page
from tests.review.reviewing import approved, licensed

pytestmark = pytest.mark.django_db
ROOT = "http://localhost"


@pytest.fixture
def reviewed():
    """A page that a reviewer without any post has approved."""
    user = licensed(slug="ada", disclosures="None to declare.")
    page = StandardPageFactory(title="Is it safe?", purpose="health")
    approved(page, user)
    return page, user.reviewer.person


def test_a_reviewer_without_posts_has_a_page_that_their_pages_lead_to(client, reviewed):
    page, person = reviewed
    line = soup_of(client.get(page.url)).main.find("a", string=person.display_name)
    soup = soup_of(client.get(line["href"]))
    assert line["href"] == "/people/ada/"
    assert soup.h1.string == person.display_name
    words = soup.main.get_text(" ")
    for fact in (person.role, person.licence, person.disclosures):
        assert fact in words
    listed = soup.select_one("section[aria-labelledby=reviewed] a")
    assert (listed["href"], listed.string) == (page.url, page.title)


def test_the_graph_says_whose_page_it_is(client, reviewed):
    nodes = graph_of(client.get("/people/ada/"))
    page = next(node for node in nodes.values() if node["@type"] == "ProfilePage")
    person = nodes[page["mainEntity"]["@id"]]
    assert person["@id"] == f"{ROOT}/#person-ada"
    assert person["url"] == f"{ROOT}/people/ada/"
    assert person["worksFor"] == {"@id": f"{ROOT}/#clinic"}
    trail = nodes[f"{ROOT}/people/ada/#breadcrumb"]["itemListElement"]
    assert [step["name"] for step in trail] == ["Home", person["name"] + ", MD"]


def test_an_author_has_a_page_with_what_they_wrote(client):
    author = PersonFactory(slug="bo", is_sample=False)
    post = make_page("BlogPostPage", author=author, title="My post")
    soup = soup_of(client.get("/people/bo/"))
    assert soup.select_one("section[aria-labelledby=written] a")["href"] == post.url
    assert soup.find(id="reviewed") is None


def test_search_engines_and_assistants_are_told(client, reviewed):
    assert f"{ROOT}/people/ada/</loc>" in client.get("/sitemap.xml").content.decode()
    assert f"({ROOT}/people/ada/index.md)" in client.get("/llms.txt").content.decode()
    twin = client.get("/people/ada/index.md")
    assert twin["Content-Type"].startswith("text/markdown")
    assert "None to declare." in twin.content.decode()
    assert "None to declare." in client.get("/llms-full.txt").content.decode()
    alternate = soup_of(client.get("/people/ada/")).find("link", type="text/markdown")
    assert alternate["href"] == "/people/ada/index.md"


def test_a_sample_profile_is_shown_and_told_to_no_search_engine(client):
    make_page("BlogPostPage", author=PersonFactory(slug="sample", is_sample=True))
    soup = soup_of(client.get("/people/sample/"))
    assert "Sample profile" in soup.main.get_text()
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex, follow"
    assert "/people/" not in client.get("/sitemap.xml").content.decode()
    assert client.get("/people/sample/index.md").status_code == 404


def test_who_stands_for_nothing_public_has_no_page(client, reviewed):
    page, person = reviewed
    PersonFactory(slug="idle", is_sample=False)
    assert client.get("/people/idle/").status_code == 404
    assert client.get("/people/nobody/").status_code == 404
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert client.get(f"/people/{person.slug}/").status_code == 404


def test_what_changed_since_its_review_is_not_called_reviewed(client, reviewed):
    page, _person = reviewed
    page.introduction = "Other words than those that were approved."
    page.save_revision().publish()
    soup = soup_of(client.get("/people/ada/"))
    assert soup.find(id="reviewed") is None


def test_a_page_of_the_site_may_lie_at_such_an_address(client):
    home_page()
    parent = StandardPageFactory(slug="people")
    child = StandardPageFactory(parent=parent, slug="our-team")
    assert soup_of(client.get(child.url)).h1.string == child.title


def test_more_pages_cost_no_more_queries(client, reviewed, django_assert_max_num_queries):
    user = reviewed[1].reviewer.user
    for number in range(6):
        approved(StandardPageFactory(purpose="health", slug=f"more-{number}"), user)
    client.get("/people/ada/")
    with django_assert_max_num_queries(9):
        assert client.get("/people/ada/").status_code == 200

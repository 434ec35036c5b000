"""What search engines and shared links read in the head of a page."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.test import RequestFactory
from wagtail.models import Site

from clinic.layout import layout_for
from clinic.models import ClinicSettings
from clinic.person_pages import person_url
from infra.view_restrictions import private_parts
from pages.content_change import change_joins
from seo.head import build_head, shorten_name
from tests.every_page import PAGE_TYPES, graph_of, make_page, soup_of
from tests.factories import ClinicImageFactory, PersonFactory, StandardPageFactory, home_page

pytestmark = pytest.mark.django_db
ROOT = "http://localhost"


def head(context: dict, address: str = "/", **query: str) -> BeautifulSoup:
    """Return what the tag writes for a context, as parsed HTML."""
    home_page()
    template = engines["django"].from_string("{% load seo_tags %}{% seo_head %}")
    html = template.render(context, RequestFactory().get(address, query))
    return BeautifulSoup(html, "html.parser")


def meta(soup: BeautifulSoup, name: str) -> str | None:
    """Return the content of the one meta tag `name`, or None; fails if there are two."""
    found = [*soup.find_all("meta", attrs={"name": name}), *soup.find_all(attrs={"property": name})]
    assert len(found) <= 1, name
    return found[0]["content"] if found else None


def canonical(soup: BeautifulSoup) -> str | None:
    """Return the canonical address, or None; fails if there are two."""
    found = soup.find_all("link", rel="canonical")
    assert len(found) <= 1
    return found[0]["href"] if found else None


def clinic(**fields) -> ClinicSettings:
    """Set the clinic's facts."""
    site = Site.objects.get(is_default_site=True)
    row, _created = ClinicSettings.objects.update_or_create(
        site=site, defaults={"name": "Stillwater Clinic", **fields}
    )
    return row


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_each_page_type_names_itself_once(client, name):
    page = make_page(name)
    soup = soup_of(client.get(page.url))
    assert len(soup.find_all("title")) == 1
    assert canonical(soup) == f"{ROOT}{page.url}"
    assert meta(soup, "og:url") == f"{ROOT}{page.url}"
    # The home page is shared under the clinic's name; its own title is for staff.
    assert meta(soup, "og:title") == ("Clinic" if name == "HomePage" else page.title)
    assert meta(soup, "robots").startswith("index")
    assert not [tag for tag in soup.find_all("meta") if tag.get("content") == ""]


def test_the_title_carries_the_clinics_name(client):
    home_page()
    clinic()
    page = StandardPageFactory(title="What it costs")
    assert soup_of(client.get(page.url)).title.string == "What it costs – Stillwater Clinic"


def test_a_title_of_the_editors_own_stands_alone(client):
    page = StandardPageFactory(title="Costs", seo_title="Prices of ketamine infusions")
    assert soup_of(client.get(page.url)).title.string == "Prices of ketamine infusions"


def test_the_home_page_is_called_as_the_clinic(client):
    page = home_page()
    clinic(tagline="Ketamine treatment in plain words")
    expected = "Stillwater Clinic – Ketamine treatment in plain words"
    assert soup_of(client.get(page.url)).title.string == expected


def test_query_strings_do_not_make_further_addresses(client):
    page = StandardPageFactory()
    soup = soup_of(client.get(page.url, {"utm_source": "mail", "page": "3"}))
    assert canonical(soup) == f"{ROOT}{page.url}"


def test_the_second_page_of_a_list_is_a_page_of_its_own():
    soup = head({"title": "Blog", "page_number": 2}, "/blog/", page="2", utm="x")
    assert canonical(soup) == f"{ROOT}/blog/?page=2"
    assert soup.title.string.startswith("Blog – page 2")


@pytest.mark.parametrize("number", ["1", "0", "-2", "x", "", "99999999999", "²"])
def test_odd_page_numbers_never_reach_the_canonical_address(number):
    assert canonical(head({"title": "Blog", "page_number": number}, "/blog/")) == f"{ROOT}/blog/"


def test_an_editors_canonical_address_wins(client):
    page = StandardPageFactory(canonical_url="https://example.com/original/")
    assert canonical(soup_of(client.get(page.url))) == "https://example.com/original/"


def test_what_is_hidden_has_no_canonical_address():
    soup = head({"title": "Thank you", "robots": "noindex"}, "/thanks/")
    assert meta(soup, "robots") == "noindex, follow"
    assert canonical(soup) is None
    assert meta(soup, "og:url") is None


def test_an_error_page_stands_for_no_address(client):
    home_page()
    response = client.get("/nothing-here/?q=1")
    soup = soup_of(response)
    assert response.status_code == 404
    assert "noindex" in meta(soup, "robots")
    assert canonical(soup) is None


def test_the_description_is_the_introduction_on_one_line(client):
    page = StandardPageFactory(introduction="First line.\n\nSecond  line.")
    assert meta(soup_of(client.get(page.url)), "description") == "First line. Second line."


def test_a_description_for_search_engines_stands_before_the_introduction(client):
    page = StandardPageFactory(introduction="For readers.", search_description="For searchers.")
    assert meta(soup_of(client.get(page.url)), "description") == "For searchers."


def test_a_shared_link_shows_the_pages_picture_in_the_right_size(client):
    picture = ClinicImageFactory(file__width=1600, file__height=1000)
    page = StandardPageFactory(picture=picture, picture_alt="A quiet lake")
    soup = soup_of(client.get(page.url))
    assert meta(soup, "og:image").startswith(f"{ROOT}/media/images/")
    assert meta(soup, "og:image").endswith(".jpg")
    assert (meta(soup, "og:image:width"), meta(soup, "og:image:height")) == ("1200", "630")
    assert meta(soup, "og:image:alt") == "A quiet lake"
    assert meta(soup, "twitter:card") == "summary_large_image"


def test_the_clinics_picture_stands_in(client):
    home_page()
    clinic(social_image=ClinicImageFactory(file__width=1300, file__height=700))
    page = StandardPageFactory()
    assert meta(soup_of(client.get(page.url)), "og:image:width") == "1200"


def test_without_any_picture_there_is_no_picture_tag(client):
    page = StandardPageFactory()
    soup = soup_of(client.get(page.url))
    assert meta(soup, "og:image") is None
    assert meta(soup, "twitter:card") == "summary"


def test_a_picture_whose_file_is_gone_breaks_nothing(client):
    picture = ClinicImageFactory()
    picture.file.storage.delete(picture.file.name)
    page = StandardPageFactory(picture=picture)
    response = client.get(page.url)
    assert response.status_code == 200
    assert meta(soup_of(response), "og:image") is None


def test_articles_tell_when_they_were_published_and_changed(client):
    page = make_page(
        "BlogPostPage",
        date=date(2024, 5, 6),
        last_published_at=datetime(2025, 1, 2, 3, 4, tzinfo=UTC),
    )
    soup = soup_of(client.get(page.url))
    assert meta(soup, "og:type") == "article"
    assert meta(soup, "article:published_time") == "2024-05-06"
    assert meta(soup, "article:modified_time").startswith("2025-01-01T22:04")


def test_feeds_are_offered():
    feeds = [{"title": "News", "type": "application/rss+xml", "url": "/blog/feed/"}]
    link = head({"title": "Blog", "feeds": feeds}).find("link", rel="alternate")
    assert (link["href"], link["type"], link["title"]) == (
        "/blog/feed/",
        "application/rss+xml",
        "News",
    )


def test_a_copy_for_trying_out_asks_every_page_to_be_left_out(client, settings):
    settings.REFUSE_ROBOTS = True
    page = StandardPageFactory()
    response = client.get(page.url)
    assert meta(soup_of(response), "robots") == "noindex, nofollow"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_a_hostile_title_stays_text(client, name):
    title = '</script><script>alert(1)</script>"><b>&amp;'
    page = make_page(name, title=title)
    clinic(name=title)
    response = client.get(page.url)
    soup = soup_of(response)
    assert b"<script>alert(1)" not in response.content
    assert meta(soup, "og:title") == title
    assert title in [node.get("name") for node in graph_of(response).values()]


def test_the_head_asks_the_database_for_nothing_but_the_trail(django_assert_num_queries):
    home_page()
    made = StandardPageFactory(author=PersonFactory(is_sample=False))
    page = type(made).objects.select_related("author", *change_joins()).get(pk=made.pk)
    request = RequestFactory().get(made.url)
    layout = layout_for(request)
    # The trail, and (outside of a request) the content version, for private parts and for the clinic's icons.
    private_parts()
    person_url(made.author)  # who stands for what is read once a content version
    with django_assert_num_queries(3):
        build_head({"page": page, "layout": layout, "request": request})


@pytest.mark.parametrize(
    ("name", "room", "short"),
    [
        ("Avesta Ketamine and Wellness", 28, "Avesta Ketamine and Wellness"),
        ("Avesta Ketamine and Wellness", 27, "Avesta Ketamine"),
        ("Avesta Ketamine and Wellness", 14, "Avesta"),
        ("Avesta Ketamine and Wellness", 5, ""),
        ("Avesta Ketamine and Wellness", -9, ""),
        ("The Clinic", 4, ""),
    ],
)
def test_a_long_title_shortens_the_clinics_name(name, room, short):
    assert shorten_name(name, room) == short


def test_a_title_stays_within_what_search_engines_show(client):
    ClinicSettings.objects.create(site=Site.objects.get(), name="Avesta Ketamine and Wellness")
    page = StandardPageFactory(title="What one large review found, and how sure")
    assert soup_of(client.get(page.url)).title.string == (
        "What one large review found, and how sure – Avesta Ketamine"
    )


def test_a_title_that_is_too_long_itself_is_not_cut(client):
    title = "A title that its writer wanted to be longer than any search engine shows"
    page = StandardPageFactory(title=title)
    assert soup_of(client.get(page.url)).title.string == title

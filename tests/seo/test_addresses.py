"""Fixed addresses: robots.txt, the sitemap, the manifest, llms.txt, and where old addresses lead."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction, Site

from clinic.models import ClinicSettings
from seo import sitemap as sitemap_module
from tests.every_page import PAGE_TYPES, make_page
from tests.factories import MenuFactory, StandardPageFactory, home_page, stream
from tests.factories.blog import BlogPostPageFactory, blog_index
from tests.factories.clinic import ClinicImageFactory, PersonFactory
from tests.factories.home import ServicePageFactory

pytestmark = pytest.mark.django_db
ROOT = "http://localhost"
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def listed(client, address: str = "/sitemap.xml") -> dict[str, str]:
    """Return the addresses that a sitemap lists, each with its day of change."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    tree = ElementTree.fromstring(response.content)
    return {
        entry.findtext("s:loc", namespaces=NS): entry.findtext("s:lastmod", "", namespaces=NS)
        for entry in tree
    }


def test_robots_txt_closes_what_is_for_staff_and_names_the_sitemap(client):
    home_page()
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert response["Content-Type"].startswith("text/plain")
    assert "User-agent: *" in lines
    for path in ("/admin/", "/accounts/", "/search/"):
        assert f"Disallow: {path}" in lines
    assert f"Sitemap: {ROOT}/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def test_robots_txt_refuses_all_on_a_copy_for_trying_out(client, settings):
    settings.REFUSE_ROBOTS = True
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines == ["User-agent: *", "Disallow: /"]


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_each_page_type_is_listed(client, name):
    page = make_page(name)
    assert f"{ROOT}{page.url}" in listed(client)


def test_the_sitemap_tells_when_a_page_changed(client):
    page = StandardPageFactory(last_published_at=datetime(2025, 3, 4, 12, tzinfo=UTC))
    assert listed(client)[f"{ROOT}{page.url}"] == "2025-03-04"


def test_drafts_and_private_pages_are_not_listed(client):
    draft = StandardPageFactory(live=False)
    private = StandardPageFactory()
    PageViewRestriction.objects.create(
        page=private, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert not {f"{ROOT}{draft.url_path}", f"{ROOT}{private.url}"} & set(listed(client))


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_what_asks_not_to_be_indexed_is_not_listed(client, name):
    page = make_page(name)
    page.noindex = True
    page.save_revision().publish()
    assert f"{ROOT}{page.url}" not in listed(client)
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex, follow"
    assert soup.find("link", rel="canonical") is None


def test_a_hidden_page_takes_no_other_with_it(client):
    page, other = StandardPageFactory(noindex=True), StandardPageFactory()
    assert f"{ROOT}{page.url}" not in listed(client)
    assert f"{ROOT}{other.url}" in listed(client)


def test_a_large_site_gets_an_index_of_parts(client, monkeypatch):
    monkeypatch.setattr(sitemap_module.PublicPages, "limit", 2)
    home = home_page()
    pages = {f"{ROOT}{page.url}" for page in [home, *StandardPageFactory.create_batch(4)]}
    parts = listed(client)
    assert len(parts) == 3
    found = set()
    for part in parts:
        found |= set(listed(client, part.replace("http://testserver", "")))
    assert found == pages


@pytest.mark.parametrize("part", ["0", "9", "x", "-1", ""])
def test_a_part_that_is_not_there_is_a_404(client, part):
    home_page()
    assert client.get("/sitemap-pages.xml", {"p": part}).status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_the_manifest_carries_the_clinics_name(client):
    home_page()
    ClinicSettings.objects.create(site=Site.objects.get(), name='Still "water" Clinic')
    response = client.get("/site.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    data = response.json()
    assert data["name"] == 'Still "water" Clinic'
    assert {icon["sizes"] for icon in data["icons"]} == {"192x192", "512x512"}


def test_llms_txt_lists_the_menus_pages(client):
    page = StandardPageFactory(title="What it costs")
    MenuFactory(slot="main", items=stream(("page", {"page": page.pk, "label": "Costs [all]"})))
    ClinicSettings.objects.create(site=Site.objects.get(), name="Still\n# Clinic")
    lines = client.get("/llms.txt").content.decode().splitlines()
    assert lines[0] == "# Still # Clinic"
    assert f"- [Costs (all)]({ROOT}{page.url})" in lines


def test_the_old_address_leads_to_the_new_one(client, django_capture_on_commit_callbacks):
    page = StandardPageFactory(slug="old-name")
    old = page.url
    page.slug = "new-name"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, "/new-name/")


def test_pages_below_a_renamed_page_are_found_again(client, django_capture_on_commit_callbacks):
    parent = StandardPageFactory(slug="parent")
    child = StandardPageFactory(parent=parent, slug="child")
    old = child.url
    parent.slug = "renamed"
    with django_capture_on_commit_callbacks(execute=True):
        parent.save_revision().publish()
    assert client.get(old)["Location"] == "/renamed/child/"


def test_a_fixed_address_takes_no_post(client):
    for address in ("/robots.txt", "/sitemap.xml", "/site.webmanifest", "/llms.txt"):
        assert client.post(address).status_code == 405


# --- The address that is running -------------------------------------------------------------------
@pytest.mark.parametrize("host", ["127.0.0.1:8001", "localhost:8190"])
def test_on_ones_own_machine_everything_names_the_address_in_use(client, host):
    post = BlogPostPageFactory(picture=ClinicImageFactory())
    ClinicSettings.objects.create(site=Site.objects.get(), name="Clinic")
    MenuFactory(slot="main", items=stream(("page", {"page": post.pk, "label": "Post"})))
    client.defaults["HTTP_HOST"] = host
    root = f"http://{host}"
    soup = BeautifulSoup(client.get(post.url).content, "html.parser")
    assert soup.find("link", rel="canonical")["href"] == f"{root}{post.url}"
    for name in ("og:url", "og:image"):
        assert soup.find("meta", property=name)["content"].startswith(f"{root}/")
    assert f"Sitemap: {root}/sitemap.xml" in client.get("/robots.txt").content.decode()
    assert f"]({root}{post.url})" in client.get("/llms.txt").content.decode()
    assert all(address.startswith(f"{root}/") for address in listed(client))
    for feed in ("rss", "atom"):
        text = client.get(f"{blog_index().url}feed/{feed}/").content.decode()
        assert f"{root}{post.url}" in text
        assert "http://localhost/" not in text
    graph = soup.find("script", type="application/ld+json").string
    assert "http://localhost/" not in graph


def test_a_live_sites_address_is_never_taken_from_the_request(client):
    page = StandardPageFactory()
    Site.objects.update(hostname="clinic.example.com", port=443)
    for host in ("127.0.0.1:8001", "evil.example"):
        response = client.get(page.url, headers={"host": host})
        soup = BeautifulSoup(response.content, "html.parser")
        assert soup.find("link", rel="canonical")["href"] == f"https://clinic.example.com{page.url}"
        assert f"https://clinic.example.com{page.url}" in listed(client)


def test_two_sites_each_name_their_own_address(client):
    home_page()
    other = StandardPageFactory(slug="other")
    below = StandardPageFactory(parent=other, slug="below")
    Site.objects.update(hostname="one.example.com")
    Site.objects.create(hostname="two.example.com", port=80, root_page=other)
    text = client.get("/sitemap.xml", headers={"host": "two.example.com"}).content.decode()
    assert "<loc>http://two.example.com/below/</loc>" in text
    assert "one.example.com" not in text
    page = client.get("/below/", headers={"host": "two.example.com"})
    soup = BeautifulSoup(page.content, "html.parser")
    assert soup.find("link", rel="canonical")["href"] == "http://two.example.com/below/"
    assert below.title in page.content.decode()


# --- What the sitemap tells -------------------------------------------------------------------------
def test_a_page_that_names_another_address_is_not_listed(client):
    elsewhere = StandardPageFactory(canonical_url="https://elsewhere.example/x")
    same = StandardPageFactory()
    same.canonical_url = f"{ROOT}{same.url}"
    same.save()
    assert f"{ROOT}{elsewhere.url}" not in listed(client)
    assert f"{ROOT}{same.url}" in listed(client)


def test_pictures_stand_in_the_sitemap_once_they_are_made(client):
    page = StandardPageFactory(picture=ClinicImageFactory())
    StandardPageFactory()
    client.get(page.url)  # makes the picture for shared links
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    space = {**NS, "i": "http://www.google.com/schemas/sitemap-image/1.1"}
    found = [
        (entry.findtext("s:loc", namespaces=space), picture.text)
        for entry in tree
        for picture in entry.findall("i:image/i:loc", space)
    ]
    assert [address for address, _picture in found] == [f"{ROOT}{page.url}"]
    assert found[0][1].startswith(f"{ROOT}/media/")


def test_head_and_sitemap_tell_the_same_day(client):
    page = ServicePageFactory(
        last_published_at=datetime(2025, 3, 4, 3, tzinfo=UTC),
        first_published_at=datetime(2025, 1, 4, 3, tzinfo=UTC),
        author=PersonFactory(),
    )
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    said = soup.find("meta", property="article:modified_time")["content"]
    seen = soup.select_one(".c-byline").find(string=re.compile("Updated")).find_next("time")
    assert seen["datetime"] == said[:10]
    assert said[:10] == listed(client)[f"{ROOT}{page.url}"] == "2025-03-03"


def test_a_page_that_did_not_change_since_says_nothing_of_it(client):
    day = datetime(2025, 3, 4, 15, tzinfo=UTC)
    page = ServicePageFactory(last_published_at=day, first_published_at=day, author=PersonFactory())
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert "Updated" not in soup.select_one(".c-byline").get_text()

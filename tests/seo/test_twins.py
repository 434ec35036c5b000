"""The Markdown twin of a page: the same words, for whoever reads without a screen; nothing private, and no copy in search results."""

import json
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
import yaml
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from clinic.models import ClinicSettings, Notice
from infra.content_version import change_version
from tests.every_page import PAGE_TYPES, make_page
from tests.factories import StandardPageFactory, home_page, stream
from tests.factories.blog import BlogPostPageFactory, blog_index

ROOT = "http://localhost"


def read(client, address: str) -> tuple[dict, str]:
    """Return a twin's facts and its text."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    _, facts, text = response.content.decode().split("---\n", 2)
    return yaml.safe_load(facts), text


@pytest.mark.django_db
class TestPages:
    """Every public page has a twin, and nothing else has."""

    @pytest.mark.parametrize("name", PAGE_TYPES)
    def test_each_page_type_has_one_that_the_page_names(self, client, name):
        page = make_page(name)
        soup = BeautifulSoup(client.get(page.url).content, "html.parser")
        link = soup.find("link", rel="alternate", type="text/markdown")
        assert link["href"] == f"{page.url}index.md"
        facts, text = read(client, link["href"])
        assert facts["title"] == page.title
        assert facts["address"] == f"{ROOT}{page.url}"
        assert f"\n# {soup.h1.get_text(strip=True)}\n" in text
        assert "<" not in re.sub(r"<https?://[^>]*>", "", text)

    def test_search_engines_are_led_to_the_page(self, client):
        page = StandardPageFactory()
        response = client.get(f"{page.url}index.md")
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Link"] == f'<{ROOT}{page.url}>; rel="canonical"'
        assert not response.cookies

    def test_help_in_a_crisis_stands_under_every_one(self, client):
        page = StandardPageFactory()
        assert "988" in read(client, f"{page.url}index.md")[1].rsplit("---", 1)[1]

    def test_a_form_becomes_a_link_and_no_token_leaves(self, client):
        page = make_page("FormPage")
        _, text = read(client, f"{page.url}index.md")
        assert f"[Fill in the form]({ROOT}{page.url})" in text
        assert "csrf" not in text.lower()

    @pytest.mark.parametrize("kind", ["draft", "private", "hidden", "gone"])
    def test_what_is_not_public_has_none(self, client, kind):
        page = StandardPageFactory(live=kind != "draft", noindex=kind == "hidden")
        if kind == "private":
            PageViewRestriction.objects.create(
                page=page, restriction_type=PageViewRestriction.LOGIN
            )
        elif kind == "gone":
            page.delete()
        assert client.get(f"{page.url}index.md").status_code == 404
        assert page.title not in client.get("/llms-full.txt").content.decode()

    @pytest.mark.parametrize("kind", ["public", "draft", "private", "hidden"])
    def test_its_button_stands_where_it_is(self, client, admin_client, kind):
        words = "".join(f"<h2>Part {number}</h2><p>Words.</p>" for number in range(4))
        post = BlogPostPageFactory(noindex=kind == "hidden", body=stream(("text", words)))
        if kind == "private":
            PageViewRestriction.objects.create(
                page=post, restriction_type=PageViewRestriction.LOGIN
            )
        address = post.url
        if kind == "draft":
            post.unpublish()
            address = f"/admin/pages/{post.pk}/view_draft/"
        soup = BeautifulSoup(admin_client.get(address).content, "html.parser")
        assert soup.select_one("[data-share-copy]")
        assert bool(soup.select_one("[data-share-text]")) is (kind == "public")
        assert bool(soup.select_one("link[type='text/markdown']")) is (kind == "public")

    def test_a_member_of_staff_gets_what_a_visitor_gets(self, client, admin_client):
        page = StandardPageFactory()
        assert (
            admin_client.get(f"{page.url}index.md").content
            == client.get(f"{page.url}index.md").content
        )

    @pytest.mark.parametrize(
        "address", ["/blog/category/safety/index.md", "/blog/feed/rss/index.md", "/costs/index.md/"]
    )
    def test_a_list_inside_a_page_has_none(self, client, address):
        BlogPostPageFactory(category__slug="safety", category__name="Safety")
        assert client.get(address).status_code in (301, 404)

    def test_a_blogs_twin_lists_its_posts(self, client):
        post = BlogPostPageFactory(title="On driving")
        _, text = read(client, f"{blog_index().url}index.md")
        assert f"[On driving]({ROOT}{post.url})" in text

    def test_an_edit_shows_at_once(self, client):
        page = StandardPageFactory(title="Before")
        read(client, f"{page.url}index.md")
        page.title = "After"
        page.save_revision().publish()
        assert read(client, f"{page.url}index.md")[0]["title"] == "After"

    def test_a_title_can_not_break_out_of_its_line(self, client):
        page = StandardPageFactory(title='Quote " and: colon\u2028---')
        facts, _ = read(client, f"{page.url}index.md")
        assert facts["title"] == page.title

    def test_the_whole_site_in_one_text(self, client):
        ClinicSettings.objects.create(site=Site.objects.get(), name="Still Clinic")
        page, post = StandardPageFactory(title="Costs"), BlogPostPageFactory(title="On driving")
        response = client.get("/llms-full.txt")
        text = response.content.decode()
        assert text.startswith("# Still Clinic\n")
        addresses = re.findall(r'^address: "(.*)"$', text, re.M)
        assert f"{ROOT}{page.url}" in addresses
        assert addresses[-1] == f"{ROOT}{post.url}"
        assert len(addresses) == len(set(addresses))

    def test_llms_txt_tells_of_posts_and_of_the_whole_text(self, client):
        home_page()
        post = BlogPostPageFactory(title="On driving", introduction="Leave\nthe car.")
        lines = client.get("/llms.txt").content.decode().splitlines()
        assert f"- [On driving]({ROOT}{post.url}index.md): Leave the car." in lines
        assert f"- [All pages in one text]({ROOT}/llms-full.txt)" in lines

    def test_more_posts_ask_the_database_no_more(self, client, settings):
        settings.PAGE_CACHE = "off"
        home_page()
        counts = []
        for _more in range(2):
            BlogPostPageFactory.create_batch(3)
            change_version()
            client.get("/llms.txt")
            with CaptureQueriesContext(connection) as asked:
                client.get("/llms.txt")
            counts.append(len(asked))
        assert counts[0] == counts[1] <= 6

    def test_browsers_learn_how_to_search(self, client):
        home_page()
        soup = BeautifulSoup(client.get("/").content, "html.parser")
        response = client.get(soup.find("link", rel="search")["href"])
        assert response["Content-Type"].startswith("application/opensearchdescription+xml")
        tree = BeautifulSoup(response.content, "html.parser")
        assert tree.find("url")["template"] == f"{ROOT}/search/?q={{searchTerms}}"


@pytest.mark.django_db
class TestFeeds:
    """Feeds carry the whole post."""

    def _post(self):
        return BlogPostPageFactory(
            title="On driving",
            date=date(2026, 3, 1),
            body=stream(("text", "<p>Leave <b>the car</b>, see <a href='/costs/'>costs</a>.</p>")),
        )

    def test_json_feed_tells_all_of_a_post(self, client):
        post = self._post()
        response = client.get(f"{blog_index().url}feed/json/")
        assert response["Content-Type"].startswith("application/feed+json")
        data = json.loads(response.content)
        assert data["version"] == "https://jsonfeed.org/version/1.1"
        item = data["items"][0]
        assert (item["title"], item["url"]) == ("On driving", f"{ROOT}{post.url}")
        assert item["date_published"].startswith("2026-03-01T12:00:00")
        text = BeautifulSoup(item["content_html"], "html.parser")
        assert text.b.string == "the car"
        assert text.a["href"] == f"{ROOT}/costs/"

    @pytest.mark.parametrize("address", ["feed/json/", "index.md"])
    def test_a_notice_inside_a_post_goes_when_its_day_is_over(self, client, monkeypatch, address):
        today = timezone.localdate()
        notice = Notice.objects.create(
            title="Only today", text="<p>x</p>", place=Notice.Place.SITE, starts=today, ends=today
        )
        post = BlogPostPageFactory(body=stream(("notice", {"notice": notice.pk})))
        url = f"{post.url if address == 'index.md' else blog_index().url}{address}"
        assert "Only today" in client.get(url).content.decode()
        monkeypatch.setattr(timezone, "localdate", lambda *a, **k: today + timedelta(days=1))
        assert "Only today" not in client.get(url).content.decode()

    @pytest.mark.parametrize(
        ("feed", "tag"),
        [
            ("rss", "{http://purl.org/rss/1.0/modules/content/}encoded"),
            ("atom", "{http://www.w3.org/2005/Atom}content"),
        ],
    )
    def test_xml_feeds_carry_the_same_text(self, client, feed, tag):
        self._post()
        tree = ElementTree.fromstring(client.get(f"{blog_index().url}feed/{feed}/").content)
        (found,) = tree.iter(tag)
        text = BeautifulSoup(found.text, "html.parser")
        assert text.b.string == "the car"
        assert not text.find(attrs={"class": True})


@pytest.mark.django_db
def test_only_pages_with_a_form_of_their_own_lead_to_it(client):
    text = read(client, f"{StandardPageFactory(purpose='health').url}index.md")[1]
    assert "Fill in the form" not in text

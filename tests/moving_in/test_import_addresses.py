"""Addresses of an import: free, wanted by nothing else, old ones that lead on, links between pages."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from home.models import StandardPage
from moving_in.models import ImportNote
from tests.factories.blog import blog_index
from tests.factories.home import home_page
from tests.moving_in.bringing import bring, stored

from .exports import HOST, category, export, item, page, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_site")]


def test_addresses_are_free_and_wanted_by_nothing_else(tmp_path, client):
    StandardPage(title="Here already", slug="costs")
    home = home_page()
    home.add_child(instance=StandardPage(title="Here already", slug="costs"))
    bring(
        write(
            tmp_path,
            export(
                page(1, "Costs", slug="costs"), item(2, "Costs too", slug="costs"), item(3, "Feed", slug="feed"),
                item(4, "Category", slug="category"), page(5, "Search", slug="search"), page(6, "Admin", slug="admin"),
                item(7, "Über Angst", slug="%c3%bcber-angst"), item(8, "疼痛", slug="%e7%96%bc%e7%97%9b"), item(9, "", "No title but words", slug="9"),
                item(10, "Very long " * 40, slug="very-long-" * 25), item(11, "Emoji 🌙 <em>and tags</em> &amp; &lt;b&gt;", slug="emoji"),
                page(12, "Documents", slug="documents"), page(13, "Robots", slug="robots.txt"), page(14, "Static", slug="static"),
                page(15, "Accounts", slug="accounts"), item(16, "!!!", slug=""),
            ),
        )
    )  # fmt: skip
    slugs = dict(Page.objects.filter(live=False).values_list("title", "slug"))
    assert slugs["Costs"] == "costs-2"
    assert slugs["Costs too"] == "costs"
    assert (slugs["Feed"], slugs["Category"]) == ("feed-2", "category-2")
    assert (slugs["Search"], slugs["Admin"], slugs["Static"], slugs["Accounts"]) == (
        "search-2",
        "admin-2",
        "static-2",
        "accounts-2",
    )
    assert slugs["Documents"] == "documents-2"
    assert slugs["Über Angst"] == "uber-angst"
    assert slugs["No title but words"] == "no-title-but-words"
    assert slugs["Emoji 🌙 and tags & <b>"] == "emoji"
    assert all(len(title) <= 255 for title in slugs)
    assert len({one.url_path for one in Page.objects.all()}) == Page.objects.count()
    assert all(slug.isascii() and slug for slug in slugs.values())


def test_links_between_pages_lead_to_pages(tmp_path):
    text = (
        f'<a href="{HOST}/later-post/">a</a> <a href="/a-page/">b</a> <a href="{HOST}/?p=3">c</a> <a href="{HOST}/old-name/">d</a> '
        f'<a href="http://old-clinic.example/later-post">e</a> <a href="{HOST}/2023/05/06/later-post/#part">f</a> <a href="{HOST}/gone/">g</a> '
        f'<a href="{HOST}/">h</a> <a href="{HOST}/blog/">i</a> <a href="https://old-clinic.example.evil.example/later-post/">j</a>'
    )
    bring(
        write(
            tmp_path,
            export(
                item(1, "First", text), item(2, "Later", slug="later-post", meta={"_wp_old_slug": "old-name"}),
                page(3, "A page", f'<a href="{HOST}/entry-1/">back</a>', slug="a-page"),
            ),
        )
    )  # fmt: skip
    first, later, third = (
        Page.objects.get(title=title).pk for title in ("First", "Later", "A page")
    )
    value = stored("First")
    for letter, number in (
        ("a", later),
        ("b", third),
        ("c", third),
        ("d", later),
        ("e", later),
        ("f", later),
        ("h", home_page().pk),
    ):
        assert f'id=\\"{number}\\">{letter}</a>' in value, letter
    assert f'id=\\"{blog_index().pk}\\">i</a>' in value
    assert ">g</a>" not in value
    assert "old-clinic.example.evil.example" in value
    assert f'id=\\"{first}\\"' in stored("A page")
    assert Page.objects.filter(title="Later").count() == 1
    assert ImportNote.objects.filter(kind="link", text__contains="/gone/").exists()


def test_old_addresses_lead_on_once_their_page_is_live(tmp_path, client):
    bring(
        write(
            tmp_path,
            export(
                item(
                    11, "What to expect", slug="x", link=f"{HOST}/2023/05/06/x/", terms=[("category", "visits", "Visits"), ("post_tag", "first", "first visit")],
                    meta=[("_wp_old_slug", "first-guide"), ("_wp_old_slug", "even-older")],
                ),
                item(12, "Über", slug="%c3%bcber", link=f"{HOST}/%c3%bcber/"),
                page(13, "Below", slug="below", link=f"{HOST}/above/below/"),
                head=category(4, "visits", "Visits", "care"),
            ),
        )
    )  # fmt: skip
    assert client.get("/2023/05/06/x/").status_code == 404  # a draft is nothing to lead to
    for one in Page.objects.filter(live=False).specific():
        one.get_latest_revision().publish()
    where = {
        "/2023/05/06/x/": "/blog/x/", "/2023/05/x/": "/blog/x/", "/?p=11": "/blog/x/", "/2023/05/06/first-guide/": "/blog/x/",
        "/2023/05/06/even-older": "/blog/x/", "/%C3%BCber/": "/blog/uber/", "/?p=12&utm_source=a": "/blog/uber/?utm_source=a",
        "/above/below/": "/below/", "/?page_id=13": "/below/", "/category/visits/": "/blog/category/visits/",
        "/category/care/visits/": "/blog/category/visits/", "/?cat=4": "/blog/category/visits/", "/tag/first/": None,
        "/feed/": "/blog/feed/rss/", "/?feed=rss2": "/blog/feed/rss/", "/feed/atom/": "/blog/feed/atom/", "/2023/": "/blog/year/2023/",
        "/2023/05/": "/blog/year/2023/", "/page/2/": "/blog/",
    }  # fmt: skip
    for old, new in where.items():
        answer = client.get(old)
        if new is not None:
            assert (answer.status_code, answer.headers.get("Location")) == (301, new), old
    assert client.get("/?p=999").status_code == 200
    assert client.get("/?utm_source=x").status_code == 200
    assert client.get("/?p=11&p=12").headers["Location"] == "/blog/x/"

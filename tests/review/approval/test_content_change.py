"""'Updated', `dateModified` and `lastmod` are the day on which the words changed, not the day of a publish."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from unittest import mock
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from review.approval.changes import note_unknown
from review.models import PublicText
from tests.factories.blog import BlogPostPageFactory
from tests.factories.clinic import FaqEntryFactory, stream
from tests.factories.home import StandardPageFactory

pytestmark = pytest.mark.django_db
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DAY = timedelta(days=1)


def publish(page, later: timedelta = timedelta()) -> None:
    """Publish a page so many days from now."""
    now = timezone.now() + later
    with mock.patch("django.utils.timezone.now", lambda: now):
        page.save_revision().publish()


def first_published(page, ago: timedelta) -> None:
    Page.objects.filter(pk=page.pk).update(
        first_published_at=timezone.now() - ago, last_published_at=timezone.now() - ago
    )
    PublicText.objects.filter(page_id=page.pk).update(changed_at=timezone.now() - ago)


def told(client, page) -> set[str]:
    """Return the days that sitemap, head and the visible line tell."""
    sitemap = ET.fromstring(client.get("/sitemap.xml").content)
    lastmod = {
        urlsplit(entry.findtext(f"{NS}loc", "")).path: entry.findtext(f"{NS}lastmod", "")
        for entry in sitemap.iter(f"{NS}url")
    }
    soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
    days = {lastmod[page.get_url()]}
    if meta := soup.find("meta", property="article:modified_time"):
        days.add(meta["content"][:10])
    days |= {
        mark["datetime"]
        for mark in soup.select(".c-byline time")
        if "Updated" in mark.parent.get_text()
    }
    return days


def test_a_publish_without_a_change_is_no_update(client):
    post = BlogPostPageFactory(title="A post", body=stream(("text", "<p>Words.</p>")))
    publish(post)
    first_published(post, 30 * DAY)
    then = str(timezone.localdate(timezone.now() - 30 * DAY))
    assert told(client, post) == {then}
    post = type(post).objects.get(pk=post.pk)
    post.slug = "another-address"
    publish(post)
    assert type(post).objects.get(pk=post.pk).last_published_at > timezone.now() - DAY
    assert told(client, type(post).objects.get(pk=post.pk)) == {then}
    post = type(post).objects.get(pk=post.pk)
    post.body = stream(("text", "<p>Other words.</p>"))
    publish(post)
    assert told(client, post) == {str(timezone.localdate())}


def test_an_answer_that_a_page_shows_is_its_content(client):
    entry = FaqEntryFactory(answer="<p>Yes.</p>")
    page = StandardPageFactory(
        title="Answers", body=stream(("faq", {"title": "", "entries": [entry.pk]}))
    )
    publish(page)
    first_published(page, 30 * DAY)
    entry.answer = "<p>No.</p>"
    entry.save()
    assert PublicText.objects.get(page_id=page.pk).changed_at > timezone.now() - DAY
    assert str(timezone.localdate()) in told(client, page)


def test_pages_from_before_keep_the_day_of_their_last_publish(client):
    page = StandardPageFactory(title="Old")
    Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now() - 50 * DAY)
    PublicText.objects.all().delete()
    assert note_unknown() > 0
    day = timezone.localdate(PublicText.objects.get(page_id=page.pk).changed_at)
    assert day == timezone.localdate(timezone.now() - 50 * DAY)
    assert note_unknown() == 0


def test_the_list_of_pages_asks_once_for_all(client):
    def cost() -> int:
        client.get("/sitemap.xml")
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap.xml")
        return len(queries)

    publish(StandardPageFactory())
    few = cost()
    for _n in range(5):
        publish(StandardPageFactory())
    assert cost() == few

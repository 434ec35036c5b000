"""What is shared between requests depends on nothing that differs between them, and nothing leaks through it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import Notice
from home import routing
from infra import memory
from review.approval.review_line import grace_days
from review.models import Approval
from tests import factories
from tests.every_page import OTHER_ADDRESSES, one_of_each
from tests.review.reviewing import approved

pytestmark = pytest.mark.django_db
# A form differs each time it is asked for: its token, its one-time key.
_ONCE = re.compile(
    r'(name="(?:csrfmiddlewaretoken|_?token|[^"]*key|_state|draft)"\s+value=")[^"]*"'
)


@pytest.fixture
def pages():
    pages = one_of_each()
    factories.LocationFactory()
    factories.MenuFactory()
    today = timezone.localdate()
    Notice.objects.create(title="Until today", text="<p>x</p>", place="site", ends=today)
    Notice.objects.create(
        title="From tomorrow", text="<p>x</p>", place="site", starts=today + timedelta(1)
    )
    # A review that is late from tomorrow on.
    approved(pages["ServicePage"])
    Approval.objects.update(next_review=today - timedelta(days=grace_days()))
    return pages


def plain(response):
    text = _ONCE.sub(r'\1"', response.content.decode(errors="replace"))
    return re.sub(r'value="[A-Za-z0-9_\-=:.]{30,}"', 'value=""', text)


VISITORS = {
    "a stranger": {},
    "somebody with cookies": {"HTTP_COOKIE": "theme=dark; seen=1", "HTTP_USER_AGENT": "Other/1"},
}


def test_every_page_on_two_days_two_hosts_for_two_visitors(pages, monkeypatch):
    today = timezone.localdate()
    real, day = timezone.localdate, today
    monkeypatch.setattr(
        timezone, "localdate", lambda value=None, zone=None: real(value, zone) if value else day
    )
    blog = pages["BlogIndexPage"].url
    paths = [
        *(page.url for page in pages.values()), *sorted(set(OTHER_ADDRESSES) - {"/healthz", "/readyz"}),
        "/nothing-here/", f"{blog}feed/rss/", f"{blog}feed/atom/", f"{blog}?page=1", "/sitemap-pages.xml",
        f"{pages['ServicePage'].url}index.md", f"{pages['BlogPostPage'].url}index.md",
    ]  # fmt: skip

    def everything(forget):
        found = {}
        nonlocal day
        for day in (today, today + timedelta(days=1)):
            for host in ("localhost", "127.0.0.1:8123"):
                for name, headers in VISITORS.items():
                    for path in paths:
                        if forget:
                            memory.clear_memory()
                        answer = Client().get(path, HTTP_HOST=host, **headers)
                        found[path, day, host, name] = plain(answer)
        return found

    remembered, anew = everything(forget=False), everything(forget=True)
    assert remembered.keys() == anew.keys()
    for case, text in anew.items():
        assert remembered[case] == text, case
    home = pages["HomePage"].url
    assert "Until today" in anew[home, today, "localhost", "a stranger"]
    assert "From tomorrow" in anew[home, day, "localhost", "a stranger"]
    assert all(
        anew[path, d, h, "a stranger"] == anew[path, d, h, "somebody with cookies"]
        for path, d, h, _name in anew
    )


def test_nothing_that_a_request_does_leaks_into_another(pages):
    first = {name: plain(Client().get(page.url)) for name, page in pages.items()}
    home = pages["HomePage"]
    for page in pages.values():
        steps = [step for step in page.url.split("/") if step]
        mine = routing.find_deepest_page(home, steps)[0] if steps else routing.find_home(home)
        # Everything that code of a request could do to the page that it was given.
        mine.title, mine.introduction, mine.live = "LEAKED", "LEAKED", False
        mine.picture = mine.author = None
        mine.seo_title = mine.search_description = "LEAKED"
        mine.is_previewed = True
        mine.__dict__["breadcrumbs"] = [{"title": "LEAKED", "url": "/"}] * 2
        mine.routed_by = []
    memory_of_pieces = [key for key in memory._memory if key[1][0] == "piece"]
    for key in memory_of_pieces:
        del memory._memory[key]
    for name, page in pages.items():
        assert plain(Client().get(page.url)) == first[name], name


def test_a_preview_neither_fills_nor_reads_pieces(pages, admin_client, rf, admin_user):
    page = pages["StandardPage"]
    Client().get(page.url)
    before = set(memory._memory)
    page.title = "Only a draft"
    page.save_revision()
    shown = page.make_preview_request(preview_mode=page.default_preview_mode)
    assert "Only a draft" in shown.content.decode()
    pieces = {key for key in set(memory._memory) - before if key[1][0] == "piece"}
    assert not pieces
    assert "Only a draft" not in Client().get(page.url).content.decode()


def test_the_toolbar_of_staff_stands_in_no_piece(pages, admin_client):
    page = pages["StandardPage"]
    assert "wagtail-userbar" in admin_client.get(page.url).content.decode()
    assert "wagtail-userbar" not in Client().get(page.url).content.decode()
    assert not any("wagtail-userbar" in str(value) for value, _size in memory._memory.values())

"""A notice shows on top of every page unless somebody says otherwise, and the list says where it shows."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from clinic.models import Notice
from infra.editing.typed_times import say_date
from tests.factories import NoticeFactory, StandardPageFactory, stream

pytestmark = pytest.mark.django_db


def listed(client):
    """Return what the list says of each notice, by its title."""
    response = client.get(reverse(Notice.snippet_viewset.get_url_name("list")))
    page = BeautifulSoup(response.content, "html.parser")
    rows = [row.find_all("td") for row in page.select("table.listing tbody tr")]
    texts = [[" ".join(cell.get_text(" ").split()) for cell in row] for row in rows]
    return {title.split(" ")[0]: " | ".join(rest) for _box, title, *rest in texts}


def test_a_new_notice_stands_on_top_of_every_page(admin_client):
    form = admin_client.get(reverse(Notice.snippet_viewset.get_url_name("add"))).context["form"]
    assert form["place"].value() == "site" and form["active"].value() is True
    notice = Notice(title="Closed tomorrow", text="<p>Snow.</p>")
    notice.save()
    page = StandardPageFactory()
    shown = BeautifulSoup(admin_client.get(page.url).content, "html.parser")
    assert "Closed tomorrow" in shown.select_one(".c-top-notices").text


def test_the_list_says_where_each_notice_shows_and_why_not(admin_client):
    today = timezone.localdate()
    later, before = today + timedelta(days=3), today - timedelta(days=1)
    NoticeFactory(title="top", place="site", ends=later)
    NoticeFactory(title="open", place="forms")
    NoticeFactory(title="off", place="site", active=False)
    NoticeFactory(title="ended", place="site", ends=before)
    NoticeFactory(title="coming", place="site", starts=later)
    NoticeFactory(title="nowhere", place="chosen")
    used = NoticeFactory(title="used", place="chosen")
    StandardPageFactory(body=stream(("notice", {"notice": used.pk})))
    says = listed(admin_client)
    assert f"On top of every page, until {say_date(later)}" in says["top"]
    assert "Above request forms, until somebody switches it off" in says["open"]
    assert "Nowhere: it is switched off" in says["off"]
    assert f"Nowhere: it ended on {say_date(before)}" in says["ended"]
    assert f"Not yet: from {say_date(later)}" in says["coming"]
    assert "Nowhere: no page shows it" in says["nowhere"]
    assert "Only where a page shows it, until somebody switches it off" in says["used"]

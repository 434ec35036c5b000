"""No screen shows anybody a link that answers 'you can't open this'."""

from __future__ import annotations

import re
from collections import Counter, deque
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.messages import get_messages

from staff import roles
from tests import factories
from tests.every_page import soup_of
from tests.factories.blog import BlogPostPageFactory
from tests.factories.forms import FormPageFactory
from tests.staff.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# What is no screen: ends the session, a file, a frame; the lists of bulk actions take their numbers from a script.
NO_SCREEN = re.compile(r"logout|/preview|/bulk/|export|/csv/|[?&](?:ordering|p|page)=")
OF_A_SHAPE = 1


@pytest.fixture
def site():
    """A little of everything, and nothing of the launch done."""
    factories.home_page()
    picture = factories.ClinicImageFactory()
    factories.ServicePageFactory(title="Ketamine infusions", picture=picture)
    factories.StandardPageFactory(title="What it costs", purpose="costs")
    BlogPostPageFactory(title="What ketamine is", picture=picture)
    FormPageFactory(title="Request a visit")
    factories.PersonFactory(is_sample=True, photo=picture)
    factories.LocationFactory(is_sample=True, map_image=picture)
    factories.NoticeFactory()
    factories.ReferenceFactory()
    factories.FaqEntryFactory()
    factories.ClinicSettingsFactory()


def list_links(response, address):
    """Yield every address of the admin that a screen leads to, its menu included."""
    page = soup_of(response)
    links = [link["href"] for link in page.select("a[href]") if not link.has_attr("hidden")]
    if menu := page.select_one("#wagtail-sidebar-props"):
        links += re.findall(r'"(/admin/[^"]*)"', menu.text)
    for link in links:
        parts = urlsplit(urljoin(f"http://testserver{address}", link))
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        of_the_admin = parts.netloc == "testserver" and parts.path.startswith("/admin/")
        if of_the_admin and not NO_SCREEN.search(target):
            yield target


def walk_screens(client):
    """Follow every link from the dashboard on, a few of each shape; return which were refused, and how many were seen."""
    waiting, seen, shapes = deque([("/admin/", "")]), set(), Counter()
    refused = []
    while waiting:
        address, where = waiting.popleft()
        response = client.get(address)
        if response.status_code in (301, 302):
            said = [str(m) for m in get_messages(response.wsgi_request) if "can’t open" in str(m)]
            refused += [f"{address} (on {where}): {line}" for line in said]
            continue
        if response.status_code >= 400:
            refused.append(f"{address} (on {where}): {response.status_code}")
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        for link in list_links(response, address):
            shape = re.sub(r"\d+|=[^&]*", "", link)
            if link not in seen and shapes[shape] < OF_A_SHAPE:
                seen.add(link)
                shapes[shape] += 1
                waiting.append((link, address))
    return refused, len(seen)


@pytest.mark.parametrize("role", [role.name for role in roles.ROLES])
def test_every_link_that_a_role_sees_opens(site, role):
    refused, seen = walk_screens(sign_in(role))
    assert seen > 10
    assert refused == []

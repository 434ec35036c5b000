"""The dashboard, the menus and the admin's face, for each role."""

import json
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from clinic.models import ClinicSettings
from home.models import StandardPage
from infra.jobs import all_jobs
from infra.models import Heartbeat
from pages.checks import page_types
from staff import roles
from staff.screens.dashboard import worker_status
from tests.factories.home import home_page

pytestmark = pytest.mark.django_db


def soup_of(client, url="/admin/"):
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def menu_of(client):
    """Return the names of the main menu's items, in order, from what the sidebar is built of."""
    props = json.loads(soup_of(client).select_one("#wagtail-sidebar-props").text)
    found = []

    def walk(value):
        if isinstance(value, dict):
            args = value.get("_args")
            if str(value.get("_type", "")).endswith("MenuItem") and args:
                found.append(args[0]["name"])
                return
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(props)
    return found


def shortcuts_of(client):
    return [strong.text for strong in soup_of(client).select(".clinic-shortcuts strong")]


def test_the_menu_is_in_an_order_that_fits_the_role(signed_in):
    home_page()
    menus = {role.name: menu_of(signed_in(role.name)) for role in roles.ROLES}
    assert menus[roles.FRONT_DESK][0] == "requests"
    assert menus[roles.MANAGER][0] == "requests"
    assert menus[roles.EDITOR][0] == "explorer"
    assert "requests" not in menus[roles.EDITOR] + menus[roles.ADMINISTRATOR]
    assert "images" not in menus[roles.FRONT_DESK]
    for names in menus.values():
        assert "forms" not in names


def test_shortcuts_fit_what_one_may_do(signed_in):
    home_page()
    assert shortcuts_of(signed_in(roles.FRONT_DESK)) == ["Requests", "How do I …?"]
    editor = shortcuts_of(signed_in(roles.EDITOR))
    assert {"Change a page", "Change a menu", "Post a notice", "Clinic settings"} <= set(editor)
    assert "Requests" not in editor
    assert "Accounts" in shortcuts_of(signed_in(roles.ADMINISTRATOR))


def test_every_shortcut_leads_somewhere(signed_in):
    home_page()
    for role in roles.ROLES:
        client = signed_in(role.name)
        links = soup_of(client).select(".clinic-shortcuts a")
        assert links, role.name
        for link in links:
            response = client.get(link["href"], follow=True)
            assert response.status_code == 200, link["href"]
            assert not response.redirect_chain or response.redirect_chain[-1][0] != "/admin/"


def test_write_a_post_leads_to_the_form_under_the_blog(editor):
    from tests.factories.blog import BlogIndexPageFactory

    blog = BlogIndexPageFactory(parent=home_page())
    link = soup_of(editor).select_one(".clinic-shortcuts a")
    assert link.strong.text == "Write a post"
    assert link["href"] == reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk])
    assert editor.get(link["href"]).status_code == 200


def test_the_admin_wears_the_clinics_name_and_mark(editor):
    site = Site.objects.get(is_default_site=True)
    ClinicSettings.objects.update_or_create(site=site, defaults={"name": "Quiet Water Clinic"})
    soup = soup_of(editor)
    assert "Quiet Water Clinic" in soup.title.text
    assert "Wagtail" not in soup.title.text
    assert soup.select_one("link[rel=icon]")["href"].endswith("icons/favicon.svg")
    assert "icons/mark.svg" in str(soup.select_one("template[data-wagtail-sidebar-branding-logo]"))
    assert soup.select_one("link[href$='admin/clinic.css']")
    door = BeautifulSoup(editor.get("/accounts/logout/").content, "html.parser")
    assert "Quiet Water Clinic" in door.select_one(".door__brand").text


def test_a_clinic_name_can_be_no_script(editor):
    site = Site.objects.get(is_default_site=True)
    ClinicSettings.objects.update_or_create(site=site, defaults={"name": "<script>x</script>"})
    for url in ("/admin/", "/accounts/password/change/"):
        content = editor.get(url).content
        assert b"&lt;script&gt;x" in content or b"\\u003Cscript\\u003Ex" in content, url
        assert b"<script>x" not in content, url


def test_showing_the_name_writes_nothing(client, db):
    ClinicSettings.objects.all().delete()
    assert client.get("/accounts/login/").status_code == 200
    assert ClinicSettings.objects.count() == 0


def test_no_link_of_the_dashboard_leads_out_of_the_house(administrator):
    home_page()
    content = administrator.get("/admin/").content.decode()
    assert "clinic-shortcuts" in content
    for host in ("guide.wagtail.org", "docs.wagtail.org", "releases.wagtail", "gravatar"):
        assert host not in content


def due_page(title, days):
    return home_page().add_child(
        instance=StandardPage(
            title=title,
        )
    )


def test_a_worker_that_is_behind_is_red_and_one_that_runs_is_a_quiet_line(manager):
    panel = soup_of(manager).select_one("[aria-labelledby=worker-heading]")
    assert "clinic-panel--alarm" in panel["class"]
    now = timezone.now()
    for job in all_jobs():
        Heartbeat.objects.update_or_create(job=job.name, defaults={"last_run": now, "last_ok": now})
    soup = soup_of(manager)
    assert not soup.select("[aria-labelledby=worker-heading]")
    assert "The worker runs" in soup.text


def test_a_job_is_late_after_twice_its_pace():
    job = all_jobs()[0]
    Heartbeat.objects.create(
        job=job.name, last_ok=timezone.now() - timedelta(seconds=2 * job.every + 60)
    )
    rows = {row["label"]: row for row in worker_status()}
    assert not rows[job.label]["late"]
    Heartbeat.objects.update(last_ok=timezone.now() - timedelta(seconds=2 * job.every + 180))
    assert {row["label"]: row for row in worker_status()}[job.label]["late"]


def test_an_editor_is_not_bothered_with_the_worker(editor):
    text = soup_of(editor).select_one("main").text.lower()
    assert "change a page" in text
    assert "worker" not in text


def test_the_dashboards_cost_does_not_grow_with_the_site(editor):
    def count_queries() -> int:
        editor.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            editor.get("/admin/")
        return len(queries)

    for number in range(6):
        due_page(f"Page {number}", -number)
    few = count_queries()
    for number in range(6, 20):
        due_page(f"Page {number}", -number)
    assert count_queries() <= few
    # One more for each type of page.
    assert few <= 72 + len(page_types())


def test_every_item_of_every_menu_leads_somewhere(signed_in):
    home_page()
    for role in roles.ROLES:
        client = signed_in(role.name)
        props = soup_of(client).select_one("#wagtail-sidebar-props").text
        urls = set(re.findall(r'"url": "(/admin/[^"]*)"', props))
        assert len(urls) >= 2
        for url in urls - {"/admin/logout/"}:
            response = client.get(url, follow=True)
            assert response.status_code == 200, (role.name, url)
            assert not any(step == "/admin/" for step, _code in response.redirect_chain), url

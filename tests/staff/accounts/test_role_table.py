"""The table of roles in the documentation and in the guide, held against the database."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from staff import roles
from staff.screens.role_table import make_role_table

pytestmark = pytest.mark.django_db


def documented():
    text = (Path(settings.ROOT) / "docs" / "editor-guide.md").read_text()
    section = text.split("## Roles", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return cells[0][1:], [(row[0], row[1:]) for row in cells[2:]]


def test_the_documented_table_is_what_the_database_says():
    assert documented() == make_role_table()


def test_the_guide_shows_the_same_table(editor):
    soup = BeautifulSoup(editor.get(reverse("guide:index")).content, "html.parser")
    table = soup.select_one("#roles ~ div table")
    names = [cell.text for cell in table.select("thead th")][1:]
    lines = [
        (row.th.text, [cell.text for cell in row.select("td")]) for row in table.select("tbody tr")
    ]
    assert (names, lines) == make_role_table()


def test_the_table_is_read_and_not_remembered():
    before = dict(make_role_table()[1])["Old addresses"]
    Group.objects.get(name=roles.FRONT_DESK).permissions.add(
        Permission.objects.get(codename="change_redirect")
    )
    assert dict(make_role_table()[1])["Old addresses"] != before


def test_the_guide_leads_to_each_of_its_parts(editor):
    soup = BeautifulSoup(editor.get(reverse("guide:index")).content, "html.parser")
    targets = {link["href"] for link in soup.select(".clinic-contents a")}
    assert targets == {f"#{heading['id']}" for heading in soup.select(".clinic-text h2")}
    assert len(targets) >= 14


def test_every_role_can_read_the_guide(signed_in):
    for role in roles.ROLES:
        client = signed_in(role.name)
        assert client.get(reverse("guide:index")).status_code == 200

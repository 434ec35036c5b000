"""The style guide shows everything, to staff only."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse

from content.blocks import body_blocks
from tests.factories import home_page

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.ROOT) / "templates" / "components"
COMPONENTS = sorted(file.stem for file in FOLDER.glob("*.html"))


@pytest.fixture
def guide(client, admin_user):
    """The guide as an administrator sees it, parsed."""
    home_page()
    client.force_login(admin_user)
    response = client.get(reverse("style_guide"))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_visitors_are_sent_to_sign_in(client):
    home_page()
    response = client.get(reverse("style_guide"))
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_any_signed_in_staff_may_read_it(client, django_user_model):
    home_page()
    user = django_user_model.objects.create_user("ed", "ed@clinic.example", "a long password 1")
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)
    assert client.get(reverse("style_guide")).status_code == 200


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_has_its_sample_beside_it(name):
    data = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert data["about"].endswith(".")
    assert all(state["name"] and isinstance(state["context"], dict) for state in data["states"])


def test_every_component_and_block_is_shown(guide):
    shown = {item["id"].removeprefix("component-") for item in guide.select("[id^=component-]")}
    assert shown == set(COMPONENTS)
    headings = {h.text for h in guide.find_all("h3")}
    assert {str(block.label) for _name, block in body_blocks()} <= headings
    assert guide.select_one("rect[fill='var(--accent)']")


def test_it_stays_out_of_search_engines(guide):
    assert "noindex" in guide.find("meta", {"name": "robots"})["content"]

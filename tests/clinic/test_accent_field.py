"""What the field for the color of buttons is told while somebody picks one."""

import pytest
from django.urls import reverse

from clinic.look.palettes import PALETTES
from tests.clinic.test_look import tokens_of


@pytest.fixture
def ask(admin_client):
    """Ask as the field does while somebody picks."""
    return lambda **typed: admin_client.get(reverse("check_accent"), typed).json()


def test_a_pale_one_is_told_at_once_with_one_to_take(ask):
    said = ask(accent="#fd9", palette="coast")
    assert "can’t be read" in said["said"]
    assert said["take"] == f"Take {said['nearest']}"
    assert ask(accent=said["nearest"], palette="coast")["nearest"] == ""


def test_a_good_one_is_praised_and_no_color_is_named(ask):
    said = ask(accent="1C5170", palette="morning")
    assert said["color"] == "#1c5170"
    assert "can be read on light and dark grounds" in said["said"]
    assert "is no color" in ask(accent="seagreenish", palette="morning")["said"]


@pytest.mark.parametrize("palette", [*PALETTES, "gone"])
def test_without_one_the_picker_shows_what_buttons_look_like(ask, palette):
    said = ask(accent=" ", palette=palette)
    assert said["said"] == ""
    assert said["color"] == tokens_of(palette if palette in PALETTES else "morning")["accent"][0]


def test_nobody_outside_is_answered(client, db):
    assert client.get(reverse("check_accent"), {"accent": "#fff"}).status_code == 302

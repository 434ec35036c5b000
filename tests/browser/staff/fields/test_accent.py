"""The color of buttons is picked by whoever has never seen a code for one, and told at once whether it can be read."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_a_color_is_checked_while_it_is_picked(editor):
    clinic = factories.ClinicSettingsFactory()
    address = reverse("wagtailsettings:edit", args=("clinic", "clinicsettings", clinic.site_id))
    editor.goto(editor.base + address)
    editor.get_by_role("tab", name="Look").click()
    field, picker = (
        editor.get_by_label("Color of buttons", exact=True),
        editor.locator("input[type=color]"),
    )
    expect(picker).to_have_accessible_name("Pick the color of buttons")
    expect(picker).to_have_value("#b4532a")
    said = field.locator("xpath=..").get_by_role("status")
    picker.fill("#ffd8a8")
    expect(field).to_have_value("#ffd8a8")
    expect(said).to_contain_text("can’t be read well enough")
    editor.get_by_role("button", name="Take #").focus()
    editor.keyboard.press("Enter")
    expect(said).to_contain_text("can be read on light and dark grounds")
    expect(field).to_be_focused()
    field.fill("sky")
    expect(said).to_contain_text("is no color")
    editor.locator("#id_palette").select_option("coast")
    field.fill("")
    expect(picker).to_have_value("#a8483a")
    assert editor.trouble == []

"""A treatment page from a starter, as somebody who only reads the screen, counted."""

from __future__ import annotations

import pytest
from django.urls import reverse

from content.prompts import MARK
from home.models import ServicePage
from tests import factories
from tests.browser.hand import Hand

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
# What is left of 20 for handing it in: open the menu, press ‘Submit’.
BUDGET = 18


def test_a_treatment_page_begins_with_a_starter_and_no_prompt_is_published(editor):
    index = factories.ServiceIndexPageFactory(parent=factories.home_page())
    hand = Hand(editor, per_entry=2)
    editor.goto(editor.base + reverse("wagtailadmin_pages:add_subpage", args=[index.pk]))
    expect(editor.get_by_role("button", name="Start with ‘A treatment’")).to_be_visible()
    hand.click(editor.get_by_role("button", name="Start with ‘A treatment’"))
    hand.write(editor.get_by_label("Title", exact=False).first, "Ketamine by infusion")
    expect(editor.locator("#id_slug")).to_have_value("ketamine-by-infusion")
    hand.write(editor.locator("#id_introduction"), "A slow infusion, watched throughout.")
    hand.write(editor.locator("#id_off_label_notice"), "Off-label for depression.")

    # Publishing is refused as long as a prompt stands, with a link to each.
    hand.click(editor.locator("footer .w-dropdown__toggle").last)
    hand.click(editor.get_by_role("button", name="Publish"))
    refusal = editor.locator(".messages .error")
    expect(refusal).to_contain_text("Write your own words here, or delete it.", timeout=20_000)
    assert refusal.locator("a[data-go-to]").count() >= 8
    expect(editor.locator("#id_introduction")).to_have_value("A slow infusion, watched throughout.")

    page = ServicePage.objects.get()
    assert not page.live
    assert MARK in str(page.get_latest_revision_as_object().evidence_summary)
    assert hand.count <= BUDGET


def test_the_address_of_a_second_draft_follows_its_title_too(editor):
    """A number in the address alone would stay there: the editor's script takes it for somebody's own choice."""
    index = factories.ServiceIndexPageFactory(parent=factories.home_page())
    for _nth in range(2):
        editor.goto(editor.base + reverse("wagtailadmin_pages:add_subpage", args=[index.pk]))
        editor.get_by_role("button", name="Start with ‘A treatment’").click()
        editor.locator("#id_slug").wait_for(state="attached")
    assert ServicePage.objects.count() == 2
    Hand(editor).write(editor.get_by_label("Title", exact=False).first, "Ketamine by infusion")
    expect(editor.locator("#id_slug")).to_have_value("ketamine-by-infusion")

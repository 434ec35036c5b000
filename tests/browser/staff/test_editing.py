"""What editors see at a screen: a picture's words follow it, and opening a page makes no draft."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests import factories
from tests.factories.blog import BlogPostPageFactory
from tests.faults.mail.smtp import wait_until

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def edit(editor, page) -> None:
    """Open the editor of `page` and wait until its scripts have run."""
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    editor.wait_for_load_state("load")


def choose(editor, chooser: str, title: str) -> None:
    """Choose a picture by the button of a chooser that has one already."""
    box = editor.locator(f"#{chooser}-chooser")
    box.get_by_role("button", name="Actions").click()
    editor.get_by_role("button", name="Change image").first.click()
    editor.locator(".modal").get_by_role("link", name=title).first.click()
    editor.locator(".modal").wait_for(state="detached")


def test_words_about_a_picture_go_with_it_and_can_be_put_back(editor):
    lake = factories.ClinicImageFactory(title="Lake", description="A still lake")
    factories.ClinicImageFactory(title="Hill", description="A green hill")
    page = BlogPostPageFactory(picture=lake, picture_alt="The lake behind our house")
    page.save_revision()
    edit(editor, page)
    field = editor.locator("#id_picture_alt")
    choose(editor, "id_picture", "Hill")
    expect(field).to_have_value("")
    expect(field).to_have_attribute("placeholder", "The picture's own: “A green hill”")
    note = editor.locator(".clinic-picture-words")
    expect(note).to_contain_text("The lake behind our house")
    note.get_by_role("button").click()
    expect(field).to_have_value("The lake behind our house")
    assert editor.trouble == []


def test_opening_a_page_makes_no_draft(editor):
    page = BlogPostPageFactory()
    revision = page.save_revision()
    edit(editor, page)
    editor.wait_for_timeout(3000)
    page.refresh_from_db()
    assert page.latest_revision_id == revision.pk
    assert page.revisions.count() == 1


def test_a_button_pressed_twice_while_the_page_saves_itself_tells_of_no_other_window(editor):
    page = BlogPostPageFactory(title="Begun", category=None, live=False)
    page.save_revision(user=get_user_model().objects.get(username="ann"))
    edit(editor, page)
    for words in (" once", " twice"):
        editor.locator("#id_title").press("End")
        editor.keyboard.type(words)
        editor.wait_for_timeout(550)  # saving by itself begins half a second after the last key
        editor.locator("footer .w-dropdown__toggle").last.click()
        with editor.expect_navigation():
            editor.get_by_role("button", name="Publish").dblclick()
        expect(editor.locator(".messages")).to_contain_text("Category")
    # The screen looks at the server once more when it has saved itself again.
    with editor.expect_response("**/editing-sessions/ping/**") as ping:
        editor.locator("#id_title").press("End")
        editor.keyboard.type("!")
    assert ping.value.json()["other_sessions"] == []
    expect(editor.get_by_text("Autosave is paused").first).not_to_be_visible()

    def is_saved() -> bool:
        page.refresh_from_db()
        return page.get_latest_revision_as_object().title.startswith("Begun once twice")

    wait_until(is_saved, 20, "the last words to be saved by themselves")


def test_a_new_page_is_shown_as_it_will_go_out_and_goes_on_with_its_number(editor):
    page = factories.StandardPageFactory()
    parent = page.get_parent()
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk])
    editor.goto(f"{editor.base}{address}?empty")
    editor.wait_for_load_state("load")
    editor.locator("#id_title").fill("Brand new words")
    editor.get_by_role("tab", name="Promote").click()
    shown = editor.locator(".snippet")
    expect(shown).to_contain_text("› brand-new-words")
    expect(shown).not_to_contain_text("No page, menu or button leads here")
    # When the editor saves by itself, Wagtail gives the screen the address of the page and nothing else changes.
    saved = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor.evaluate("address => history.replaceState(null, '', address)", saved)
    editor.locator("#id_seo_title").fill("Otherwise in results")
    expect(shown).to_contain_text("Otherwise in results")
    expect(shown).to_contain_text("No page, menu or button leads here")
    assert editor.trouble == []


# Where the cursor is: the name of the field, or the part of the page that its letters belong to.
CURSOR = """() => {
    const here = document.activeElement
    const letters = here.isContentEditable && here.closest("[data-contentpath]")
    return here.name || (letters ? `text in ${letters.dataset.contentpath}` : here.textContent.trim())
}"""


def test_each_line_of_what_is_missing_puts_the_cursor_into_its_field(editor):
    """In a field, in the row of a table within a block, in a text with headings, at a page to choose; what is folded opens."""
    factories.home_page()
    row = {
        "name": "First visit",
        "price": "$450",
        "includes": "<p>All</p>",
        "excludes": "<p>Travel</p>",
    }
    rows = [row, {**row, "price": ""}, {**row, "name": ""}]
    body = factories.stream(
        ("price_table", {"title": "Prices", "as_of": "2026-11-24", "rows": rows, "note": ""}),
        ("text", ""),
        ("cards", {"title": "More", "cards": [{"title": "", "text": "", "page": None}]}),
    )
    page = factories.StandardPageFactory(title="Costs", purpose="costs", body=body, live=False)
    page.save_revision(clean=False)
    edit(editor, page)
    editor.locator("footer .w-dropdown__toggle").last.click()
    with editor.expect_navigation(wait_until="load"):
        editor.get_by_role("button", name="Publish").click()
    lines = editor.locator(".messages a[data-go-to]")
    expect(lines.first).to_be_visible(timeout=20_000)
    editor.get_by_role("button", name="Collapse all").click()
    went = {}
    for line in lines.all():
        line.click()
        editor.wait_for_timeout(700)
        went[line.inner_text()] = editor.evaluate(CURSOR)
    assert went.pop("Content: Text").startswith("text in ")
    assert went == {
        "Content: Price table, Prices, 2, Price": "body-0-value-rows-1-value-price",
        "Content: Price table, Prices, 3, Name": "body-0-value-rows-2-value-name",
        "Content: Service cards, Cards, 1, Page": "Choose a page",
    }
    assert editor.trouble == []


def test_a_line_of_the_launch_list_opens_at_its_field(editor):
    """The icon is chosen on another tab, and what a chooser stores is a hidden field."""
    factories.home_page()
    factories.ClinicSettingsFactory()
    editor.goto(editor.base + "/admin/")
    editor.get_by_role("link", name="Put in the clinic's own icon").click()
    chooser = editor.locator("#id_icon_image-chooser")
    expect(chooser).to_be_visible()
    expect(chooser).to_be_in_viewport()

"""What editors do at a screen: a picture's words, a draft with nothing, a list of what is missing, no false alarm."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories
from tests.factories.blog import BlogPostPageFactory, blog_index

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
    box.locator("[data-controller='w-dropdown'] button").first.click()
    editor.get_by_role("button", name="Choose another image").first.click()
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


def test_a_draft_is_saved_with_a_title_alone_and_publishing_leads_to_what_is_missing(editor):
    index = blog_index()
    editor.goto(
        editor.base + reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", index.pk])
    )
    editor.locator("#id_title").fill("A new post")
    saved = editor.locator(".w-autosave-indicator__state--saved")
    expect(saved).to_be_visible(timeout=20_000)
    expect(editor.locator(".w-autosave-indicator__state--paused")).to_be_hidden()
    editor.locator("footer .w-dropdown__toggle").last.click()
    editor.get_by_role("button", name="Publish").click()
    message = editor.locator(".messages")
    expect(message).to_contain_text("Not published yet", timeout=20_000)
    expect(message).not_to_contain_text("validation errors")
    message.get_by_role("link", name="Category").click()
    expect(editor.locator("#id_category")).to_be_focused()


def test_opening_a_page_changes_nothing_and_raises_no_alarm(editor):
    page = BlogPostPageFactory()
    revision = page.save_revision()
    edit(editor, page)
    editor.wait_for_timeout(3000)
    page.refresh_from_db()
    assert page.latest_revision_id == revision.pk
    assert page.revisions.count() == 1
    introduction = editor.locator("#id_introduction")
    for words in ("One sentence.", "Another sentence."):
        introduction.fill(words)
        expect(editor.locator(".w-autosave-indicator__state--saved")).to_be_visible(timeout=20_000)
        editor.wait_for_timeout(1500)
    editor.wait_for_timeout(12_000)  # longer than the pause between two looks at who else is here
    expect(editor.get_by_text("in another window")).to_have_count(0)

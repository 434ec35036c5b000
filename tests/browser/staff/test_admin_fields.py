"""Fields of the admin, at a desk and on a phone: what is too long says so, and nothing lies beyond the edge."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories
from tests.factories.blog import BlogPostPageFactory
from tests.factories.forms import create_form

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

BEYOND = """() => [...document.querySelectorAll("main :is(input, select, textarea, button)")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width && !each.closest("[role=tablist]") && getComputedStyle(each).visibility !== "hidden"
        && (box.right > innerWidth + 1 || box.left < -1);
}).map((each) => each.id || each.className)"""
FORMATTED = (
    '<h2>What to bring</h2><p class="MsoNormal"><b>Please</b> bring “comfortable” clothes<o:p></o:p></p>'
    '<p class="MsoListParagraphCxSpFirst" style="mso-list:l0 level1 lfo1"><span style="font-family:Symbol">·'
    "<span>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span>A blanket</p>"
    '<p class="MsoListParagraphCxSpLast" style="mso-list:l0 level1 lfo1"><span style="font-family:Symbol">·'
    "<span>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span>Music</p>"
)


def test_a_field_that_is_full_says_so(editor):
    editor.goto(editor.base + reverse("wagtailsnippets_clinic_notice:add"))
    title = editor.locator("#id_title")
    most = int(title.get_attribute("maxlength"))
    note = editor.locator("#id_title ~ .clinic-full")
    title.fill("Closed")
    expect(note).to_have_count(0)
    editor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    editor.evaluate("text => navigator.clipboard.writeText(text)", "x" * most)
    title.press("End")
    editor.keyboard.press("ControlOrMeta+V")
    expect(note).to_have_text(
        f"{most} letters fit here. The last 6 of what you pasted were left out."
    )
    title.press("Backspace")
    expect(note).to_have_count(0)
    editor.keyboard.type("yz")
    expect(note).to_have_text(f"{most} letters fit here; no more can be typed.")
    assert editor.trouble == []


def test_on_a_phone_nothing_to_press_or_fill_in_lies_beyond_the_edge(editor):
    form = create_form(factories.home_page(), "contact")
    post, place = BlogPostPageFactory(), factories.LocationFactory()
    form.save_revision().publish()
    pages = "&".join(f"id={each.pk}" for each in (form, post))
    addresses = [
        reverse("wagtailadmin_pages:edit", args=[form.pk]),
        reverse("wagtailadmin_pages:edit", args=[post.pk]),
        reverse("wagtailsnippets_clinic_notice:add"),
        reverse("wagtailsnippets_clinic_location:edit", args=[place.pk]),
        reverse("wagtailredirects:add"),
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + f"?{pages}",
    ]
    editor.set_viewport_size({"width": 390, "height": 844})
    for address in addresses:
        editor.goto(editor.base + address)
        editor.wait_for_load_state("load")
        for more in editor.locator("main details > summary").all():
            more.click()
        assert editor.evaluate(BEYOND) == [], address


def test_the_speech_bubble_of_all_questions_is_seen_where_its_sentence_stands(editor):
    form = create_form(factories.home_page(), "contact")
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[form.pk]))
    bubble = editor.locator(".clinic-questions-comment [data-comment-add]")
    expect(bubble).to_have_css("opacity", "1")


def test_what_was_written_in_word_keeps_its_headings_and_lists(editor):
    page = BlogPostPageFactory(body=factories.stream(("text", "<p>Old</p>")))
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    text = editor.locator("[data-contentpath=body] .public-DraftEditor-content").first
    text.click()
    editor.keyboard.press("ControlOrMeta+A")
    editor.keyboard.press("Delete")
    text.evaluate(
        """(field, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", "What to bring");
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }""",
        FORMATTED,
    )
    expect(text.locator("h2")).to_have_text("What to bring")
    expect(text.locator("ul li")).to_have_text(["A blanket", "Music"])
    expect(text).to_contain_text("“comfortable” clothes")
    expect(text).not_to_contain_text("·")

"""Lists and editors of the admin on a phone: titles that can be read, things that a thumb hits, no panel in the way."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from tests import factories
from tests.factories.blog import BlogCategoryFactory, BlogPostPageFactory

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
LISTS = (
    "posts:index", "wagtailimages:index", "wagtaildocs:index", "wagtailredirects:index", "wagtailusers_users:index",
    "wagtailusers_groups:index", "wagtailsites:index", "wagtailadmin_workflows:index", "wagtailadmin_workflows:task_index",
    "wagtailadmin_collections:index", "staff_audit", "reviews_due", "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks", "wagtailadmin_reports:site_history", "wagtailadmin_reports:aging_pages",
)  # fmt: skip
# Letters of a title that are cut off, in pixels.
CUT = """() => {
    const title = document.querySelector(".w-breadcrumbs li:last-child > *");
    if (!title) return 0;
    const label = [...title.childNodes].filter((node) => node.nodeType === 3 && node.data.trim())[0];
    const range = document.createRange();
    range.selectNodeContents(label);
    return range.getBoundingClientRect().right - Math.min(innerWidth, title.getBoundingClientRect().right) - 1;
}"""
MISSED = """() => [...document.querySelectorAll("main :is(a[href], button, summary)")].filter((each) => {
    const box = each.getBoundingClientRect();
    const seen = each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 1;
    return seen && getComputedStyle(each).display !== "inline" && !each.closest(".w-sr-only, .w-tooltip")
        && Math.min(box.width, box.height) < 23.5;
}).map((each) => `${each.className} ${each.innerText}`)"""


def make_small(editor):
    """Turn the page into a phone, with a pointer that is a finger."""
    context = editor.context.browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    context.add_cookies(editor.context.cookies())
    phone = context.new_page()
    phone.base = editor.base
    return phone


def test_the_title_of_a_list_is_read_whole_beside_its_buttons(editor):
    factories.PersonFactory()
    BlogPostPageFactory(title="What ketamine is, and how treatment with it works")
    phone = make_small(editor)
    addresses = [reverse(name) for name in LISTS]
    addresses += [
        reverse(model.snippet_viewset.get_url_name("list")) for model in get_snippet_models()
    ]
    cut, missed = {}, {}
    for address in addresses:
        phone.goto(phone.base + address)
        if phone.evaluate(CUT) > 0:
            cut[address] = phone.evaluate(CUT)
        if found := phone.evaluate(MISSED):
            missed[address] = found
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, address
    assert (cut, missed) == ({}, {})
    phone.context.close()


def test_a_panel_lies_over_no_other_page_and_its_way_out_has_a_name(editor):
    posts = [BlogPostPageFactory(category=BlogCategoryFactory()) for _ in range(2)]
    first, second = (reverse("wagtailadmin_pages:edit", args=[post.pk]) for post in posts)
    phone = make_small(editor)
    phone.goto(phone.base + first)
    phone.get_by_role("button", name="Toggle status").tap()
    close = phone.get_by_role("button", name="Close", exact=True)
    expect(close).to_be_visible()
    phone.goto(phone.base + second)
    expect(phone.get_by_label("Title").first).to_be_visible()
    phone.wait_for_timeout(700)  # Wagtail opens what it remembers a moment later
    expect(close).to_be_hidden()
    phone.context.close()


def test_the_list_of_blocks_keeps_within_its_own_edges(editor):
    post = BlogPostPageFactory(body=factories.stream(("text", "<p>Calm.</p>")))
    phone = make_small(editor)
    phone.goto(phone.base + reverse("wagtailadmin_pages:edit", args=[post.pk]))
    stream = phone.locator("[data-contentpath=body] [data-streamfield-stream-container]").first
    stream.locator("> div > button").last.tap()
    menu = phone.locator(".w-combobox-container")
    expect(menu.get_by_role("option", name="Main considerations")).to_be_visible()
    beyond = """(menu) => {
        const edge = menu.getBoundingClientRect().right;
        return [...menu.querySelectorAll("input, [role=option], button")]
            .filter((each) => each.getBoundingClientRect().right > edge + 1)
            .map((each) => each.innerText || each.className);
    }"""
    assert menu.evaluate(beyond) == []
    phone.context.close()

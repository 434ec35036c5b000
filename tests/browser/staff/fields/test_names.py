"""Each rich text has a name for a screen reader: its label's, or that of its block."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests import factories
from tests.factories.blog import BlogPostPageFactory

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_a_rich_text_is_called_by_its_label_or_its_block(editor):
    body = factories.stream(
        ("text", "<p>Calm.</p>"),
        ("callout", {"tone": "note", "title": "Rest", "text": "<p>Rest.</p>"}),
    )
    page = BlogPostPageFactory(body=body)
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    texts = editor.locator("[data-contentpath=body] .public-DraftEditor-content")
    expect(texts.first).to_have_accessible_name(re.compile("^Text"))
    expect(texts.nth(1)).to_have_accessible_name(re.compile("^Text"))
    expect(editor.locator(".tagit input").first).to_have_accessible_name(re.compile("^Tags"))
    # One that is added later, too.
    stream = editor.locator("[data-contentpath=body] [data-streamfield-stream-container]").first
    stream.locator("> div > button").last.click()
    editor.get_by_role("option", name="Text", exact=True).click()
    expect(texts).to_have_count(3)
    for text in texts.all():
        expect(text).to_have_accessible_name(re.compile("^Text"))
    notice = factories.NoticeFactory()
    editor.goto(editor.base + reverse("wagtailsnippets_clinic_notice:edit", args=[notice.pk]))
    expect(editor.locator(".public-DraftEditor-content").first).to_have_accessible_name(
        re.compile("^Text")
    )
    assert editor.trouble == []

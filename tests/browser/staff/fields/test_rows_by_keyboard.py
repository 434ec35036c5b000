"""Rows and blocks are moved and deleted without a mouse, and the cursor is never lost on the way."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.factories import StandardPageFactory, home_page
from tests.factories.forms import create_form

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
LABELS = """() => [...document.querySelectorAll("[name^=form_fields-][name$=-label]")]
    .filter((field) => !field.closest("[data-inline-panel-child]").querySelector("[name$=-DELETE]").value)
    .filter((field) => !field.name.includes("__prefix__"))
    .sort((one, two) => order(one) - order(two)).map((field) => field.value);
    function order(field) { return Number(field.closest("[data-inline-panel-child]").querySelector("[name$=-ORDER]").value) }"""


def open_editor(editor: Any, page: Any) -> None:
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk]))


def press(editor: Any, button: Any, key: str) -> None:
    button.focus()
    editor.keyboard.press(key)
    editor.wait_for_timeout(1700)  # the row comes to rest


def test_a_question_moves_by_its_arrow_and_its_handle_and_goes_by_its_bin(editor):
    form = create_form(home_page(), "contact")
    open_editor(editor, form)
    rows = editor.locator("[data-inline-panel-child]:has([name$='-label'])")
    labels = editor.evaluate(LABELS)
    first = rows.filter(has=editor.locator("[name='form_fields-0-label']"))
    down = first.get_by_title("Move down")
    press(editor, down, "Enter")
    assert editor.evaluate(LABELS)[:2] == [labels[1], labels[0]]
    expect(down).to_be_focused()
    handle = first.get_by_title("Drag")
    press(editor, handle, "ArrowDown")
    assert editor.evaluate(LABELS)[:3] == [labels[1], labels[2], labels[0]]
    expect(handle).to_be_focused()
    press(editor, handle, "ArrowUp")
    up = first.get_by_title("Move up")
    press(editor, up, "Enter")
    assert editor.evaluate(LABELS) == labels
    expect(down).to_be_focused()  # nothing is above it any more
    second = rows.filter(has=editor.locator("[name='form_fields-1-label']"))
    press(editor, first.get_by_title("Delete"), "Enter")
    assert editor.evaluate(LABELS) == labels[1:]
    expect(second.get_by_title("Delete")).to_be_focused()
    assert editor.trouble == []


def test_a_block_moves_and_goes_by_keyboard(editor):
    page = StandardPageFactory()
    page.body = [("text", f"<p>{word}</p>") for word in ("One", "Two", "Three")]
    page.save_revision().publish()
    open_editor(editor, page)
    blocks = editor.locator("[data-contentpath=body] [data-streamfield-child]")
    one, two = blocks.filter(has_text="One"), blocks.filter(has_text="Two")
    down = one.get_by_title("Move down")
    press(editor, down, "Enter")
    expect(blocks).to_contain_text(["Two", "One", "Three"])
    expect(down).to_be_focused()
    press(editor, one.get_by_title("Drag"), "ArrowDown")
    expect(blocks).to_contain_text(["Two", "Three", "One"])
    expect(one.get_by_title("Drag")).to_be_focused()
    press(editor, two.get_by_title("Delete"), "Enter")
    expect(blocks).to_contain_text(["Three", "One"])
    expect(blocks.filter(has_text="Three").get_by_title("Delete")).to_be_focused()
    assert editor.trouble == []

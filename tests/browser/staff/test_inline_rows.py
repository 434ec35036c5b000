"""Every screen with rows of one kind: three added at once, dragged, one deleted, saved, one more added.

The screens are found by walking the edit handlers of every page type, snippet and setting, so that a new one
is tried as well. How its rows are filled stands in `FILLED`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.admin.panels import InlinePanel, get_edit_handler
from wagtail.contrib.settings.registry import registry
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models

from tests.factories import LocationFactory, home_page
from tests.factories.forms import FormPageFactory

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
# By model and relation: what makes an object of it, and how the n-th row is filled. The value of the
# first field tells rows apart.
FILLED: dict[str, tuple[Any, Any]] = {
    "clinic_forms.FormPage.form_fields": (
        FormPageFactory,
        lambda n: {"label": f"Question {n}", "field_type": "singleline"},
    ),
    "clinic.Location.opening_hours": (
        LocationFactory,
        lambda n: {"day": str(n % 7), "opens": "6 pm", "closes": "7:30 pm"},
    ),
}


def _panels(panel: Any) -> Iterator[InlinePanel]:
    if isinstance(panel, InlinePanel):
        yield panel
    for child in getattr(panel, "children", []):
        yield from _panels(child)


def _screens() -> list[str]:
    if not apps.ready:
        return []
    own = [m for m in (*get_page_models(), *get_snippet_models()) if m is not Page]
    handlers = [(model, get_edit_handler(model)) for model in own]
    handlers += [(model, get_setting_edit_handler(model)) for model in registry]
    found = {
        f"{model._meta.label}.{panel.relation_name}"
        for model, handler in handlers
        for panel in _panels(handler)
        if panel.relation_name != "comments"
    }
    return sorted(found)


def edit_address(thing: Any) -> str:
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return reverse(type(thing).snippet_viewset.get_url_name("edit"), args=[thing.pk])


class Rows:
    """The rows of one panel, as a person at a screen sees them."""

    def __init__(self, page: Any, relation: str) -> None:
        self.page, self.relation = page, relation

    def fill(self, number: int, values: dict[str, str]) -> None:
        """Type into the row at `number`, the place of its making."""
        for name, value in values.items():
            field = self.page.locator(f"[name='{self.relation}-{number}-{name}']")
            tag = field.evaluate("e => e.tagName")
            field.select_option(value) if tag == "SELECT" else field.fill(value)

    def add(self, number: int, values: dict[str, str]) -> None:
        """Press the button below the rows and fill the new one."""
        self.page.locator(f"#id_{self.relation}-ADD").click()
        self.page.locator(f"[name='{self.relation}-{number}-ORDER']").wait_for(state="attached")
        self.fill(number, values)

    def move_up(self, number: int) -> None:
        """Press the arrow of a row."""
        row = self.page.locator(f"#inline_child_{self.relation}-{number}")
        row.locator("[data-inline-panel-child-move-up]").click()
        self.page.wait_for_timeout(500)  # the row moves for a while

    def delete(self, number: int) -> None:
        """Press the bin of a row."""
        self.page.locator(f"#id_{self.relation}-{number}-DELETE-button").click()
        self.page.wait_for_timeout(500)


def save(page: Any, *, live: bool) -> None:
    """Press 'Publish' of a page, 'Save' of a snippet."""
    page.wait_for_timeout(500)
    if live:
        page.locator("footer .w-dropdown__toggle").last.click()
        page.get_by_role("button", name="Publish").click()
    else:
        page.locator("footer button[type=submit]").first.click()
    expect(page.locator(".messages .success")).to_be_visible(timeout=20_000)


def test_every_screen_with_rows_is_known_here():
    assert _screens() == sorted(FILLED)


@pytest.mark.parametrize("screen", sorted(FILLED))
def test_rows_are_added_moved_deleted_saved_and_added_again(editor, screen):
    home_page()
    make, values = FILLED[screen]
    relation = screen.rpartition(".")[2]
    first = next(iter(values(0)))
    thing = make()
    start = getattr(thing, relation).count()
    before = [row.pk for row in getattr(thing, relation).all()]
    live = isinstance(thing, Page)
    rows = Rows(editor, relation)
    editor.goto(editor.base + edit_address(thing))

    for number in range(start, start + 3):
        rows.add(number, values(number))
    rows.move_up(start + 2)
    rows.delete(start)
    if live:
        # A page saves itself as a draft; the rows then go on in the same window.
        editor.wait_for_timeout(4000)
    rows.add(start + 3, values(start + 3))
    save(editor, live=live)

    stored = list(getattr(type(thing).objects.get(pk=thing.pk), relation).all())
    assert [row.pk for row in stored[:start]] == before
    wanted = [start + 2, start + 1, start + 3]
    assert [str(getattr(row, first)) for row in stored[start:]] == [
        values(number)[first] for number in wanted
    ]
    if hasattr(stored[0], "clean_name"):
        assert len({row.clean_name for row in stored}) == len(stored)
    assert editor.trouble == []

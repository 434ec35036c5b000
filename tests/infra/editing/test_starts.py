"""What Wagtail starts in the browser stands in its pages as an element, never as a script."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminPageChooser, BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser
from wagtail.snippets.widgets import AdminSnippetChooser

from clinic.models import Person
from infra.editing.starts import write_start

ROOT = Path(__file__).resolve().parents[3]
STARTS = (ROOT / "static/admin/start.js").read_text(encoding="utf-8")
WIDGETS = [
    AdminDateInput(), AdminDateTimeInput(), AdminPageChooser(), AdminTaskChooser(), AdminDocumentChooser(),
    AdminImageChooser(), AdminSnippetChooser(Person),
]  # fmt: skip


def list_names() -> set[str]:
    """Return what the browser is able to start."""
    block = STARTS.partition("const STARTS = {")[2].partition("\n  }")[0]
    return set(re.findall(r"^ +(\w+)[:,]?", block, re.M))


@pytest.mark.django_db
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
def test_a_widget_says_what_it_starts(widget):
    page = BeautifulSoup(widget.render("thing", None, {"id": "id_thing"}), "html.parser")
    assert page.find("script") is None
    start = page.find("admin-start")
    assert start["data-what"] in list_names()
    assert start["data-for"] == "id_thing"
    options = json.loads(start["data-options"])
    if isinstance(widget, AdminDateInput):
        assert options["validateOnBlur"] is False
    elif isinstance(widget, BaseChooser):
        assert options.get("modalUrl", "/admin/").startswith("/admin/")


def all_choosers(kind=BaseChooser):
    for child in kind.__subclasses__():
        yield child
        yield from all_choosers(child)


def test_every_chooser_can_be_started():
    """One with a way of its own to be started would be silently without it."""
    names = {chooser.js_constructor for chooser in all_choosers()}
    assert names <= list_names()
    own = [chooser for chooser in all_choosers() if "render_js_init" in vars(chooser)]
    assert own == [AdminTaskChooser]


def test_options_are_no_markup():
    text = write_start(
        "Chooser", '"><script>', {"modalUrl": "'\"></admin-start><script>1</script>"}
    )
    page = BeautifulSoup(text, "html.parser")
    assert [tag.name for tag in page.find_all(True)] == ["admin-start"]
    assert json.loads(page.find("admin-start")["data-options"])["modalUrl"].startswith("'\"")


@pytest.mark.django_db
def test_a_chooser_needs_an_id():
    with pytest.raises(TypeError):
        AdminPageChooser().render("thing", None, {})


@pytest.mark.parametrize("sent", ["<x>", "1; 2", "99999999"])
@pytest.mark.django_db
def test_a_chooser_that_was_sent_no_number_comes_back_empty_with_the_error(admin_client, sent):
    answer = admin_client.post("/admin/snippets/home/searchword/add/", {"page": sent})
    soup = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 200
    assert "value" not in soup.select_one("input[name=page]").attrs
    assert soup.select_one("#panel-child-page-errors, .w-field__errors .error-message")

"""Sentences around pages are the clinic's to change; a new one in a template is a setting, or is named here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clinic.models import ClinicSettings
from clinic.models.words import StandingWords
from tests import factories
from tests.factories.blog import BlogPostPageFactory
from tests.factories.forms import FormPageFactory

FOLDERS = ("pages", "components", "blocks", "forms")
KNOWN = Path(__file__).with_name("interface_sentences.txt")
_TRANSLATE = re.compile(r'{%\s*translate "([^"]+)"')
_BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate", re.DOTALL)


def sentences_in_templates() -> set[str]:
    """Return every text of five words or more that a public template says by itself."""
    root = Path(__file__).parents[2] / "templates"
    files = [*root.glob("[0-9]*.html"), root / "maintenance.html"]
    files += [file for folder in FOLDERS for file in (root / folder).glob("*.html")]
    found: set[str] = set()
    for file in files:
        text = file.read_text()
        for each in (*_TRANSLATE.findall(text), *_BLOCK.findall(text)):
            words = " ".join(each.split())
            if len(re.sub(r"{[{%].*?[}%]}|<[^>]+>", " ", words).split()) >= 5:
                found.add(words)
    return found


def test_every_sentence_in_a_template_is_a_setting_or_an_interface_word():
    known = set(KNOWN.read_text().splitlines())
    new = sorted(sentences_in_templates() - known)
    assert new == [], (
        "A visitor reads these, and staff can't change them. Make each a field of the clinic's settings or of a "
        f"page; only what explains a control belongs into {KNOWN.name}: {new}"
    )
    assert sorted(known - sentences_in_templates()) == [], "These stand in no template any more."


@pytest.mark.django_db
def test_each_of_them_is_read_where_it_stands(client):
    names = [field.name for field in StandingWords._meta.get_fields()]
    person = factories.PersonFactory()
    post = BlogPostPageFactory(author=person)
    BlogPostPageFactory.create_batch(3)
    form = FormPageFactory()
    factories.ClinicSettingsFactory(
        request_page=form, consultation_page=form,
        **{name: f"Own words for {name}" for name in names},
    )  # fmt: skip
    shown = "".join(
        client.get(address).content.decode()
        for address in (post.url, form.url, "/nothing-here/", f"{form.url}?sent")
    )
    missing = [name for name in names if f"Own words for {name}" not in shown]
    # What follows a sent form, an overdue review or a press is read by the tests of sending, review and pressing.
    assert missing == ["what_next_title", "overdue_text", "clear_thanks"]


@pytest.mark.django_db
def test_ours_are_the_beginning():
    clinic = ClinicSettings()
    assert clinic.next_steps_title == "Talk it over with us first"
    assert clinic.rather_talk == "Would you rather talk? Call"

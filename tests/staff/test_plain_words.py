"""The screens of each role speak in words that people know."""

from __future__ import annotations

import re
from unittest import mock

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from staff import roles
from staff.screens.wagtails_words import read_texts, swap_words
from tests import factories
from tests.every_page import soup_of
from tests.factories.blog import BlogPostPageFactory
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
# Words for the machinery. What they mean is said in others.
STRANGE = re.compile(
    r"\b(slug|canonical|title tag|alias(es)?|workflow|snippets?|moderat(e|ion)|collections?|"
    r"redirects?|groups|root page|tone)\b",
    re.IGNORECASE,
)
# A heading of a page's text may be about anything.
EDITORS = (
    "wagtailadmin_home", "wagtailadmin_account", "wagtailimages:index", "wagtaildocs:index",
    "wagtailredirects:index", "wagtailredirects:add", "wagtailsnippets_clinic_menu:list",
    "wagtailsnippets_clinic_notice:add", "wagtailsnippets_clinic_person:add", "bin:index",
    "guide:parts", "wagtailadmin_reports:workflow",
)  # fmt: skip
ADMINISTRATORS = (
    "wagtailadmin_workflows:index", "wagtailadmin_workflows:add", "wagtailusers_users:index",
    "wagtailusers_groups:index", "wagtailadmin_collections:index",
    "wagtailsites:add",
)  # fmt: skip


def list_strange_words(client, url):
    body = soup_of(client.get(url, follow=True)).select_one("main")
    for hidden in body.select("script, style, template"):
        hidden.decompose()
    said = [*body.stripped_strings]
    for marked in body.select("[title], [aria-label], [placeholder]"):
        said += [marked.get(name, "") for name in ("title", "aria-label", "placeholder")]
    return [text for text in said if STRANGE.search(text)]


@pytest.mark.parametrize(
    ("role", "names"), [(roles.EDITOR, EDITORS), (roles.ADMINISTRATOR, ADMINISTRATORS)]
)
def test_no_screen_speaks_of_its_machinery(role, names):
    factories.home_page()
    client = sign_in(role)
    found = {name: words for name in names if (words := list_strange_words(client, reverse(name)))}
    assert found == {}


def test_a_pages_own_screens_do_not_either():
    page = BlogPostPageFactory(title="What to expect")
    target = factories.StandardPageFactory(title="Visits")
    client = sign_in(roles.EDITOR)
    for name, args in (
        ("edit", [page.pk]), ("copy", [page.pk]), ("history", [page.pk]),
        ("delete", [page.pk]), ("unpublish", [page.pk]), ("move_confirm", [page.pk, target.pk]),
    ):  # fmt: skip
        url = reverse(f"wagtailadmin_pages:{name}", args=args)
        assert list_strange_words(client, url) == [], name


def test_placeholders_and_tags_of_a_text_stay():
    text = 'Workflow on <a href="/workflow/">%(redirect)s</a> of this collection'
    assert swap_words(text) == (
        'Way of approval on <a href="/workflow/">%(redirect)s</a> of this folder'
    )


def test_every_text_of_wagtail_that_names_its_machinery_is_reworded():
    named = [text for text, _many in read_texts() if re.search(r"\bworkflow|\bsnippet", text)]
    assert len(named) > 20
    # Placeholders are named so, too; what people read is not.
    shown = [re.sub(r"%\(\w+\)s|<[^>]*>", "", str(gettext(text))) for text in named]
    assert [text for text in shown if STRANGE.search(text)] == []


def test_the_hour_of_the_last_change_is_written_as_it_is_typed():
    now = timezone.now()
    at = timezone.localtime(now).replace(hour=16, minute=5)
    with mock.patch.object(timezone, "now", return_value=at):
        template = Template(
            "{% load wagtailadmin_tags %}{% timesince_last_update at user_display_name='Ann' %}"
        )
        assert template.render(Context({"at": at})) == "4:05 pm by Ann"
        assert template.render(Context({"at": at.replace(hour=0)})) == "12:05 am by Ann"
    page = BlogPostPageFactory(title="What to expect")
    editor = sign_in(roles.EDITOR)
    panel = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Goes live on" in panel and "Goes away on" in panel and "Go live date" not in panel


@pytest.mark.parametrize(
    ("wagtails", "ours"),
    [
        ("Enter a valid URL.", "beginning with https://"),
        ("Enter a valid date.", "Nov 24, 2026"),
        ("There are validation errors, click save to highlight them.", "a list says what"),
        ("Preview is out of date", "The preview waits"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(wagtails, ours):
    assert ours in gettext(wagtails)

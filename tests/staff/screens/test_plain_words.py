"""The screens of each role speak in words that people know."""

from __future__ import annotations

import re
from decimal import Decimal
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import (
    DecimalValidator,
    MaxLengthValidator,
    MinLengthValidator,
    MinValueValidator,
)
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.contrib.settings.registry import registry
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.snippets.models import get_snippet_models

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
        ("This field is required.", "Fill this in"),
        ("This field cannot be blank.", "Fill this in"),
        ("Enter a number.", "in digits"),
        ("Enter a valid email address.", "with its @"),
        ("Select a valid choice. %(value)s is not one of the available choices.", "Choose again"),
        ("There are validation errors, click save to highlight them.", "a list says what"),
        ("Preview is out of date", "The preview waits"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(wagtails, ours):
    assert ours in gettext(wagtails)


BARE = re.compile(r"^(This field|Enter a |Ensure |Select a valid|Please |Null )")


def list_forms():
    """Yield the form of each kind of snippet and of each screen of settings."""
    for model in get_snippet_models():
        yield model.snippet_viewset.get_edit_handler().get_form_class()
    for model in registry:
        yield get_setting_edit_handler(model).get_form_class()


def test_no_form_of_ours_says_what_django_found_in_the_place_of_what_to_do():
    """A sentence that is new in Django, or of a kind of field that is new here, is named."""
    bare = set()
    for form in list_forms():
        fields = list(form.base_fields.items())
        for name, field in fields:
            said = [str(sentence) for sentence in field.error_messages.values()]
            said += [str(getattr(each, "message", "")) for each in field.validators]
            bare |= {(form.__name__, name, each) for each in said if BARE.match(each)}
    assert bare == set()


@pytest.mark.parametrize(
    ("validator", "value", "said"),
    [
        (MaxLengthValidator(5), "ketamine", "At most 5 letters fit here; there are 8. Shorten it."),
        (MinLengthValidator(12), "short", "Write at least 12 letters; there are 5."),
        (DecimalValidator(9, 6), Decimal("1.1234567"), "At most 6 digits behind the point."),
        (MinValueValidator(0), -1, "Write 0 or more."),
    ],
)
def test_limits_are_said_with_what_to_do(validator, value, said):
    with pytest.raises(ValidationError) as refused:
        validator(value)
    assert refused.value.messages == [said]


def test_a_snippet_that_lacks_its_title_says_what_to_do_as_a_page_does():
    desk = sign_in(roles.ADMINISTRATOR)
    said = desk.post(reverse("wagtailsnippets_clinic_notice:add"), {"title": ""}).content.decode()
    assert "it can&#x27;t be left empty" in said and "This field is required" not in said

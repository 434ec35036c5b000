"""Two people save one screen: nothing of the first goes without the second having read what stands there now."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.views.generic import EditView
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry
from wagtail.models import Collection, DraftStateMixin, Site, Workflow
from wagtail.snippets.models import get_snippet_models

from clinic.models import ClinicSettings
from home.models import SearchWord
from media.models import ClinicDocument, ClinicImage
from review.models import Reviewer
from review.wording_models import FalseAlarm, WordRule
from staff import roles
from tests import factories
from tests.editor_forms import open_screen, read_form
from tests.factories.blog import BlogCategoryFactory, BlogPostPageFactory
from tests.staff.people import make_user, sign_in

pytestmark = pytest.mark.django_db


def read_complaints(response: Any) -> str:
    soup = BeautifulSoup(response.content, "html.parser")
    found = soup.select(".messages .error, .w-field__errors, .error-message")
    return " ".join(part.get_text(" ", strip=True) for part in found)


@pytest.fixture
def two() -> tuple[Client, Client]:
    """Mara and Otto, both administrators."""
    factories.home_page()
    return (
        sign_in(roles.ADMINISTRATOR, first_name="Mara"),
        sign_in(roles.ADMINISTRATOR, first_name="Otto"),
    )


def settings_url() -> str:
    site = Site.objects.get(is_default_site=True)
    return reverse("wagtailsettings:edit", args=["clinic", "clinicsettings", site.pk])


def test_each_keeps_what_the_other_changed(two):
    mara, otto = two
    factories.ClinicSettingsFactory(name="Quiet Hill", phone="(703) 555-0100")
    hers, his = open_screen(mara, settings_url()), open_screen(otto, settings_url())
    hers["name"] = "Loud Hill"
    his["text_number"] = "(703) 555-0142"
    assert mara.post(settings_url(), hers).status_code == 302
    assert otto.post(settings_url(), his).status_code == 302
    stored = ClinicSettings.objects.get()
    assert (stored.name, stored.text_number) == ("Loud Hill", "(703) 555-0142")


def test_what_both_changed_is_refused_once_with_what_stands_there_now(two):
    mara, otto = two
    factories.ClinicSettingsFactory(name="Quiet Hill", phone="(703) 555-0100")
    hers, his = open_screen(mara, settings_url()), open_screen(otto, settings_url())
    hers["name"], hers["phone"] = "Loud Hill", "(703) 555-0111"
    his["name"] = "Calm Hill"
    mara.post(settings_url(), hers)
    refused = otto.post(settings_url(), his)
    assert "Mara changed this to ‘Loud Hill’ while you had it open." in read_complaints(refused)
    assert ClinicSettings.objects.get().name == "Loud Hill"
    # What is on the screen now is his words and her number; the next press is meant.
    again = read_form(refused)
    assert (again["name"], again["phone"]) == ("Calm Hill", "(703) 555-0111")
    assert otto.post(settings_url(), again).status_code == 302
    stored = ClinicSettings.objects.get()
    assert (stored.name, stored.phone) == ("Calm Hill", "(703) 555-0111")


def test_rows_of_a_list_are_not_overwritten_without_a_word(two):
    mara, otto = two
    place = factories.LocationFactory(name="Main clinic")
    url = reverse(type(place).snippet_viewset.get_url_name("edit"), args=[place.pk])
    rows = next(name for name in open_screen(mara, url) if name.endswith("-TOTAL_FORMS"))
    prefix = rows.removesuffix("-TOTAL_FORMS")
    his = open_screen(otto, url)
    hers = open_screen(mara, url)
    first = getattr(place, prefix).first()
    hers[f"{prefix}-0-opens"] = "7 am"
    assert mara.post(url, hers).status_code == 302
    his["name"] = "Main house"
    refused = otto.post(url, his)
    assert "Mara changed ‘" in read_complaints(refused)
    first.refresh_from_db()
    assert first.opens == time(7)
    place.refresh_from_db()
    assert place.name == "Main clinic"


def test_saving_twice_in_a_row_is_nobody_elses_doing(two):
    mara, _otto = two
    factories.ClinicSettingsFactory(name="Quiet Hill")
    for name in ("One", "Two"):
        sent = open_screen(mara, settings_url())
        sent["name"] = name
        assert mara.post(settings_url(), sent).status_code == 302
    assert ClinicSettings.objects.get().name == "Two"


@pytest.mark.parametrize("action", ["", "action-publish"])
def test_a_newer_draft_of_a_page_is_not_overwritten_by_a_button(two, action):
    mara, otto = two
    page = BlogPostPageFactory(title="What to expect")
    page.save_revision(user=make_user("ann"))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    hers, his = open_screen(mara, url), open_screen(otto, url)
    hers["title"], his["title"] = "Her title", "His title"
    if action:
        his[action] = "1"
    mara.post(url, hers)
    refused = otto.post(url, his)
    assert "Mara saved this while you had it open" in read_complaints(refused)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Her title"
    again = read_form(refused)
    assert again["title"] == "His title"
    otto.post(url, again)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "His title"


def test_ones_own_newer_draft_and_a_warning_that_was_read_refuse_nothing(two):
    mara, otto = two
    page = BlogPostPageFactory(title="What to expect")
    page.save_revision(user=make_user("ann"))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    first, second = open_screen(mara, url), open_screen(mara, url)
    mara.post(url, first)
    # The answer to what the screen saved by itself may still be on its way.
    assert "while you had it open" not in read_complaints(mara.post(url, second, follow=True))
    his = open_screen(otto, url)
    mara.post(url, open_screen(mara, url))
    his["newer_draft_known"] = "1"
    assert "while you had it open" not in read_complaints(otto.post(url, his, follow=True))


def test_a_newer_draft_of_a_menu_is_not_overwritten_by_a_button(two):
    mara, otto = two
    menu = factories.MenuFactory(slot="footer-1", heading="More")
    menu.save_revision(user=make_user("ann"))
    url = reverse("wagtailsnippets_clinic_menu:edit", args=[menu.pk])
    hers, his = open_screen(mara, url), open_screen(otto, url)
    hers["heading"], his["heading"] = "Hers", "His"
    mara.post(url, hers)
    assert "Mara saved this while you had it open" in read_complaints(otto.post(url, his))
    menu.refresh_from_db()
    assert menu.get_latest_revision_as_object().heading == "Hers"


def list_edit_names(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> list[str]:
    """Return the names of all addresses whose screen changes something that has no page editor."""
    found = []
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            found += list_edit_names(each, (*spaces, each.namespace) if each.namespace else spaces)
        elif isinstance(each, URLPattern):
            view = find_view_class(each.callback)
            one = len(each.pattern.converters) == 1
            if view is not None and issubclass(view, EditView) and one and each.name == "edit":
                found.append(":".join((*spaces, each.name)))
    return found


def test_every_screen_that_changes_something_knows_what_it_showed(admin_client):
    """A screen added tomorrow is among them, whichever form it has."""
    home = factories.home_page()
    made = [
        factories.PersonFactory(), factories.LocationFactory(), factories.NoticeFactory(),
        factories.ReferenceFactory(), factories.FaqEntryFactory(), factories.MenuFactory(),
        factories.PieceFactory(),
        BlogCategoryFactory(), factories.ClinicImageFactory(), factories.ClinicDocumentFactory(),
        Redirect.objects.create(old_path="/old", redirect_page=home), Workflow.objects.first(),
        Site.objects.first(), Group.objects.first(), make_user("ann"),
        Collection.get_first_root_node().add_child(name="Rooms"),
        SearchWord.objects.create(), WordRule.objects.create(), FalseAlarm.objects.create(),
        Reviewer.objects.create(user=make_user("rhea"), person=factories.PersonFactory()),
    ]  # fmt: skip
    kinds = {type(thing): thing.pk for thing in made}
    names = list_edit_names(get_resolver())
    assert len(names) >= len(made)
    unknown = []
    for name in names:
        model = get_model_of(name)
        if model not in kinds:
            unknown.append(name)
            continue
        check_screen(admin_client, reverse(name, args=[kinds[model]]), model)
    assert unknown == []
    site = Site.objects.get(is_default_site=True)
    for model in registry:
        args = [model._meta.app_label, model._meta.model_name, site.pk]
        check_screen(admin_client, reverse("wagtailsettings:edit", args=args), model)
    assert set(get_snippet_models()) <= set(kinds)


def get_model_of(name: str) -> Any:
    """Return the model that a screen changes."""
    view = get_resolver().resolve(reverse(name, args=[1])).func
    while not hasattr(view, "view_class"):
        view = view.__wrapped__
    files = {"wagtailimages:edit": ClinicImage, "wagtaildocs:edit": ClinicDocument}
    return view.view_initkwargs.get("model") or files.get(name) or view.view_class.model


def find_view_class(view: Any) -> Any:
    """Return the class behind a view that Wagtail has wrapped in its checks of permission."""
    while view is not None and not hasattr(view, "view_class"):
        view = getattr(view, "__wrapped__", None)
    return getattr(view, "view_class", None)


def check_screen(client: Client, url: str, model: Any) -> None:
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    form = soup.select_one("form[data-edit-form]")
    assert form is not None, url
    known = form.select_one("input[name=opened_as], input[name=loaded_revision_id]")
    assert known is not None or issubclass(model, DraftStateMixin), url

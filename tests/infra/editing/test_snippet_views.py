"""What has no draft goes live by a press of a button, never by itself while somebody types."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import reverse
from wagtail.models import DraftStateMixin, RevisionMixin
from wagtail.snippets.models import get_snippet_models

from tests.factories import LocationFactory, NoticeFactory, home_page

pytestmark = pytest.mark.django_db


def _list_models():
    if not apps.ready:
        return []
    return sorted(get_snippet_models(), key=lambda model: model._meta.label)


def _is_saved_by_itself(response):
    soup = BeautifulSoup(response.content, "html.parser")
    form = soup.select_one("form[data-edit-form]")
    return "w-autosave" in form["data-controller"].split()


@pytest.mark.parametrize("model", _list_models(), ids=lambda model: model._meta.label)
def test_a_new_snippet_saves_itself_only_into_a_draft(admin_client, model):
    home_page()
    response = admin_client.get(reverse(model.snippet_viewset.get_url_name("add")))
    assert _is_saved_by_itself(response) == issubclass(model, DraftStateMixin)


def test_an_old_snippet_without_draft_does_not_save_itself(admin_client):
    place = LocationFactory()
    assert isinstance(place, RevisionMixin)
    address = reverse(type(place).snippet_viewset.get_url_name("edit"), args=[place.pk])
    assert not _is_saved_by_itself(admin_client.get(address))


def test_a_window_from_before_cannot_save_by_itself(admin_client):
    notice = NoticeFactory(title="Closed on Monday")
    viewset = type(notice).snippet_viewset
    typed = {"title": "Clos", "place": notice.place, "text": "x"}
    addresses = [
        reverse(viewset.get_url_name("edit"), args=[notice.pk]),
        reverse(viewset.get_url_name("add")),
    ]
    for address in addresses:
        response = admin_client.post(address, typed, headers={"accept": "application/json"})
        assert response.status_code == 400
        assert response.json()["error_code"] == "saved_by_hand"
    assert list(type(notice).objects.values_list("title", flat=True)) == ["Closed on Monday"]

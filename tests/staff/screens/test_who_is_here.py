"""Who else is at a page stands there by name, and what a colleague saved is not called overwritten."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page

from staff import roles
from tests import factories
from tests.staff.people import make_user, sign_in

pytestmark = pytest.mark.django_db


def open_page(page, user):
    kind = ContentType.objects.get_for_model(Page)
    now = timezone.now()
    return EditingSession.objects.create(
        user=user, content_type=kind, object_id=page.pk, last_seen_at=now
    )


def ask_who_is_here(client, page) -> str:
    mine = open_page(page, client.user)
    address = reverse(
        "wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", page.pk, mine.pk]
    )
    answer = client.post(address, {"revision_id": page.latest_revision_id})
    return answer.json()["html"]


@pytest.fixture
def page():
    page = factories.StandardPageFactory(parent=factories.home_page())
    page.save_revision()
    return page


def test_whoever_looks_at_the_page_is_named_where_nobody_can_rest_a_mouse(page):
    open_page(page, make_user("dana", roles.EDITOR, first_name="Dana", last_name="Field"))
    shown = ask_who_is_here(sign_in(roles.EDITOR), page)
    names = BeautifulSoup(shown, "html.parser").select(".clinic-here")
    assert [name.text for name in names] == ["Dana Field"]


def test_what_a_colleague_saved_is_said_to_stay(page):
    dana = make_user("dana", roles.EDITOR, first_name="Dana", last_name="Field")
    open_page(page, dana)
    editor = sign_in(roles.EDITOR)
    opened = page.latest_revision_id
    page.save_revision(user=dana)
    page.latest_revision_id = opened
    said = ask_who_is_here(editor, page)
    assert "Dana Field saved a new version" in said
    assert "What Dana Field saved stays in the history" in said
    assert "overwrite" not in said

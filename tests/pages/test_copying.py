"""What a copy of a page leaves behind."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from home.models import StandardPage
from staff import roles
from tests.factories import StandardPageFactory
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("with_pages_below", [False, True])
def test_a_copy_neither_leaves_with_its_original_nor_stands_behind_its_address(with_pages_below):
    leaves = timezone.now() + timedelta(days=3)
    page = StandardPageFactory(slug="fair", expire_at=leaves, canonical_url="https://old.example/")
    below = StandardPageFactory(parent=page, slug="stand", expire_at=leaves)
    for original in (page, below):
        original.save_revision().publish()
    editor = sign_in(roles.EDITOR)
    typed = {"new_title": "Next fair", "new_slug": "next", "new_parent_page": page.get_parent().pk}
    more = {"copy_subpages": "on"} if with_pages_below else {}
    address = reverse("wagtailadmin_pages:copy", args=(page.pk,))
    assert editor.post(address, {**typed, **more}).status_code == 302
    copy = StandardPage.objects.get(slug="next")
    copies = [copy, *StandardPage.objects.descendant_of(copy)]
    assert len(copies) == 1 + with_pages_below
    for made in copies:
        for state in (made, made.get_latest_revision_as_object()):
            assert (state.go_live_at, state.expire_at, state.canonical_url) == (None, None, "")
    page.refresh_from_db()
    assert (page.expire_at, page.canonical_url) == (leaves, "https://old.example/")
    copy.get_latest_revision().publish()
    copy.refresh_from_db()
    assert copy.live and not copy.expire_at


def test_nor_does_one_by_the_admins_api():
    page = StandardPageFactory(expire_at=timezone.now() + timedelta(days=3))
    page.save_revision().publish()
    address = f"/admin/api/main/pages/{page.pk}/action/copy/"
    data = {"keep_live": False, "slug": "next"}
    answer = sign_in(roles.EDITOR).post(address, data, content_type="application/json")
    assert answer.status_code == 201
    copy = StandardPage.objects.get(slug="next")
    assert copy.expire_at is None
    assert copy.get_latest_revision_as_object().expire_at is None

"""The admin's API is no way past the bin."""

import pytest
from wagtail.models import Page

from staff import roles
from tests import factories
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [roles.EDITOR, roles.ADMINISTRATOR])
def test_it_deletes_no_page_and_no_home_page(role):
    home, page = factories.home_page(), factories.StandardPageFactory()
    client = sign_in(role)
    for each in (page, home):
        address = f"/admin/api/main/pages/{each.pk}/action/"
        answer = client.post(f"{address}delete/", {}, content_type="application/json")
        assert answer.status_code == 404
        assert Page.objects.filter(pk=each.pk, live=True).exists()
    # Its other doors are open, or the test would pass by a wrong address.
    answer = client.post(f"{address}unpublish/", {}, content_type="application/json")
    assert answer.status_code == 200

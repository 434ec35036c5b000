"""The admin's API is no way past the bin."""

import pytest
from wagtail.models import Page

from staff import roles
from tests import factories
from tests.desk.test_bin import bring_back, delete
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


@pytest.mark.parametrize("action", ["move", "copy", "publish", "unpublish", "create_alias"])
def test_it_reaches_no_page_in_the_bin(action):
    page = factories.StandardPageFactory(title="Zebra")
    home = page.get_parent()
    client = sign_in(roles.ADMINISTRATOR)
    address = f"/admin/api/main/pages/{page.pk}/"
    assert client.get(address).status_code == 200
    delete(client, page)
    place = Page.objects.get(pk=page.pk).path
    data = {"destination_page_id": home.pk}
    answer = client.post(f"{address}action/{action}/", data, content_type="application/json")
    assert answer.status_code == client.get(address).status_code == 404
    assert (Page.objects.get(pk=page.pk).path, Page.objects.get(pk=page.pk).live) == (place, False)
    bring_back(client, page)
    assert client.get(address).status_code == 200

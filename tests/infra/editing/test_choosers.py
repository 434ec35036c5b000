"""The chooser of pages opens at the home page; what was chosen is linked for who may open it."""

import pytest
from django.urls import reverse

from staff import roles
from tests.every_page import soup_of
from tests.factories import ClinicImageFactory, StandardPageFactory, home_page, stream
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


def test_the_chooser_shows_the_pages_at_once(admin_client):
    home_page()
    StandardPageFactory(title="What it costs")
    shown = admin_client.get(reverse("wagtailadmin_choose_page")).json()["html"]
    assert "What it costs" in shown and ">Home<" in "".join(shown.split())


@pytest.mark.parametrize(("role", "opens"), [(roles.EDITOR, True), (roles.REVIEWER, False)])
def test_a_chooser_leads_to_the_pictures_screen_who_may_open_it(role, opens):
    """In fields and in blocks, where Wagtail draws it without knowing for whom."""
    picture = ClinicImageFactory()
    block = stream(("image", {"image": picture.pk, "alt_text": "", "caption": ""}))
    page = StandardPageFactory(picture=picture, body=block)
    client = sign_in(role)
    screen = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    address = reverse("wagtailimages:edit", args=[picture.pk])
    link = soup_of(screen).select_one("#id_picture-chooser [data-chooser-edit-link]")
    assert (link["href"], link.has_attr("hidden")) == ((address, False) if opens else ("", True))
    assert (address in screen.content.decode()) is opens

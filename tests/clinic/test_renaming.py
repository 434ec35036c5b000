"""A new name for the clinic: the old one stands nowhere, in no page, mail, feed, list or draft."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Site

from clinic.models import ClinicSettings
from staff.sign_in import accounts
from staff.sign_in.account_mail import send_account_mail
from tests import factories
from tests.every_page import OTHER_ADDRESSES, one_of_each
from tests.factories.blog import blog_index

pytestmark = pytest.mark.django_db
OLD, NEW = "Morning Lake Clinic", "Quiet Hill Practice"


@pytest.fixture
def renamed():
    """A site that had the old name wherever Wagtail or an editor keeps a copy, and was renamed in the settings."""
    pages = one_of_each()
    home = pages["HomePage"]
    home.title = OLD
    home.save()
    home.save_revision().publish()
    home.save_revision()
    Site.objects.filter(is_default_site=True).update(site_name=OLD)
    settings = factories.ClinicSettingsFactory(name=OLD)
    ClinicSettings.objects.filter(pk=settings.pk).update(copyright_name=OLD)
    settings = ClinicSettings.objects.get(pk=settings.pk)
    settings.name = NEW
    settings.save()
    return pages


def test_no_page_says_the_old_name(client, renamed):
    for name, page in renamed.items():
        page.refresh_from_db()
        words = client.get(page.url).content.decode()
        assert OLD not in words, name
        assert NEW in words, name


def test_no_other_address_says_it(client, renamed):
    blog = blog_index().url
    for address in (*OTHER_ADDRESSES, f"{blog}feed/rss/", f"{blog}feed/atom/", "/search/?q=lake"):
        assert OLD not in client.get(address).getvalue().decode(errors="ignore"), address
    assert client.get("/site.webmanifest").json()["name"] == NEW
    assert client.get("/llms.txt").content.decode().startswith(f"# {NEW}")


def test_it_stands_once(renamed):
    settings = ClinicSettings.objects.get()
    assert settings.copyright_name == ""
    home = renamed["HomePage"]
    home.refresh_from_db()
    assert (home.title, home.draft_title) == ("Home", "Home")
    # A draft that is published later must not bring it back.
    assert home.get_latest_revision_as_object().title == "Home"
    home.get_latest_revision().publish()
    home.refresh_from_db()
    assert home.title == "Home"
    assert Site.objects.get(is_default_site=True).site_name == NEW


def test_a_shared_home_page_shows_the_clinics_name(client, renamed):
    html = client.get("/").content.decode()
    assert f'<meta property="og:title" content="{NEW}">' in html
    assert f"<title>{NEW}" in html


def test_mails_and_the_login_say_the_new_name(client, renamed, django_user_model):
    user = django_user_model.objects.create_user("ann", "ann@clinic.example", "a long password")
    user.is_staff = True
    user.save()
    client.post(reverse("account_reset_password"), {"email": "ann@clinic.example"})
    send_account_mail()
    assert len(mail.outbox) == 1
    assert OLD not in mail.outbox[0].subject + mail.outbox[0].body
    assert accounts.clinic_name() == NEW
    assert OLD not in client.get(reverse("account_login")).content.decode()


def test_another_holder_of_the_copyright_stays(renamed):
    settings = ClinicSettings.objects.get()
    settings.copyright_name = "A Holding LLC"
    settings.save()
    settings.name = "Third Name"
    settings.save()
    assert ClinicSettings.objects.get().copyright_name == "A Holding LLC"


def test_a_title_of_the_home_page_that_is_no_copy_stays(renamed):
    home = renamed["HomePage"]
    home.refresh_from_db()
    home.title = "Welcome"
    home.save()
    settings = ClinicSettings.objects.get()
    settings.name = "Third Name"
    settings.save()
    home.refresh_from_db()
    assert home.title == "Welcome"

"""A fresh start of the site on one's own machine names the address that it serves."""

import pytest
from wagtail.models import Site

from sample.management.commands.run_site import Command
from tests.factories import home_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch, settings):
    monkeypatch.delenv("WAGTAILADMIN_BASE_URL", raising=False)
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"


def test_each_start_names_its_own_port(settings):
    home_page()
    for port in ("8000", "8001", "8000"):
        Command().name_addresses(port)
        assert Site.objects.get().root_url == f"http://127.0.0.1:{port}"
        assert f"http://127.0.0.1:{port}" == settings.WAGTAILADMIN_BASE_URL


def test_what_somebody_set_stays(settings, monkeypatch):
    home_page()
    Site.objects.update(hostname="clinic.example.com", port=443)
    monkeypatch.setenv("WAGTAILADMIN_BASE_URL", "https://clinic.example.com")
    Command().name_addresses("8001")
    assert Site.objects.get().root_url == "https://clinic.example.com"
    assert settings.WAGTAILADMIN_BASE_URL == "https://clinic.example.com"


def test_a_second_site_keeps_its_address():
    home = home_page()
    Site.objects.create(hostname="127.0.0.1", port=8001, root_page=home)
    Command().name_addresses("8001")
    assert Site.objects.get(is_default_site=True).hostname == "localhost"
    assert Site.objects.get(is_default_site=False).port == 8001

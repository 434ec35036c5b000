"""Keys of search engines in the head, and IndexNow where a clinic wants it."""

import json
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.models import Site

from clinic.models import ClinicSettings
from infra import content_version
from seo import index_now
from tests.factories.clinic import ClinicSettingsFactory
from tests.factories.home import StandardPageFactory, home_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """Return what would go out, and let it be taken."""
    calls = []

    def request(method, url, **more):
        calls.append((method, url, json.loads(more["body"])))
        return SimpleNamespace(status=202)

    monkeypatch.setattr(index_now.urllib3, "request", request)
    return calls


def publish(**values) -> StandardPageFactory:
    page = StandardPageFactory(**values)
    page.save_revision().publish()
    return page


def go_live(**values) -> Site:
    Site.objects.update(hostname="clinic.example", port=443)
    Site.clear_site_root_paths_cache()
    return ClinicSettingsFactory(**values).site


def test_keys_stand_on_the_home_page_only(client):
    home_page()
    page = StandardPageFactory(slug="costs")
    ClinicSettingsFactory(google_verification="abc-1_=", bing_verification="DEF2")
    content_version.change_version()

    def tags(address: str) -> dict[str, str]:
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        return {tag["name"]: tag["content"] for tag in soup.select("meta[name]")}

    found = tags("/")
    assert (found["google-site-verification"], found["msvalidate.01"]) == ("abc-1_=", "DEF2")
    assert "google-site-verification" not in tags(page.get_url())


@pytest.mark.parametrize("typed", ['<meta name="x" content="y">', 'a"b', "a b"])
def test_a_whole_tag_is_refused(typed):
    with pytest.raises(ValidationError):
        ClinicSettings._meta.get_field("google_verification").clean(typed, None)


def test_changed_pages_are_told_where_it_is_wanted(sent):
    home_page()
    site = go_live(index_now=True)
    publish(slug="costs")
    publish(slug="hidden", noindex=True)
    publish(slug="elsewhere", canonical_url="https://other.example/")
    assert "told" in index_now.tell_search_engines()
    ((method, url, body),) = sent
    assert (method, url, body["host"]) == ("POST", index_now.ENDPOINT, "clinic.example")
    assert "https://clinic.example/costs/" in body["urlList"]
    assert not [
        address for address in body["urlList"] if "hidden" in address or "elsewhere" in address
    ]
    assert body["keyLocation"].endswith(f"/indexnow-{index_now.make_key(site)}.txt")


@pytest.mark.parametrize(("wanted", "host"), [(False, "clinic.example"), (True, "localhost")])
def test_nothing_is_sent_otherwise(sent, wanted, host):
    home_page()
    go_live(index_now=wanted)
    Site.objects.update(hostname=host)
    publish()
    assert index_now.tell_search_engines() == "" and sent == []


def test_who_does_not_listen_is_told_again(monkeypatch):
    home_page()
    go_live(index_now=True)
    publish()
    monkeypatch.setattr(index_now.urllib3, "request", lambda *a, **k: SimpleNamespace(status=500))
    with pytest.raises(OSError, match="500"):
        index_now.tell_search_engines()


def test_the_key_is_shown_only_where_it_is_wanted(client):
    home_page()
    settings = ClinicSettingsFactory(index_now=True)
    key = index_now.make_key(settings.site)
    answer = client.get(f"/indexnow-{key}.txt")
    assert (answer.status_code, answer.content.decode()) == (200, key)
    assert client.get("/indexnow-" + "0" * 32 + ".txt").status_code == 404
    settings.index_now = False
    settings.save()
    assert client.get(f"/indexnow-{key}.txt").status_code == 404

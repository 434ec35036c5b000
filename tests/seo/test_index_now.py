"""Keys of search engines in the head, and IndexNow where a clinic wants it."""

import copy
import json
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from clinic.models import ClinicSettings
from desk.models import BinnedPage
from desk.page_bin import bring_back, put_in_bin
from infra import content_version
from seo.index_now import noting
from seo.index_now import sending as index_now
from seo.models import AddressToTell
from tests.factories.clinic import ClinicSettingsFactory, FaqEntryFactory, stream
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


def tell(sent) -> set[str]:
    """Let the worker tell; return the paths that went out."""
    sent.clear()
    index_now.tell_search_engines()
    told = [address for _method, _url, body in sent for address in body["urlList"]]
    assert len(told) == len(set(told))
    return {address.removeprefix("https://clinic.example") for address in told}


def test_each_change_is_told_once_and_so_is_what_moved_or_went(
    sent, admin_user, django_capture_on_commit_callbacks
):
    home_page()
    go_live(index_now=True)
    entry = FaqEntryFactory(answer="<p>Yes.</p>")
    page = publish(slug="costs", body=stream(("faq", {"title": "", "entries": [entry.pk]})))
    child = StandardPageFactory(parent=page, slug="child")
    child.save_revision().publish()
    publish(slug="other", live=False)
    assert {"/costs/", "/costs/child/", "/other/"} <= tell(sent)
    assert tell(sent) == set()

    def again(page):
        return type(page).objects.get(pk=page.pk)

    def act(what) -> set[str]:
        with django_capture_on_commit_callbacks(execute=True):
            what()
        found = tell(sent)
        assert tell(sent) == set()
        return found

    again(page).save_revision().publish()  # without a changed word
    Redirect.objects.create(old_path="/x", redirect_link="/costs/")
    assert tell(sent) == set()
    entry.answer = "<p>No.</p>"
    assert act(entry.save) == {"/costs/"}

    def rename() -> None:
        renamed = again(page)
        renamed.slug = "prices"
        renamed.save_revision().publish()

    assert act(rename) == {"/costs/", "/costs/child/", "/prices/", "/prices/child/"}
    shelf = Page.objects.get(slug="other")
    moved = {"/prices/child/", "/other/child/"}
    assert act(lambda: again(child).move(shelf, "last-child")) == moved
    assert act(again(page).unpublish) == {"/prices/"}
    assert act(lambda: again(page).save_revision().publish()) == {"/prices/"}
    kept = []
    assert act(lambda: kept.append(put_in_bin(shelf, admin_user))) == {"/other/", "/other/child/"}
    back = BinnedPage.objects.get(pk=kept[0].pk)
    assert act(lambda: bring_back(back, admin_user)) == {"/other/", "/other/child/"}
    assert act(again(page).delete) == {"/prices/"}


def test_every_page_below_a_renamed_one_is_told_in_parts(
    sent, monkeypatch, django_assert_max_num_queries
):
    home_page()
    go_live(index_now=True)
    renamed = StandardPageFactory(slug="news")
    StandardPageFactory(parent=renamed, slug="hidden", noindex=True)
    StandardPageFactory(parent=renamed, slug="elsewhere", canonical_url="https://other.example/")
    before = copy.copy(renamed)
    before.url_path = renamed.url_path.replace("/news/", "/old/")
    Page.objects.bulk_create(
        Page(
            title="Post", draft_title="Post", slug=f"post-{number}", url_path=f"{renamed.url_path}post-{number}/",
            path=f"{renamed.path}{number:04}", depth=renamed.depth + 1, locale=renamed.locale,
            content_type=renamed.content_type,
        )
        for number in range(1_000, 2_200)
    )  # fmt: skip
    AddressToTell.objects.all().delete()
    with django_assert_max_num_queries(30):
        noting._note_rename(type(renamed), instance=renamed, instance_before=before)
    monkeypatch.setattr(index_now, "MOST_A_CALL", 1_000)
    found = tell(sent)
    assert [len(body["urlList"]) for _method, _url, body in sent] == [1_000, 1_000, 402]
    ends = ["", *(f"post-{number}/" for number in range(1_000, 2_200))]
    assert found == {f"/{start}/{end}" for start in ("old", "news") for end in ends}
    assert tell(sent) == set()


def test_what_nobody_may_find_is_never_told(sent):
    home_page()
    go_live(index_now=True)
    page = publish(slug="for-us")
    tell(sent)
    closed = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert tell(sent) == {"/for-us/"}  # gone, for whoever has no login
    for change in (page.unpublish, lambda: page.save_revision().publish()):
        change()
        assert tell(sent) == set()
    closed.delete()
    assert tell(sent) == {"/for-us/"}
    page = Page.objects.get(pk=page.pk)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    tell(sent)
    page.delete()
    assert tell(sent) == set()


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
    for _time in range(2):
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

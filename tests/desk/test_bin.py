"""A deleted page lies in the bin for thirty days and comes back as it was; before it goes, one reads what is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from blog.models import BlogPostPage
from desk.models import BinnedPage
from desk.page_bin import empty_bin
from staff import roles
from tests import factories
from tests.every_page import soup_of
from tests.factories.blog import BlogPostPageFactory, blog_index
from tests.factories.forms import FormPageFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


def delete(client, page, **data: str):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), data)


def bring_back(client, page):
    kept = BinnedPage.objects.get(page_id=page.pk)
    return client.post(reverse("bin:back", args=[kept.pk]), follow=True)


@pytest.fixture
def prices():
    """A page with another one under it, a draft, a link in a post and a place in the menu."""
    factories.home_page()
    page = factories.StandardPageFactory(title="What it costs", slug="costs")
    below = factories.StandardPageFactory(title="Insurance", slug="insurance", parent=page)
    words = f'<p>See <a linktype="page" id="{page.pk}">the prices</a>.</p>'
    post = BlogPostPageFactory(title="A post", body=factories.stream(("text", words)))
    post.save_revision().publish()
    link = ("page", {"page": page.pk, "label": "Costs"})
    menu = factories.MenuFactory(items=factories.stream(link))
    return page, below, post, menu


def test_what_visitors_lose_is_said_first(admin_client, prices):
    page, *_others = prices
    for name in ("delete", "unpublish"):
        shown = admin_client.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
        words = " ".join(soup_of(shown).select_one(".clinic-losing").text.split())
        assert f"The page at {page.url} is gone." in words, name
        told = {
            "delete": "So is 1 page below it. Insurance",
            "unpublish": "1 page below it stays on the site unless you tick that it goes, too. Insurance",
        }
        assert told[name] in words
        assert "A link to it disappears from 1 page. A post" in words
        assert "disappears from: Menu: Header: main menu" in words


def test_visitors_lose_it_and_it_comes_back_with_its_address_and_links(
    admin_client, client, prices
):
    page, below, post, _menu = prices
    addresses = [page.url, below.url]
    delete(admin_client, page)
    for address in addresses:
        assert client.get(address).status_code in (404, 410), address
    assert page.url not in client.get(post.url).content.decode()
    assert "/costs/" not in client.get("/sitemap.xml").content.decode()
    listed = admin_client.get(reverse("bin:index")).content.decode()
    assert "What it costs" in listed
    answer = bring_back(admin_client, page)
    assert "is back, at its old address" in answer.content.decode()
    for address in addresses:
        assert client.get(address).status_code == 200, address
    shown = soup_of(client.get(post.url))
    assert shown.select_one("main a[href='/costs/']").text == "the prices"
    assert shown.select_one("header a[href='/costs/']") is not None
    assert not BinnedPage.objects.exists()
    assert not Page.objects.filter(slug__startswith="page-").exists()


def test_drafts_and_dates_stay_as_they_were(admin_client, prices):
    page, *_others = prices
    page.introduction = "On the site."
    page.save_revision().publish()
    draft = page.get_latest_revision_as_object()
    draft.introduction = "Not yet on the site."
    draft.save_revision()
    page.refresh_from_db()
    before = page.last_published_at
    delete(admin_client, page)
    bring_back(admin_client, page)
    page.refresh_from_db()
    assert (page.live, page.introduction) == (True, "On the site.")
    assert page.has_unpublished_changes is True
    assert page.last_published_at == before
    assert page.get_latest_revision_as_object().introduction == "Not yet on the site."


def test_a_draft_comes_back_as_a_draft(admin_client):
    post = BlogPostPageFactory(live=False)
    delete(admin_client, post)
    bring_back(admin_client, post)
    post.refresh_from_db()
    assert post.live is False
    assert post.get_parent().pk == blog_index().pk


@pytest.mark.parametrize("name", ["delete", "unpublish"])
def test_the_old_address_leads_to_the_page_that_was_chosen(admin_client, client, prices, name):
    page, *_others = prices
    target = factories.StandardPageFactory(title="Paying", slug="paying")
    address = page.url
    url = reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
    assert "Paying" in admin_client.get(url).content.decode()
    admin_client.post(url, {"lead-to": str(target.pk)})
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, target.url)
    if name == "delete":
        bring_back(admin_client, page)
        assert client.get(address).status_code == 200


def test_after_its_thirty_days_every_address_says_that_it_is_gone(
    admin_client, client, prices, django_capture_on_commit_callbacks
):
    page, _below, post, _menu = prices
    for each, slug in ((page, "what-it-costs"), (post, "the-post"), (blog_index(), "journal")):
        each.refresh_from_db()
        each.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            each.save_revision().publish()
    pages = [type(each).objects.get(pk=each.pk) for each in (page, post)]
    addresses = [
        "/costs/",
        "/what-it-costs/",
        "/what-it-costs/insurance/",
        "/journal/the-post/",
        "/blog/the-post/",
    ]
    assert [client.get(address).status_code for address in addresses] == [301, 200, 200, 200, 301]
    for each in pages:
        delete(admin_client, each)
    assert {client.get(address).status_code for address in addresses} == {404}
    # While it lies there, another page takes an address of it.
    factories.StandardPageFactory(slug="what-it-costs").save_revision().publish()
    BinnedPage.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    assert empty_bin() == 2
    taken = addresses.pop(1)
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 410
    )
    assert client.get(taken).status_code == 200
    Page.objects.get(slug="what-it-costs").unpublish()
    assert client.get(taken).status_code == 404


@pytest.mark.parametrize("written", ["now", "by an older version"])
def test_older_addresses_are_led_on_too_and_lead_back_again(
    admin_client, client, prices, django_capture_on_commit_callbacks, written
):
    page, _below, *_others = prices
    target = factories.StandardPageFactory(title="Paying", slug="paying")
    page.slug = "new-costs"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    addresses = ["/costs/", "/costs/insurance/", "/new-costs/", "/new-costs/insurance/"]
    admin_client.post(
        reverse("wagtailadmin_pages:delete", args=[page.pk]), {"lead-to": str(target.pk)}
    )
    for address in addresses:
        assert client.get(address).get("Location") == "/paying/", address
    kept = BinnedPage.objects.get(page_id=page.pk)
    assert {len(row) for row in kept.redirects} == {3}
    if written != "now":
        kept.redirects = [
            pk if former is None else [pk, former, to] for pk, former, to in kept.redirects
        ]
        kept.save()
    bring_back(admin_client, page)
    ends = ["/new-costs/", "/new-costs/insurance/"]
    assert [client.get(address).get("Location") for address in addresses] == [*ends, None, None]
    assert [client.get(address).status_code for address in ends] == [200, 200]


def test_it_can_not_come_back_where_its_address_is_taken(admin_client, prices):
    page, *_others = prices
    delete(admin_client, page)
    factories.StandardPageFactory(title="New prices", slug="costs")
    answer = bring_back(admin_client, page)
    assert "‘New prices’ has its address ‘costs’ now." in answer.content.decode()
    assert BinnedPage.objects.filter(page_id=page.pk).exists()


def test_several_pages_go_into_the_bin_from_a_list(admin_client):
    posts = BlogPostPageFactory.create_batch(2)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    admin_client.post(f"{url}?id={posts[0].pk}&id={posts[1].pk}&next=/admin/")
    assert BinnedPage.objects.count() == 2
    assert BlogPostPage.objects.live().count() == 0


def bulk(name, *pages):
    ids = "&".join(f"id={page.pk}" for page in pages)
    return (
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", name]) + f"?{ids}&next=/admin/"
    )


@pytest.mark.parametrize("name", ["delete", "unpublish"])
def test_several_at_once_are_asked_where_their_addresses_shall_lead(
    admin_client, client, prices, name
):
    page, below, post, _menu = prices
    target = factories.StandardPageFactory(title="Paying", slug="paying")
    addresses = [page.url, below.url, post.url]
    form = soup_of(admin_client.get(bulk(name, page, post))).select_one("form[method=post]")
    offered = [option["value"] for option in form.select("#lead-to option")]
    assert str(target.pk) in offered
    # Nothing leads to what goes as well.
    assert not {str(each.pk) for each in (page, below, post)} & set(offered)
    assert form.select_one(f"label[for=lead-to-{post.pk}]").text == "A post"

    data = {"lead-to": str(target.pk), f"lead-to-{post.pk}": "nowhere"}
    admin_client.post(bulk(name, page, post), data)
    assert client.get(addresses[0]).get("Location") == target.url
    assert client.get(addresses[2]).status_code in (404, 410)
    # What lies below goes along into the bin; taken down it goes only if that is ticked.
    assert client.get(addresses[1]).get("Location") == (target.url if name == "delete" else None)
    if name == "delete":
        bring_back(admin_client, page)
        assert [client.get(address).status_code for address in addresses[:2]] == [200, 200]


def test_a_page_below_that_stays_is_not_led_on_when_it_goes_later(admin_client, client, prices):
    page, below, *_others = prices
    target = factories.StandardPageFactory(title="Paying", slug="paying")
    address = below.url
    url = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    admin_client.post(url, {"lead-to": str(target.pk)})
    assert client.get(address).status_code == 200
    admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[below.pk]))
    assert client.get(address).status_code == 404


def test_publishing_several_asks_for_no_address(admin_client, prices):
    assert soup_of(admin_client.get(bulk("publish", prices[0]))).select_one("#lead-to") is None


def test_the_home_page_can_not_be_deleted_with_all_that_lies_below(admin_client, client, prices):
    page = prices[0]
    home = page.get_parent()
    for asked in (reverse("wagtailadmin_pages:delete", args=[home.pk]), bulk("delete", home)):
        told = admin_client.post(asked, follow=True)
        assert "all other pages lie below it" in told.content.decode()
    told = admin_client.get(reverse("wagtailadmin_pages:delete", args=[home.pk]), follow=True)
    assert "all other pages lie below it" in told.content.decode()
    assert client.get("/").status_code == client.get(page.url).status_code == 200


def test_after_thirty_days_it_is_gone_for_good(admin_client, prices):
    page, below, post, _menu = prices
    delete(admin_client, page)
    assert empty_bin() == 0
    BinnedPage.objects.update(deleted_at=timezone.now() - timedelta(days=30, minutes=1))
    assert empty_bin() == 1
    assert not Page.objects.filter(pk__in=[page.pk, below.pk]).exists()
    assert Page.objects.filter(pk=post.pk).exists()


def test_a_form_that_a_request_came_through_meanwhile_stays_and_stops_nothing(admin_client, prices):
    form = FormPageFactory()
    delete(admin_client, form)
    SubmissionFactory(page=form)
    delete(admin_client, prices[0])
    BinnedPage.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    assert empty_bin() == 1
    assert [kept.page_id for kept in BinnedPage.objects.all()] == [form.pk]


def test_who_may_not_work_on_pages_brings_nothing_back(admin_client, client, prices):
    page, *_others = prices
    delete(admin_client, page)
    user = get_user_model().objects.create_user("fay", "fay@clinic.example", "a long password")
    from django.contrib.auth.models import Group

    user.groups.add(Group.objects.get(name=roles.FRONT_DESK))
    client.force_login(user)
    kept = BinnedPage.objects.get()
    assert client.post(reverse("bin:back", args=[kept.pk])).status_code in (302, 403)
    assert BinnedPage.objects.filter(pk=kept.pk).exists()

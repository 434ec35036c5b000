"""What lies in the bin stays there until somebody brings it back: no second press, no day and no list reaches it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision

from desk.models import BinnedPage, BinnedThing
from staff import roles
from tests import factories
from tests.desk.test_bin import bring_back, delete
from tests.editor_forms import read_form
from tests.every_page import soup_of
from tests.factories.blog import BlogPostPageFactory
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


def read_messages(response) -> str:
    return " ".join(soup_of(response).select_one(".messages").get_text(" ").split())


@pytest.fixture
def editor():
    return sign_in(roles.EDITOR)


@pytest.fixture
def zebra(editor):
    """A post that was deleted, after its message was read."""
    page = BlogPostPageFactory(title="Zebra crossing")
    page.save_revision().publish()
    delete(editor, page)
    editor.get(reverse("bin:index"))
    return page


@pytest.mark.parametrize("name", ["delete", "copy", "unpublish", "edit"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_second_press_leads_to_the_bin_and_loses_nothing(editor, zebra, name, method):
    if (name, method) == ("edit", "post"):
        return  # see below
    answer = getattr(editor, method)(reverse(f"wagtailadmin_pages:{name}", args=[zebra.pk]))
    if name == "unpublish":  # it is off the site already: Wagtail says nothing and does nothing
        assert answer.status_code == 302
    else:
        assert answer["Location"] == reverse("bin:index")
        assert "‘Zebra crossing’ lies in the bin." in read_messages(
            editor.get(reverse("bin:index"))
        )
    assert BinnedPage.objects.get().page_id == zebra.pk
    bring_back(editor, zebra)
    zebra.refresh_from_db()
    assert zebra.live is True


def test_it_is_not_moved_out_by_hand_nor_another_page_in(editor, zebra):
    other = BlogPostPageFactory()
    for page, place in ((zebra, other.get_parent()), (other, Page.objects.get(pk=zebra.pk))):
        address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, place.pk])
        assert editor.post(address)["Location"] == reverse("bin:index")
    assert BinnedPage.objects.get().page.get_parent().slug.startswith("page-")


def test_ticked_in_a_list_that_was_open_before_it_is_not_lost_either(editor, zebra):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    answer = editor.post(f"{address}?id={zebra.pk}")
    assert answer["Location"] == reverse("bin:index")
    assert BinnedPage.objects.filter(page_id=zebra.pk).exists()


def test_nobody_empties_the_bin_by_deleting_it_as_a_page(admin_client, zebra):
    kept = Page.objects.get(slug="deleted-pages")
    for page in (kept, zebra.get_parent(), Page.objects.get(pk=zebra.pk).get_parent()):
        if page.path.startswith(kept.path):
            answer = delete(admin_client, page)
            assert answer["Location"] == reverse("bin:index")
    assert BinnedPage.objects.get().page_id == zebra.pk


def test_what_was_typed_while_it_was_deleted_is_kept_as_its_draft(admin_client):
    page = factories.StandardPageFactory(title="Parking")
    page.save_revision().publish()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = read_form(admin_client.get(address))
    data["title"], data["action-publish"] = "Parking and trains", "1"
    delete(admin_client, page)
    answer = admin_client.post(address, data, follow=True)
    assert "‘Parking and trains’ was deleted meanwhile. What you wrote is kept" in read_messages(
        answer
    )
    page.refresh_from_db()
    assert page.live is False
    bring_back(admin_client, page)
    page.refresh_from_db()
    assert (page.live, page.title, page.has_unpublished_changes) == (True, "Parking", True)
    assert page.get_latest_revision_as_object().title == "Parking and trains"


def test_nothing_publishes_it_there(zebra, django_user_model):
    with pytest.raises(PermissionDenied):
        zebra.get_latest_revision().publish(user=django_user_model.objects.first())


def test_a_day_on_which_it_was_to_go_live_waits_until_it_is_back(editor):
    soon = timezone.now() + timedelta(hours=1)
    post = BlogPostPageFactory(title="Soon", live=False, go_live_at=soon)
    post.save_revision().publish()
    delete(editor, post)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    call_command("publish_scheduled")
    bring_back(editor, post)
    post.refresh_from_db()
    assert post.live is False
    assert post.scheduled_revision.approved_go_live_at == post.go_live_at


@pytest.mark.parametrize(
    "address",
    [
        "/admin/posts/", "/admin/pages/search/?q=zebra", "/admin/pages/?q=zebra&search_whole_tree=1",
        "/admin/find/?q=zebra", "/admin/choose-page/search/?q=zebra", "/admin/pages/usage/blog/blogpostpage/",
        "/admin/reports/aging-pages/",
    ],
)  # fmt: skip
def test_no_list_shows_it_until_it_is_back(editor, zebra, address):
    assert "Zebra crossing" not in editor.get(address).content.decode()
    assert (
        "Deleted pages"
        not in editor.get(f"/admin/pages/{Page.objects.get(depth=1).pk}/").content.decode()
    )
    bring_back(editor, zebra)
    editor.get(reverse("bin:index"))
    assert "Zebra crossing" in editor.get(address).content.decode()


def test_the_page_that_has_its_address_now_is_named_and_one_click_away(editor, zebra):
    other = BlogPostPageFactory(title="Another one", slug=zebra.slug)
    answer = bring_back(editor, zebra)
    assert f"‘Another one’ has its address ‘{zebra.slug}’ now." in read_messages(answer)
    edit = reverse("wagtailadmin_pages:edit", args=[other.pk])
    assert (
        soup_of(answer).select_one(f".messages a[href='{edit}']").text.strip()
        == "Edit ‘Another one’"
    )


def test_an_old_address_says_what_visitors_lose_and_comes_back_once(editor):
    page = factories.StandardPageFactory(slug="costs")
    lead = Redirect.objects.create(old_path="/old-prices", redirect_page=page)
    address = reverse("wagtailredirects:delete", args=[lead.pk])
    asked = soup_of(editor.get(address)).get_text(" ")
    assert "Whoever comes by /old-prices" in asked and "brought back for 30 days" in asked
    editor.post(address)
    twin = Redirect.objects.create(old_path="/old-prices", redirect_link="/elsewhere/")
    back = reverse("bin:thing_back", args=[BinnedThing.objects.get().pk])
    assert "has the place or the name of ‘/old-prices’ now" in read_messages(
        editor.post(back, follow=True)
    )
    twin.delete()
    editor.post(back)
    assert Redirect.objects.get().redirect_page_id == page.pk


@pytest.mark.parametrize("name", ["back", "thing_back"])
def test_bringing_back_twice_is_no_error(editor, zebra, name):
    factory = {"back": lambda: zebra, "thing_back": factories.FaqEntryFactory}[name]
    thing = factory()
    if name == "thing_back":
        editor.post(reverse(thing.snippet_viewset.get_url_name("delete"), args=[thing.pk]))
    kept = BinnedPage.objects.get() if name == "back" else BinnedThing.objects.get()
    address = reverse(f"bin:{name}", args=[kept.pk])
    assert "is back" in read_messages(editor.post(address, follow=True))
    assert "no longer lies in the bin" in read_messages(editor.post(address, follow=True))


@pytest.mark.parametrize(
    "make", [factories.FaqEntryFactory, factories.NoticeFactory, factories.ClinicImageFactory]
)
def test_who_had_a_thing_open_that_was_deleted_is_led_to_the_bin(editor, make):
    thing = make()
    is_picture = make is factories.ClinicImageFactory
    edit, gone = (
        reverse(
            f"wagtailimages:{name}" if is_picture else thing.snippet_viewset.get_url_name(name),
            args=[thing.pk],
        )
        for name in ("edit", "delete")
    )
    typed = {} if is_picture else read_form(editor.get(edit))
    editor.post(gone)
    for answer in (
        editor.get(edit, follow=True),
        editor.get(gone, follow=True),
        editor.post(gone, follow=True),
    ):
        assert f"‘{thing}’ was deleted on" in read_messages(answer)
    if typed:
        assert "so it was not saved" in read_messages(editor.post(edit, typed, follow=True))
    # Who may not bring it back learns nothing, and what was never there is not found.
    assert sign_in(roles.FRONT_DESK).get(edit).status_code in (302, 404)
    assert "was deleted on" not in sign_in(roles.FRONT_DESK).get(edit, follow=True).content.decode()
    never = edit.replace(str(thing.pk), "987654")
    assert editor.get(never).status_code == 404

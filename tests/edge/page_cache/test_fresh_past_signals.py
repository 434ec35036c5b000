"""What becomes visible by rows that are written past the signals, or after them, is fresh at the next request as well."""

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ReferenceIndex, Revision
from wagtail.signals import page_published

from clinic.models import ClinicSettings
from infra import content_version
from review.models import PublicText, Reviewer
from tests import factories
from tests.desk.test_thing_bin import bring_back, delete_address
from tests.edge.page_cache.fresh_rows import row
from tests.review.reviewing import approved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cached(settings):
    settings.PAGE_CACHE = "process"


def shown(path):
    """Return what a new visitor reads; twice, so that a wrong page would be kept."""
    Client().get(path)
    return Client().get(path).content.decode()


def reviewed_page():
    factories.home_page()
    body = factories.stream(("text", "<p>Ketamine can be misused.</p>"))
    page = approved(factories.StandardPageFactory(purpose="health", body=body))
    content_version.change_version()
    assert '"reviewedBy"' in shown(page.url)
    return page


@row("reviewer")
@pytest.mark.parametrize("leave", ["the link goes", "the account goes", "another account"])
def test_a_review_that_stops_to_hold_is_said_no_more(leave, admin_user, row_of_the_table):
    page = reviewed_page()
    link = Reviewer.objects.get()
    if leave == "the link goes":
        link.delete()
    elif leave == "the account goes":
        link.user.delete()
    else:
        link.user = admin_user
        link.save()
    assert '"reviewedBy"' not in shown(page.url)


def test_a_link_that_covers_no_approval_keeps_every_page(admin_user):
    person = factories.PersonFactory()
    before = content_version.read_now()
    link = Reviewer.objects.create(user=admin_user, person=person)
    link.delete()
    assert content_version.read_now() == before


def test_a_visitor_between_a_publish_and_its_day_keeps_nothing_old(monkeypatch):
    """The worker publishes outside a transaction: a page made in the middle must not stay."""
    factories.home_page()
    page = factories.StandardPageFactory(body=factories.stream(("text", "<p>One.</p>")))
    page.save_revision().publish()
    PublicText.objects.filter(page_id=page.pk).update(
        changed_at=timezone.now() - timezone.timedelta(days=40)
    )
    seen = []

    def visit(sender, **kwargs):
        seen.append(content_version.read_now())

    receivers = page_published.receivers
    page_published.connect(visit, weak=False, dispatch_uid="visitor")
    # Right behind what makes the new version, before the day is noted.
    first = next(i for i, r in enumerate(receivers) if "content version" in str(r[0][0]))
    page_published.receivers.insert(first + 1, page_published.receivers.pop())
    page_published.sender_receivers_cache.clear()
    try:
        page.body = factories.stream(("text", "<p>Two.</p>"))
        page.save_revision().publish()
    finally:
        page_published.disconnect(dispatch_uid="visitor")
    assert len(seen) == 1
    assert content_version.read_now() != seen[0]


def test_a_renamed_clinic_renames_its_home_page_in_the_same_version(monkeypatch):
    home = factories.home_page()
    clinic = ClinicSettings.objects.filter(site=home.get_site()).first()
    clinic = clinic or factories.ClinicSettingsFactory(site=home.get_site())
    home.title = clinic.name = "Calm Clinic"
    home.save()
    versions = []
    real = content_version.change_version

    def change(*part):
        home.refresh_from_db()
        versions.append(home.title)
        real(*part)

    monkeypatch.setattr(content_version, "change_version", change)
    clinic.save()
    assert versions[-1] != "Calm Clinic"


def in_a_field(picture):
    return factories.StandardPageFactory(picture=picture)


def in_a_block(picture):
    body = factories.stream(
        (
            "picture",
            {
                "image": {"image": picture.pk, "alt_text": "A lake", "decorative": False},
                "caption": "",
                "width": "text",
            },
        )
    )
    page = factories.StandardPageFactory()
    page.body = body
    page.save_revision().publish()
    return page


@row("bin")
@pytest.mark.parametrize("use", [in_a_field, in_a_block])
def test_what_comes_back_from_the_bin_is_shown_at_once_and_watched_again(
    use, admin_client, django_capture_on_commit_callbacks, row_of_the_table
):
    factories.home_page()
    picture = factories.ClinicImageFactory(title="Lake")
    page = use(picture)
    content_version.change_version()
    before = shown(page.url)
    assert "c-picture" in before or "<picture" in before
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(delete_address(picture))
    assert "<picture" not in shown(page.url)
    with django_capture_on_commit_callbacks(execute=True):
        bring_back(admin_client)
    assert "<picture" in shown(page.url)
    back = type(picture).objects.get(pk=picture.pk)
    assert ReferenceIndex.get_references_to(back).exists()
    version = content_version.read_now()
    back.save()
    assert content_version.read_now() != version


def put_off(page):
    page.go_live_at = timezone.now() + timezone.timedelta(days=3)
    page.save_revision().publish()


@row("schedule")
def test_what_goes_live_on_a_later_day_keeps_every_page_until_then(row_of_the_table):
    factories.home_page()
    page = factories.StandardPageFactory(live=False)
    entry = factories.FaqEntryFactory(live=False)
    before = content_version.read_now()
    put_off(page)
    put_off(entry)
    assert content_version.read_now() == before
    revision = Revision.objects.get(object_id=str(page.pk), approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = (timezone.now() - timezone.timedelta(minutes=1)).isoformat()
    revision.publish()  # as the worker does on that day
    assert content_version.read_now() != before


@row("schedule")
def test_what_a_later_day_takes_off_the_site_is_seen_at_once(row_of_the_table):
    """A page that code made live has no version of its own: putting its publish off takes it away."""
    factories.home_page()
    page = factories.StandardPageFactory()
    type(page).objects.filter(pk=page.pk).update(live_revision=None)
    page.refresh_from_db()
    content_version.change_version()
    assert page.title in shown(page.url)
    put_off(page)
    page.refresh_from_db()
    assert page.live == (Client().get(page.url).status_code == 200)


@row("draft")
def test_another_address_of_what_nobody_sees_keeps_every_page(
    row_of_the_table, django_capture_on_commit_callbacks
):
    factories.home_page()
    page = factories.StandardPageFactory(live=False)
    before = content_version.read_now()
    page.slug = "elsewhere"
    with django_capture_on_commit_callbacks(execute=True):
        page.save()
    assert content_version.read_now() == before

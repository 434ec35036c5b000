"""Ways round a review that were tried on the running site, as editor, administrator and reviewer, and led somewhere once."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.forms import modelform_factory
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from blog.models import BlogCategory
from clinic.models import ClinicSettings
from home.models import StandardPage
from review.approval.approving import follow_all
from review.models import Approval, ReviewedText
from staff import roles
from tests.factories import StandardPageFactory
from tests.factories.blog import BlogPostPageFactory
from tests.factories.clinic import (
    ClinicSettingsFactory,
    LocationFactory,
    PersonFactory,
    stream,
)
from tests.factories.home import home_page
from tests.review.around import NEWS, publish_text, said_in, stored_body
from tests.review.reviewing import approved, hidden_fields, licensed, line_of, read_html
from tests.review.writing import CALM, PUBLISH, edit_url, typed, typed_in
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db

OTHER = "Ketamine can be misused, and some people come to depend on it."


# --- What was read is what is approved --------------------------------------------------------------
def test_a_page_that_changed_while_it_was_read_is_not_approved(licensed_reviewer, client, page):
    url = reverse("review_approve", args=(page.pk,))
    shown = hidden_fields(read_html(licensed_reviewer.get(url)))
    publish_text(page, OTHER)
    response = licensed_reviewer.post(url, shown, follow=True)
    assert not Approval.objects.exists()
    assert "changed while you were reading" in said_in(response)
    assert "Not yet reviewed" in line_of(client, page)
    licensed_reviewer.post(url, hidden_fields(read_html(licensed_reviewer.get(url))))
    assert Approval.objects.count() == 1


def test_of_a_list_those_that_changed_meanwhile_are_left(licensed_reviewer, page):
    soup = BeautifulSoup(licensed_reviewer.get(reverse("reviews_due")).content, "html.parser")
    boxes = soup.select("input[name=pages], input[type=hidden][name^=mark-]")
    ticks = {box["name"]: box["value"] for box in boxes}
    assert len(ticks) > 1
    publish_text(page, OTHER)
    response = licensed_reviewer.post(
        reverse("reviews_approve"), {**ticks, "pages": [page.pk]}, follow=True
    )
    assert not Approval.objects.filter(page=page).exists()
    assert "changed while you were reading" in said_in(response)


@pytest.mark.parametrize("sent", [{}, {"mark": ""}, {"mark": "5:of-no-page"}])
def test_a_press_that_does_not_say_what_was_read_approves_nothing(sent, licensed_reviewer, page):
    one = licensed_reviewer.post(reverse("review_approve", args=(page.pk,)), sent, follow=True)
    several = {f"mark-{page.pk}": mark for mark in sent.values()}
    listed = licensed_reviewer.post(
        reverse("reviews_approve"), {**several, "pages": [page.pk]}, follow=True
    )
    for response in (one, listed):
        said = said_in(response)
        assert "is not approved" in said and ("read it" in said or "Read it again" in said)
    assert not Approval.objects.exists()


# --- Only the newest word of a reviewer counts -------------------------------------------------------
def test_a_text_that_a_later_approval_replaced_needs_a_reviewer_again(editor, page):
    rita = licensed()
    approved(page, rita)
    publish_text(page, OTHER, rita)
    approved(page, rita)
    response = editor.post(edit_url(page), typed(CALM, **PUBLISH))
    assert response.status_code == 200 and "come to depend" in stored_body(page)


def test_an_approved_draft_takes_nothing_from_the_text_that_is_still_live(client, page):
    from review.approval.approving import approve_page

    rita = licensed()
    approved(page, rita)
    draft = StandardPage.objects.get(pk=page.pk)
    draft.body = f'[{{"type": "text", "value": "<p>{OTHER}</p>"}}]'
    revision = draft.save_revision()
    approve_page(draft, rita, revision=revision)
    assert "Reviewed by" in line_of(client, page)
    revision.publish()
    assert "Reviewed by" in line_of(client, page)


def test_a_mark_of_an_earlier_version_of_the_software_covers_its_own_text_alone(client, page):
    page.save_revision().publish()
    approved(page)
    Approval.objects.update(text_mark="1:of-an-earlier-release")
    follow_all()
    assert "Reviewed by" in line_of(client, page)
    publish_text(page, OTHER)
    assert "changed since, waiting for review" in line_of(client, page)
    draft = StandardPage.objects.get(pk=page.pk)
    assert ReviewedText.objects.get().differs_from(draft)


# --- Health is told nowhere past a reviewer ----------------------------------------------------------
STATEMENT = "Ketamine infusions lift a low mood in many people within a day."


@pytest.mark.parametrize("role", [roles.EDITOR, roles.ADMINISTRATOR])
def test_settings_take_no_statement_on_health_from_who_is_no_reviewer(role):
    home_page()
    settings = ClinicSettingsFactory()
    url = reverse("wagtailsettings:edit", args=("clinic", "clinicsettings", settings.site_id))
    for client, status in ((sign_in(role), 400), (sign_in(roles.REVIEWER), 302)):
        data = typed_in(client, url)
        data |= nested_form_data({"social": streamfield([]), "closed_days": streamfield([])})
        data |= {name: rich_text("<p>Call 988.</p>") for name in ("crisis_text", "footer_text")}
        response = client.post(url, {**data, "financial_interest": STATEMENT})
        said = said_in(response)
        assert ("about health" in said) is (status == 400), said[:600]
        assert (ClinicSettings.objects.get().financial_interest == STATEMENT) is (status == 302)


@pytest.mark.parametrize(
    ("factory", "field"), [(PersonFactory, "bio"), (LocationFactory, "directions")]
)
def test_profiles_and_places_take_none_either(factory, field, editor):
    thing = factory()
    form = modelform_factory(type(thing), form=type(thing).base_form_class, fields=[field])
    for user, refused in ((editor.user, True), (sign_in(roles.REVIEWER).user, False)):
        filled = form({field: STATEMENT}, instance=thing, for_user=user)
        assert filled.has_error("__all__", "claim") is refused


@pytest.mark.parametrize(
    ("directions", "is_refused"),
    [
        ("You may drive home by yourself an hour after your visit.", True),
        ("There is no need to bring your driver: no driver is needed.", True),
        ("Teenagers come in with a parent by the side door.", True),
        ("Leave your medicines at home on the day of your visit.", True),
        ("Your insurance pays for all of what we do here.", True),
        ("Drive past the church and turn left at the second light.", False),
        ("Your driver can wait in the room on the first floor.", False),
        ("If you think of suicide now, call or text 988, or come to the emergency room.", False),
    ],
)
def test_advice_is_none_of_theirs_and_directions_are(directions, is_refused, editor):
    thing = LocationFactory()
    form = modelform_factory(type(thing), form=type(thing).base_form_class, fields=["directions"])
    filled = form({"directions": directions}, instance=thing, for_user=editor.user)
    assert filled.has_error("__all__", "claim") is is_refused


# --- The bin -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("published_by", ["a person", "code, without a version"])
def test_what_was_written_in_the_bin_does_not_come_back_live(client, page, published_by):
    from desk.models import BinnedPage
    from desk.page_bin import bring_back, put_in_bin

    if published_by == "a person":
        page.save_revision().publish()
    approved(page)
    administrator = sign_in(roles.ADMINISTRATOR)
    put_in_bin(StandardPage.objects.get(pk=page.pk), administrator.user)
    # The editor of a page that is not live stores what is typed in its row.
    administrator.post(edit_url(page), typed(NEWS))
    binned = StandardPage.objects.get(pk=page.pk)
    binned.body = f'[{{"type": "text", "value": "<p>{NEWS}</p>"}}]'
    binned.save_revision()
    binned.save()
    bring_back(BinnedPage.objects.get(), administrator.user)
    assert "lifts" not in stored_body(page)
    assert "Reviewed by" in line_of(client, page)
    assert StandardPage.objects.get(pk=page.pk).has_unpublished_changes


# --- What a post is filed under ----------------------------------------------------------------------
def test_the_name_of_a_category_is_read_with_the_post_and_is_part_of_what_was_approved():
    """An import makes categories past every form."""
    category = BlogCategory.objects.create(name="Research", slug="research")
    post = BlogPostPageFactory(category=category)
    rita = licensed()
    post.save_revision(user=rita).publish(user=rita)
    approved(post, rita)
    assert type(post).objects.get(pk=post.pk).review_line.is_current
    BlogCategory.objects.filter(pk=category.pk).update(name="Guaranteed cure")
    fresh = type(post).objects.get(pk=post.pk)
    with pytest.raises(PermissionDenied, match="Guaranteed"):
        fresh.save_revision(user=rita).publish(user=rita)
    category.name = "News"
    category.save()
    assert not type(post).objects.get(pk=post.pk).review_line.is_current


@pytest.mark.parametrize(
    "field",
    [
        "financial_interest",
        "medical_disclaimer",
        "consultation_small_print",
        "next_steps_text",
        "next_steps_title",
        "references_title",
        "further_title",
    ],
)
def test_the_texts_under_every_health_page_is_part_of_what_was_approved(field, client, page):
    settings = ClinicSettingsFactory(financial_interest="We are paid for it.")
    approved(page)
    settings.phone = "(703) 555-0199"
    settings.save()
    assert "Reviewed by" in line_of(client, page)
    before = getattr(settings, field)
    setattr(settings, field, "You will feel better tomorrow.")
    settings.save()
    assert "changed since, waiting for review" in line_of(client, page)
    setattr(settings, field, before)
    settings.save()
    assert "Reviewed by" in line_of(client, page)


def test_what_is_told_of_a_place_is_part_of_the_pages_that_show_it_and_its_hours_are_not(client):
    place, other = LocationFactory(directions="Park behind the house."), LocationFactory()
    rita = licensed()

    def make_page(name, chosen):
        block = {"title": "Where", "locations": chosen, "show_hours": True, "show_map": True}
        page = StandardPageFactory(slug=name, purpose="health", body=stream(("locations", block)))
        page.save_revision().publish()
        return approved(page, rita)

    every, one = make_page("every", []), make_page("one", [other.pk])
    place.phone, place.street = "(703) 555-0111", "2 Side Street"
    place.save()
    place.opening_hours.all().delete()
    assert "Reviewed by" in line_of(client, every)
    place.directions = "You may drive home an hour after your visit."
    place.save()
    assert "changed since, waiting for review" in line_of(client, every)
    assert "Reviewed by" in line_of(client, one)
    place.delete()
    assert "changed since" in line_of(client, every)
    other.hours_note = "No driver needed."
    other.save()
    assert "changed since" in line_of(client, one)

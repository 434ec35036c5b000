"""Which page may live where, and what each shows of what staff entered."""

import pytest
from django.core.exceptions import ValidationError

from blog.models import BlogIndexPage, BlogPostPage
from forms.models import FormPage
from home.models import AboutPage, HomePage, ServiceIndexPage, ServicePage, StandardPage
from tests.every_page import soup_of
from tests.factories import (
    ClinicSettingsFactory,
    NoticeFactory,
    PersonFactory,
    ServicePageFactory,
    StandardPageFactory,
    home_page,
    stream,
)
from tests.review.reviewing import approved, licensed

pytestmark = pytest.mark.django_db

CHILDREN = {
    HomePage: {ServiceIndexPage, AboutPage, StandardPage, BlogIndexPage, FormPage},
    ServiceIndexPage: {ServicePage},
    ServicePage: set(),
    AboutPage: set(),
    StandardPage: {StandardPage},
    BlogIndexPage: {BlogPostPage},
    BlogPostPage: set(),
    FormPage: set(),
}


@pytest.mark.parametrize("parent", CHILDREN, ids=lambda model: model.__name__)
def test_each_page_allows_only_the_children_it_was_made_for(parent):
    assert set(parent.allowed_subpage_models()) == CHILDREN[parent]


def test_there_is_only_one_home_page():
    assert HomePage.max_count == 1
    first = home_page()
    assert not HomePage.can_create_at(first.get_parent())


def test_the_home_page_shows_its_promise_as_the_only_first_heading(client):
    page = home_page()
    page.headline = "Time, quiet and someone who stays"
    page.save_revision().publish()
    headings = soup_of(client.get("/")).find_all("h1")
    assert [h.get_text(strip=True) for h in headings] == ["Time, quiet and someone who stays"]


def full_service(**fields):
    """Return a treatment page with every safety part filled."""
    parts = {
        name: stream(("item", f"<p>{name.replace('_', ' ')} stands here</p>"))
        for name in ("benefits", "risks", "who_should_not", "ask_first", "alternatives")
    }
    return ServicePageFactory(
        **{
            **parts,
            "evidence_strength": "very-low",
            "evidence_summary": "Few trials, and they were small.",
            **fields,
        }
    )


def test_a_treatment_page_shows_benefits_and_risks_side_by_side_and_who_should_not_have_it(client):
    page = full_service()
    soup = soup_of(client.get(page.url))
    sides = soup.select_one(".block-benefits-risks__sides")
    assert "benefits stands here" in sides.get_text()
    assert "risks stands here" in sides.get_text()
    text = soup.find("main").get_text(" ", strip=True)
    for wanted in (
        "who should not stands here",
        "ask first stands here",
        "alternatives stands here",
        "Very uncertain",
        "Few trials, and they were small.",
        page.off_label_notice,
    ):
        assert wanted in text


@pytest.mark.parametrize("name", ["benefits", "risks", "who_should_not", "alternatives"])
def test_a_treatment_page_is_not_published_without_its_safety_lists(name):
    block = ServicePage._meta.get_field(name).stream_block
    with pytest.raises(ValidationError):
        block.clean(block.to_python([]))


@pytest.mark.parametrize("name", ["off_label_notice", "evidence_summary"])
def test_a_treatment_page_is_not_complete_without_its_notices(name):
    page = full_service()
    setattr(page, name, "")
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert name in refused.value.message_dict


def test_the_financial_interest_stands_on_every_treatment_page(client):
    page = full_service()
    ClinicSettingsFactory(
        financial_interest="We offer this treatment, so we have a financial interest in it."
    )
    assert (
        "so we have a financial interest in it."
        in soup_of(client.get(page.url)).find("main").get_text()
    )


def test_the_overview_lists_treatments_and_conditions_apart(client):
    treatment = ServicePageFactory(title="Ketamine infusions", kind="treatment")
    ServicePageFactory(title="Depression", kind="condition")
    ServicePageFactory(title="A draft", kind="condition", live=False)
    response = client.get(treatment.get_parent().url)
    assert [p.title for p in response.context["treatments"]] == ["Ketamine infusions"]
    assert [p.title for p in response.context["conditions"]] == ["Depression"]
    assert "A draft" not in soup_of(response).get_text()


def test_a_legal_page_says_since_when_it_is_in_effect(client):
    page = StandardPageFactory(purpose="privacy-practices", effective_date="2026-02-16")
    assert "February 16, 2026" in soup_of(client.get(page.url)).find("main").get_text(
        " ", strip=True
    )


@pytest.mark.parametrize(
    ("purpose", "is_health"), [("health", True), ("costs", True), ("legal", False)]
)
def test_only_health_pages_carry_the_note_that_they_are_no_advice(client, purpose, is_health):
    page = StandardPageFactory(purpose=purpose)
    ClinicSettingsFactory(medical_disclaimer="This page is no medical advice.")
    text = soup_of(client.get(page.url)).find("main").get_text(" ", strip=True)
    assert ("This page is no medical advice." in text) is is_health


def test_a_page_on_help_in_a_crisis_is_reviewed_and_asks_nobody_to_come(client):
    page = StandardPageFactory(slug="help-now", purpose="crisis")
    assert page.needs_review and page.review_months == 12
    soup = soup_of(client.get(page.url))
    assert "Not yet reviewed" in soup.select_one(".c-byline").get_text()
    assert soup.select_one(".c-next-steps") is None and soup.select_one(".c-request-banner") is None


def test_author_reviewer_and_dates_are_shown_with_credentials(client):
    page = full_service(
        author=PersonFactory(name="Sample writer", credentials="RN"),
    )
    user = licensed(credentials="PhD, CRNA")
    approved(page, user, next_review="2027-03-02")
    text = soup_of(client.get(page.url)).find("main").get_text(" ", strip=True)
    for wanted in (
        "Sample writer, RN",
        "Ada Example, PhD, CRNA",
        "March 2027",
    ):
        assert wanted in text


def test_a_notice_for_every_page_shows_on_top_and_can_be_switched_off(client):
    home_page()
    notice = NoticeFactory(title="Closed on Friday", place="site")
    assert "Closed on Friday" in soup_of(client.get("/")).get_text()
    notice.active = False
    notice.save()
    assert "Closed on Friday" not in soup_of(client.get("/")).get_text()


def test_the_crisis_line_is_on_every_page_with_numbers_to_press(client):
    home_page()
    ClinicSettingsFactory(crisis_text="<p>Call or text <a href='tel:988'>988</a>.</p>")
    soup = soup_of(client.get("/"))
    assert soup.select("[class*=crisis] a[href='tel:988']")


def test_deep_addresses_and_their_wrong_neighbours(client):
    page = full_service(slug="ketamine-infusions")
    assert client.get(page.url).status_code == 200
    assert client.get(page.url + "more/").status_code == 404
    assert client.get(page.url.replace("ketamine-infusions", "nothing")).status_code == 404
    page.unpublish()
    assert client.get(page.url).status_code == 404


INVITATION = ("call_to_action", {"title": "Would a first talk help?", "kind": "consultation"})
PARAGRAPH = ("text", "<p>Some words.</p>")


@pytest.mark.parametrize(
    ("body", "invitations"),
    [([PARAGRAPH], 1), ([PARAGRAPH, INVITATION], 1), ([INVITATION, *[PARAGRAPH] * 4], 2), ([], 1)],
)
def test_a_page_invites_once_at_its_end(client, body, invitations):
    ClinicSettingsFactory(phone="(703) 555-0142")
    page = full_service(details=stream(*body))
    main = soup_of(client.get(page.url)).find("main")
    assert len(main.select(".block-call-to-action, .c-next-steps")) == invitations


def test_on_a_page_of_help_in_a_crisis_nothing_stands_before_the_help(client):
    words = (
        "<h2>Now</h2><p>Call 988.</p><h2>Next</h2><p>Go to someone.</p><h2>Later</h2><p>Rest.</p>"
    )
    fields = {"introduction": "Call or text 988 now.", "body": stream(("text", words))}
    help_page = StandardPageFactory(purpose=StandardPage.Purpose.CRISIS, **fields)
    other = StandardPageFactory(purpose=StandardPage.Purpose.HEALTH, **fields)
    article = soup_of(client.get(help_page.url)).main
    first = article.find("p", string="Call 988.")
    assert article.select_one(".c-lead") in first.find_all_previous("p")
    assert article.select_one(".c-contents") is None
    byline = article.select_one(".c-byline")
    assert byline in article.find("p", string="Rest.").find_all_next()
    assert "Not yet reviewed" in byline.get_text()
    usual = soup_of(client.get(other.url)).main
    assert usual.select_one(".c-contents") is not None
    assert usual.find("h2", string="Now") in usual.select_one(".c-byline").find_all_next("h2")

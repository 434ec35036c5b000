"""A reviewer is told where a page differs from what was approved, and nothing that a page shows changes unseen."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow
from wagtail.test.utils.form_data import rich_text, streamfield

from blog.models import BlogCategory
from clinic.models import FaqEntry
from home.models import StandardPage
from review.approval.approving import months_later
from review.models import Approval
from staff import roles
from tests.factories import StandardPageFactory
from tests.factories.blog import BlogPostPageFactory
from tests.factories.clinic import (
    ClinicSettingsFactory,
    FaqEntryFactory,
    NoticeFactory,
    PersonFactory,
    ReferenceFactory,
    stream,
)
from tests.review.reviewing import approved, line_of, link
from tests.review.writing import CALM, edit_url, typed
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


def places_on(client, page, url: str = "") -> list[str]:
    """Return what a reviewer reads of the places that differ."""
    url = url or reverse("review_approve", args=(page.pk,))
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    return [" ".join(li.get_text(" ").split()) for li in soup.select("[data-places-of-change] li")]


def href_of(client, page, words: str) -> str:
    soup = BeautifulSoup(
        client.get(reverse("review_approve", args=(page.pk,))).content, "html.parser"
    )
    return next(
        a["href"] for a in soup.select("[data-places-of-change] a") if words in a.get_text()
    )


@pytest.fixture
def shown_page(licensed_reviewer):
    """An approved page that shows a question with a source in it."""
    source = ReferenceFactory(title="A study of 403 people")
    entry = FaqEntryFactory(
        question="How long do I stay?",
        answer=f'<p>Two hours.<a linktype="reference" id="{source.pk}">[source]</a></p>',
    )
    entry.save_revision().publish()
    page = StandardPageFactory(
        slug="stay",
        purpose="health",
        body=stream(("text", f"<p>{CALM}</p>"), ("faq", {"entries": [entry.pk]})),
    )
    page.save_revision().publish()
    return approved(page, licensed_reviewer.user)


def test_a_question_that_changed_is_named_with_both_versions_side_by_side(
    licensed_reviewer, shown_page
):
    assert places_on(licensed_reviewer, shown_page) == []
    entry = FaqEntry.objects.get()
    entry.answer = "<p>One hour.</p>"
    entry.save_revision().publish()
    (said,) = [p for p in places_on(licensed_reviewer, shown_page) if "How long do I stay?" in p]
    assert "Compare both side by side" in said
    comparison = licensed_reviewer.get(href_of(licensed_reviewer, shown_page, "Compare"))
    said = BeautifulSoup(comparison.content, "html.parser").get_text(" ")
    assert comparison.status_code == 200 and "Two hours" in said and "One hour" in said


def test_the_pages_own_text_a_source_a_notice_and_the_words_around_it_are_told_apart(
    licensed_reviewer, shown_page
):
    source = shown_page_source()
    source.title = "A smaller study"
    source.save()
    (said,) = places_on(licensed_reviewer, shown_page)
    assert "A smaller study" in said and "Look at it" in said
    NoticeFactory(place="articles", text="<p>So.</p>", title="A notice below")
    ClinicSettingsFactory(financial_interest="<p>We own a lab.</p>")
    page = StandardPage.objects.get(pk=shown_page.pk)
    page.introduction = "Other words."
    page.save_revision().publish()
    said = places_on(licensed_reviewer, shown_page)
    assert said[0].startswith("The page’s own text") and "Compare" in said[0]
    assert any("which was not there before" in line for line in said)
    assert any("words around pages" in line for line in said)
    assert len(said) == 4
    # The editor says the same to everybody who opens it.
    assert places_on(sign_in(roles.EDITOR), page, edit_url(page))[0] == said[0]


def shown_page_source():
    from clinic.models import Reference

    return Reference.objects.get(title="A study of 403 people")


def test_a_question_that_went_is_named_too(licensed_reviewer, shown_page):
    FaqEntry.objects.get().delete()
    assert any("it was deleted" in line for line in places_on(licensed_reviewer, shown_page))


def test_an_approval_of_an_earlier_version_of_the_software_names_no_places(
    licensed_reviewer, shown_page
):
    Approval.objects.update(parts={})
    shown_page_source().delete()
    assert places_on(licensed_reviewer, shown_page) == []


def test_who_joins_or_leaves_the_team_changes_a_page_that_shows_all_of_it(
    client, licensed_reviewer
):
    block = ("people", {"title": "Our team", "introduction": "", "people": []})
    page = StandardPageFactory(slug="team", purpose="health", body=stream(block))
    page.save_revision().publish()
    other = StandardPageFactory(slug="other", purpose="health", body=stream(("text", "<p>a</p>")))
    other.save_revision().publish()
    approved(page, licensed_reviewer.user)
    approved(other, licensed_reviewer.user)
    person = PersonFactory(name="Ben Sample", role="Anesthesiologist", show_on_team=True)
    assert "changed since" in line_of(client, page)
    assert "Reviewed by" in line_of(client, other)
    assert any("Ben Sample" in line for line in places_on(licensed_reviewer, page))
    person.show_on_team = False
    person.save()
    assert "Reviewed by" in line_of(client, page)
    person.show_on_team = True
    person.save()
    person.delete()
    assert "Reviewed by" in line_of(client, page)


def test_a_deleted_category_is_a_change_at_once(client, licensed_reviewer):
    category = BlogCategory.objects.create(name="Safety", slug="safety-first")
    post = BlogPostPageFactory(category=category)
    post.save_revision().publish()
    approved(post, licensed_reviewer.user)
    assert "Reviewed by" in line_of(client, post)
    category.delete()
    assert "changed since" in line_of(client, post)


def test_who_takes_a_last_day_off_a_page_does_not_put_its_review_off(client, page):
    ends = timezone.localdate() + timedelta(days=20)
    StandardPage.objects.filter(pk=page.pk).update(true_until=ends, true_until_what="a rule")
    approved(page)
    assert Approval.objects.get().next_review == ends
    StandardPage.objects.filter(pk=page.pk).update(true_until=None)
    assert StandardPage.objects.get(pk=page.pk).next_review == ends


def test_a_last_day_that_is_past_or_far_off_plans_nothing(page):
    user = sign_in(roles.REVIEWER).user
    link(user)
    today = timezone.localdate()
    for ends in (today - timedelta(days=1), today + timedelta(days=900)):
        StandardPage.objects.filter(pk=page.pk).update(true_until=ends)
        approved(page, user)
        assert Approval.objects.first().next_review == months_later(today, 12)


@pytest.mark.parametrize("way", ["tick", "workflow"])
def test_what_changed_while_the_editor_was_open_is_read_before_it_is_approved(
    way, licensed_reviewer, shown_page
):
    approvals = Approval.objects.count()
    entry = FaqEntry.objects.get()
    if way == "workflow":
        Workflow.objects.get().start(shown_page, licensed_reviewer.user)
    url = edit_url(shown_page)
    chosen = {"count": 1, "0": {"deleted": "", "order": 0, "type": "item", "value": entry.pk}}
    blocks = streamfield(
        [("text", rich_text(f"<p>{CALM}</p>")), ("faq", {"title": "", "entries": chosen})]
    )
    data = typed(slug="stay", body=blocks)
    shown = BeautifulSoup(licensed_reviewer.get(url).content, "html.parser")
    data["review-shown"] = shown.select_one("input[name=review-shown]")["value"]
    data |= {"action-publish": "action-publish", "review-approve-text": "yes"}
    if way == "workflow":
        del data["action-publish"], data["review-approve-text"]
        data |= {"action-workflow-action": "approve", "workflow-action-name": "approve"}
    entry.answer = "<p>Two and a half hours.</p>"
    entry.save_revision().publish()
    refused = licensed_reviewer.post(url, data, follow=True)
    assert "changed while you were reading" in " ".join(refused.content.decode().split())
    assert Approval.objects.count() == approvals
    again = BeautifulSoup(refused.content, "html.parser").select_one("input[name=review-shown]")
    licensed_reviewer.post(url, {**data, "review-shown": again["value"]})
    assert Approval.objects.count() == approvals + 1

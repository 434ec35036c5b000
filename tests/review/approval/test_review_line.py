"""What becomes of an approval: said in public while it holds, when something changed, and when it is overdue."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from clinic.models import FaqEntry, Person
from home.models import StandardPage
from infra import content_version
from review.approval.approving import approve_page, follow_all
from review.models import Approval, Reviewer
from tests.every_page import graph_of, make_page
from tests.factories import StandardPageFactory
from tests.factories.clinic import (
    ClinicSettingsFactory,
    FaqEntryFactory,
    NoticeFactory,
    PersonFactory,
    ReferenceFactory,
    stream,
)
from tests.review.approval.lines import says_nothing_of_a_review
from tests.review.reviewing import approved, licensed, line_of
from tests.review.writing import CALM, PUBLISH, edit_url, typed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        lambda p: Reviewer.objects.all().delete(),
        lambda p: Person.objects.filter(pk=p.pk).update(is_sample=True),
        lambda p: Person.objects.filter(pk=p.pk).update(licence=""),
        lambda p: Person.objects.filter(pk=p.pk).update(name="Somebody Else"),
        lambda p: Person.objects.filter(pk=p.pk).update(credentials="PhD"),
        lambda p: p.delete(),
        lambda p: Reviewer.objects.get().user.delete(),
    ],
    ids=["unlinked", "sample", "unlicensed", "renamed", "credentials", "deleted", "account"],
)
def test_the_line_holds_only_while_the_person_is_who_approved(change, client, page):
    approved(page)
    assert "Reviewed by Ada Example" in line_of(client, page)
    change(Person.objects.get(name="Ada Example"))
    from clinic import layout
    from infra import content_version

    content_version.change_version()
    layout.clear_layouts()
    assert says_nothing_of_a_review(client, page)
    assert "Somebody Else" not in client.get(page.url).content.decode()


def test_another_person_linked_to_the_same_account_gets_no_review(client, page):
    approved(page)
    other = PersonFactory(name="Bo", is_sample=False, licence="MD, VA, 2")
    Reviewer.objects.update(person=other)
    assert says_nothing_of_a_review(client, page)


@pytest.mark.usefixtures("published_at_once")
def test_a_change_is_said_in_public_until_the_old_words_or_an_approval_come(editor, client, page):
    approved(page)
    editor.post(edit_url(page), typed("Another sentence.", **PUBLISH))
    said = line_of(client, page)
    assert "Reviewed on" in said and "changed since, waiting for review" in said
    assert "Ada Example" not in said
    node = next(
        n for n in graph_of(client.get(page.url)).values() if n["@type"] == "MedicalWebPage"
    )
    assert "lastReviewed" not in node and "reviewedBy" not in node
    editor.post(edit_url(page), typed(CALM, **PUBLISH))
    assert "Reviewed by Ada Example" in line_of(client, page)


def test_saving_an_unchanged_page_in_the_editor_changes_nothing(editor, client, page):
    approved(page)
    editor.post(edit_url(page), typed(**PUBLISH))
    assert "Reviewed by" in line_of(client, page)


def test_a_draft_changes_nothing_in_public_and_its_preview_says_so(editor, client, page):
    approved(page)
    editor.post(edit_url(page), typed("Another sentence."))
    assert "Reviewed by" in line_of(client, page)
    draft = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    response = draft.make_preview_request(original_request=None, preview_mode="")
    response.render()
    assert "changed since" in response.content.decode()


def test_an_overdue_review_is_said_after_so_many_days(client, page):
    ClinicSettingsFactory(review_grace_days=10)
    today = timezone.localdate()
    approved(page, next_review=today - timedelta(days=10))
    assert "Reviewed by" in line_of(client, page)
    Approval.objects.update(next_review=today - timedelta(days=11))
    content_version.change_version()  # as a new day does: pages are kept in the process
    said = line_of(client, page)
    assert "its next review is overdue" in said and "Ada" not in said
    node = next(
        n for n in graph_of(client.get(page.url)).values() if n["@type"] == "MedicalWebPage"
    )
    assert "lastReviewed" not in node


@pytest.mark.parametrize(
    "name",
    ["HomePage", "AboutPage", "ServicePage", "BlogPostPage", "ServiceIndexPage", "StandardPage"],
)
def test_every_type_says_once_on_top_of_its_text_that_its_review_is_overdue(client, name):
    ClinicSettingsFactory(overdue_text="We are late with reading this again.")
    made = make_page(name)
    if name == "StandardPage":
        made.purpose = "health"
        made.save()
    approved(made, next_review=timezone.localdate() - timedelta(days=60))
    content_version.change_version()
    soup = BeautifulSoup(client.get(made.url).content, "html.parser")
    assert [str(n.get_text()).strip() for n in soup.select("main [role=note]")].count(
        "We are late with reading this again."
    ) == 1


def test_what_changes_past_every_signal_is_found_by_the_worker(client, page):
    approved(page)
    StandardPage.objects.filter(pk=page.pk).update(introduction="Safe for all.")
    follow_all()
    assert "changed since" in line_of(client, page)


def shows(thing, kind: str):
    """Make an approved page that shows `thing`."""
    blocks = {
        "faq": ("faq", {"title": "", "entries": [thing.pk]}),
        "notice": ("notice", {"notice": thing.pk}),
        "mark": ("text", f'<p>A thing.<a linktype="reference" id="{thing.pk}">[source]</a></p>'),
    }
    made = StandardPageFactory(purpose="health", slug=kind, body=stream(blocks[kind]))
    made.save_revision().publish()
    return approved(made)


@pytest.mark.parametrize(
    ("kind", "factory", "values"),
    [
        ("faq", FaqEntryFactory, {"answer": "<p>Other.</p>"}),
        ("notice", NoticeFactory, {"text": "<p>Other.</p>"}),
        ("mark", ReferenceFactory, {"title": "Another study"}),
    ],
)
def test_what_a_page_shows_of_the_library_counts(client, kind, factory, values):
    thing = factory()
    made = shows(thing, kind)
    assert "Reviewed by" in line_of(client, made)
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save()
    assert "changed since" in line_of(client, made)


def test_a_notice_beside_prices_or_under_articles_counts_while_it_stands_there(client):
    row = {
        "name": "One infusion",
        "price": "$400",
        "includes": "<p>All</p>",
        "excludes": "<p>-</p>",
    }
    table = {"title": "Prices", "as_of": "2026-01-01", "rows": [row], "note": ""}
    made = StandardPageFactory(purpose="costs", slug="costs", body=stream(("price_table", table)))
    made.save_revision().publish()
    other = StandardPageFactory(purpose="costs", slug="bills", body=stream(("text", "<p>So.</p>")))
    other.save_revision().publish()
    user = licensed()
    approved(made, user)
    approved(other, user)
    for place, elsewhere in (("prices", "Reviewed by"), ("articles", "changed since")):
        notice = NoticeFactory(place=place, text="<p>Half the price until May.</p>")
        assert "changed since" in line_of(client, made), place
        assert elsewhere in line_of(client, other), place
        notice.active = False
        notice.save()
        assert "Reviewed by" in line_of(client, made), place
        notice.active = True
        notice.save()
        notice.delete()
        assert "Reviewed by" in line_of(client, made), place


def test_a_deleted_or_withdrawn_question_and_a_source_within_it_count(client):
    source = ReferenceFactory()
    mark = f'<a linktype="reference" id="{source.pk}">[source]</a>'
    entry = FaqEntryFactory(answer=f"<p>So.{mark}</p>")
    made = shows(entry, "faq")
    source.superseded_by = ReferenceFactory()
    source.save()
    assert "changed since" in line_of(client, made)
    user = Approval.objects.get(page=made).account
    approve_page(type(made).objects.get(pk=made.pk), user)
    assert "Reviewed by" in line_of(client, made)
    entry.unpublish()
    assert "changed since" in line_of(client, made)
    assert entry.question not in client.get(made.url).content.decode()
    approve_page(type(made).objects.get(pk=made.pk), user)
    FaqEntry.objects.get(pk=entry.pk).delete()
    assert "changed since" in line_of(client, made)


def test_a_draft_of_a_question_shows_nowhere_and_changes_no_review(client):
    entry = FaqEntryFactory(answer="<p>Old.</p>")
    made = shows(entry, "faq")
    entry.answer = "<p>New.</p>"
    entry.save_revision()
    assert "Reviewed by" in line_of(client, made)
    assert "New." not in client.get(made.url).content.decode()


@pytest.mark.parametrize(
    "name", ["HomePage", "AboutPage", "ServicePage", "BlogPostPage", "ServiceIndexPage"]
)
def test_every_type_with_health_content_says_that_nobody_has_reviewed_it(client, name):
    assert "Not yet reviewed" in line_of(client, make_page(name))


@pytest.mark.usefixtures("published_at_once")
def test_an_approved_text_that_comes_back_has_its_own_day(client, page, editor):
    user = licensed()
    approved(page, user)
    Approval.objects.update(approved_at=timezone.now() - timedelta(days=40))
    editor.post(edit_url(page), typed("Another sentence.", **PUBLISH))
    approved(page, user)
    editor.post(edit_url(page), typed(CALM, **PUBLISH))
    day = timezone.localtime(timezone.now() - timedelta(days=40)).date().isoformat()
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert soup.select_one(".c-byline time")["datetime"] == day


def test_json_of_a_revision_has_no_word_of_a_review(page):
    approved(page)
    content = json.dumps(page.save_revision().content)
    assert "Ada Example" not in content and "last_reviewed" not in content

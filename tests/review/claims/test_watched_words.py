"""Words that reviewers add to the check or let pass, sources that were taken back, days on which something ends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from home.models import StandardPage
from review.due import due_pages
from review.models import WordRule
from staff import roles
from tests.factories import StandardPageFactory
from tests.factories.clinic import ReferenceFactory, stream
from tests.review.reviewing import approved
from tests.review.writing import PUBLISH, edit_url, typed
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
RULE = {"kind": "House", "why": "We don't say so.", "instead": "calm words"}


def test_a_reviewer_adds_words_and_an_editor_is_stopped_by_them(
    reviewer, editor, page, published_at_once
):
    data = {**RULE, "words": "sparkl* infusion", "strength": "stop"}
    assert reviewer.post(reverse("watched_words:add"), data).status_code == 302
    assert editor.post(reverse("watched_words:add"), data).status_code in (302, 403)
    assert WordRule.objects.count() == 1
    text = "It is a sparkling infusion."
    response = editor.post(edit_url(page), typed(text, **PUBLISH))
    assert "calm words" in response.content.decode()
    calm = typed("It is not a sparkling infusion.", **PUBLISH)
    assert editor.post(edit_url(page), calm).status_code == 302


def test_a_reviewer_lets_words_pass(editor, page, published_at_once):
    text = "The cure committee meets on Mondays."
    assert editor.post(edit_url(page), typed(text, **PUBLISH)).status_code == 200
    WordRule.objects.create(**RULE, words="cure", strength="pass")
    assert editor.post(edit_url(page), typed(text, **PUBLISH)).status_code == 302


def reasons(page) -> str:
    user = sign_in(roles.EDITOR).user
    return " ".join(r for due in due_pages(user) if due.page.pk == page.pk for r in due.reasons)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"retracted": True}, "A source was retracted"),
        ({"link_state": "gone"}, "does not open"),
        ({}, "replaced by a newer one"),
    ],
)
def test_a_source_that_is_no_good_any_more_puts_its_pages_on_the_list(change, said):
    source = ReferenceFactory()
    made = StandardPageFactory(
        purpose="health", further_references=stream(("reference", source.pk))
    )
    made.save_revision().publish()
    approved(made)
    assert said not in reasons(made)
    for name, value in (change or {"superseded_by": ReferenceFactory()}).items():
        setattr(source, name, value)
    source.save()
    assert said in reasons(made)


def test_a_day_on_which_something_ends_feeds_the_next_review(client, page):
    day = timezone.localdate() + timedelta(days=10)
    StandardPage.objects.filter(pk=page.pk).update(
        true_until=day, true_until_what="tele-prescribing"
    )
    fresh = approved(page)
    assert fresh.next_review == day
    assert "tele-prescribing" in reasons(fresh)
    past = timezone.localdate() - timedelta(days=1)
    type(fresh.reviewed_text.approval).objects.update(
        approved_at=timezone.now() - timedelta(days=30)
    )
    StandardPage.objects.filter(pk=page.pk).update(true_until=past)
    assert StandardPage.objects.get(pk=page.pk).review_line.state == "overdue"


def test_what_changed_on_a_page_stands_on_it(client, page):
    page.change_log = "June 2027: new section on blood pressure\n\nMay 2027: dose explained"
    page.save_revision().publish()
    html = client.get(page.url).content.decode()
    assert html.index("new section on blood pressure") < html.index("dose explained")

"""Those who may overrule the check: with a reason, on record; and what a reviewer sees before approving."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import PageLogEntry, Workflow

from staff import roles
from tests.review.around import live_text, soup_of
from tests.review.writing import CALM, CLAIM, PUBLISH, TICK, edit_url, typed
from tests.staff.people import make_user, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_at_once")]


def test_a_reviewer_who_has_checked_the_words_publishes_them_with_a_reason(reviewer, page):
    client = reviewer
    refused = client.post(edit_url(page), typed(CLAIM, **PUBLISH))
    assert soup_of(refused).select_one("[name=review-words-checked]")
    response = client.post(edit_url(page), typed(CLAIM, **PUBLISH, **TICK))
    assert response.status_code == 302
    assert CLAIM in live_text(page)
    entry = PageLogEntry.objects.get(action="review.words_checked")
    assert (entry.page_id, entry.user, entry.data) == (
        page.pk,
        client.user,
        {"words": ["non-addictive"], "reason": "Quoted from the label."},
    )
    history = client.get(reverse("wagtailadmin_pages:history", args=(page.pk,))).content.decode()
    assert "“non-addictive”" in history and "Quoted from the label." in history


def test_without_a_reason_nothing_is_overruled(reviewer, page):
    data = typed(CLAIM, **PUBLISH, **{**TICK, "review-words-reason": "  "})
    response = reviewer.post(edit_url(page), data)
    assert "Say why the words can stand" in soup_of(response).select_one(".messages").text
    assert CLAIM not in live_text(page)


@pytest.mark.parametrize("is_superuser", [True, False])
def test_an_administrator_who_is_no_clinician_overrules_nothing(is_superuser, page):
    client = sign_in(roles.ADMINISTRATOR, is_superuser=is_superuser)
    response = client.post(edit_url(page), typed(CLAIM, **PUBLISH, **TICK))
    assert response.status_code == 200
    assert not soup_of(response).select("[name=review-words-checked]")
    assert CLAIM not in live_text(page)


def test_the_admins_api_publishes_no_words_that_the_check_stops(editor, reviewer, page):
    page.body = [("text", f"<p>{CLAIM}</p>")]
    page.save_revision()
    for client in (editor, reviewer):
        response = client.post(f"/admin/api/main/pages/{page.pk}/action/publish/", {})
        assert response.status_code == 403
    assert CLAIM not in live_text(page)


def test_no_way_of_publishing_by_a_person_passes_the_check(page):
    page.body = [("text", f"<p>{CLAIM}</p>")]
    revision = page.save_revision()
    with pytest.raises(PermissionDenied):
        revision.publish(user=make_user("rita", roles.REVIEWER))
    assert CLAIM not in live_text(page)


def test_a_tick_on_calm_words_is_nothing_to_record(reviewer, page):
    reviewer.post(edit_url(page), typed(CALM, **PUBLISH, **TICK))
    assert not PageLogEntry.objects.filter(action="review.words_checked").exists()


def waiting(page, text: str):
    """Hand `page` in with `text`, and return its waiting task."""
    page.body = [("text", f"<p>{text}</p>")]
    page.save_revision(user=make_user("writer", roles.EDITOR))
    state = Workflow.objects.get(name=roles.WORKFLOW).start(page, make_user("ed", roles.EDITOR))
    return state.current_task_state


APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}


def test_a_reviewer_sees_the_words_before_approving(reviewer, page):
    waiting(page, CLAIM)
    panel = soup_of(reviewer.get(edit_url(page))).select_one(".review-check")
    assert CLAIM in panel.text
    assert panel.select_one("[name=review-words-checked]")


def test_a_page_that_waits_says_who_handed_it_in_and_its_big_button_is_the_one_to_press(
    reviewer, editor, page
):
    waiting(page, "It does not help everyone.")
    asked, others = (soup_of(client.get(edit_url(page))) for client in (reviewer, editor))
    for soup, words in ((asked, "Approve and Publish"), (others, "Page locked")):
        footer = soup.select_one("footer .w-dropdown-button") or soup.select_one("footer")
        assert words in footer.select_one("button").text, footer.text
    panel = asked.select_one(".review-check")
    assert "Handed in by ed" in panel.text
    compare = reverse("wagtailadmin_pages:revisions_compare", args=(page.pk, "live", "latest"))
    assert panel.select_one(f'a[href="{compare}"]')
    soup = soup_of(reviewer.get(reverse("wagtailadmin_home")))
    titles = [heading.get_text(" ", strip=True) for heading in soup.select("main h2")]
    assert "Awaiting your review" in titles[0], titles


def test_approving_in_the_editor_needs_the_tick_as_well(reviewer, page):
    waiting(page, CLAIM)
    refused = reviewer.post(edit_url(page), typed(CLAIM, **APPROVE))
    assert refused.status_code == 200 and CLAIM not in live_text(page)
    response = reviewer.post(edit_url(page), typed(CLAIM, **APPROVE, **TICK))
    assert response.status_code == 302
    assert CLAIM in live_text(page)
    assert PageLogEntry.objects.filter(action="review.words_checked", user=reviewer.user).exists()


def test_sending_back_needs_nothing(reviewer, page):
    waiting(page, CLAIM)
    data = typed(CLAIM, **{**APPROVE, "workflow-action-name": "reject"})
    assert reviewer.post(edit_url(page), data).status_code == 302


def decide(client, page, task):
    url = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", task.pk))
    return client.post(url, {"comment": ""}, follow=True)


def test_approving_from_the_dashboard_leads_into_the_editor(reviewer, page):
    response = decide(reviewer, page, waiting(page, CLAIM))
    assert response.redirect_chain[-1][0] == edit_url(page)
    assert "Not approved yet" in soup_of(response).select_one(".messages").text
    assert CLAIM not in live_text(page)


def test_approving_calm_words_from_the_dashboard_publishes_them(reviewer, page):
    decide(reviewer, page, waiting(page, "It does not help everyone."))
    assert "It does not help everyone." in live_text(page)

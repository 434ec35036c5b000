"""Small corrections to a long page: a reason, a reviewer within a week, and no large step in small ones."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from review.approval.approving import follow_all
from review.models import Correction
from staff import roles
from tests.review.around import LONG, NEWS, SMALL, said_in, stored_body
from tests.review.reviewing import approved, line_of, link
from tests.review.writing import PUBLISH, edit_url, typed
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_page(page):
    page.body = f'[{{"type": "text", "value": "<p>{LONG}</p>"}}]'
    page.save_revision().publish()
    return approved(page)


def test_a_slip_is_mended_at_once_and_the_approval_stays(editor, client, long_page):
    mended = LONG.replace("missused", "misused")
    assert editor.post(edit_url(long_page), typed(mended, **SMALL, **PUBLISH)).status_code == 302
    assert "misused" in stored_body(long_page)
    assert "Reviewed by Ada Example" in line_of(client, long_page)
    row = Correction.objects.get()
    assert (row.reason, row.account) == ("A slip of the pen.", editor.user)


def test_without_a_reason_it_is_no_correction(editor, long_page):
    data = {**SMALL, "review-small-reason": "  "}
    response = editor.post(
        edit_url(long_page), typed(LONG.replace("missused", "misused"), **data, **PUBLISH)
    )
    assert "Say what you corrected" in said_in(response)


@pytest.mark.parametrize(
    "text",
    [
        LONG.replace("can be", "can not be"),
        LONG.replace("some people", "9 people"),
        LONG.replace("can cause", "may cause"),
        LONG + " " + NEWS,
        NEWS,
        LONG.replace("It can", "It is a miracle that can"),
    ],
)
def test_what_changes_the_meaning_is_no_small_correction(text, editor, long_page):
    response = editor.post(edit_url(long_page), typed(text, **SMALL, **PUBLISH))
    assert response.status_code == 200
    assert "missused" in stored_body(long_page) and not Correction.objects.exists()


def test_many_small_steps_make_no_large_one(editor, client, page):
    text = "People drink water with nurses here, their friends arrive, then everybody talks together quietly."
    right = text.split()
    words = [f"{word[0]}{word}" for word in right]  # each with its first letter typed twice
    page.body = f'[{{"type": "text", "value": "<p>{" ".join(words)}</p>"}}]'
    page.save_revision().publish()
    approved(page)
    for count in range(1, len(words)):
        changed = " ".join([*right[:count], *words[count:]])
        if editor.post(edit_url(page), typed(changed, **SMALL, **PUBLISH)).status_code != 302:
            break
    assert count == 9


def test_unseen_for_a_week_it_is_a_change_like_any_other(editor, client, long_page):
    editor.post(edit_url(long_page), typed(LONG.replace("missused", "misused"), **SMALL, **PUBLISH))
    Correction.objects.update(made_at=timezone.now() - timedelta(days=8))
    follow_all()
    assert "changed since, waiting for review" in line_of(client, long_page)


@pytest.mark.parametrize(
    ("verdict", "line"),
    [("seen", "Reviewed by Ada Example"), ("review", "changed since, waiting for review")],
)
def test_a_reviewer_sees_it_on_the_dashboard_and_decides(verdict, line, editor, client, long_page):
    editor.post(edit_url(long_page), typed(LONG.replace("missused", "misused"), **SMALL, **PUBLISH))
    reviewer = sign_in(roles.REVIEWER)
    link(reviewer.user, name="Bea Example")
    dashboard = said_in(reviewer.get("/admin/"))
    assert "small correction" in dashboard and "A slip of the pen." in dashboard
    assert "A slip of the pen." not in said_in(editor.get("/admin/"))
    soup = BeautifulSoup(reviewer.get("/admin/").content, "html.parser")
    form = soup.select_one("form[action*='review/correction']")
    assert form.select_one("[name=csrfmiddlewaretoken]")["value"]
    url = reverse("review_correction", args=(Correction.objects.get().pk,))
    assert editor.post(url, {"verdict": verdict}).status_code in (302, 403)
    assert Correction.objects.get().seen_at is None
    reviewer.post(url, {"verdict": verdict})
    Correction.objects.update(made_at=timezone.now() - timedelta(days=8))
    follow_all()
    assert line in line_of(client, long_page)
    assert "A slip of the pen." not in said_in(reviewer.get("/admin/"))


def test_a_reviewer_without_a_licence_lets_no_correction_stand(editor, reviewer, client, long_page):
    editor.post(edit_url(long_page), typed(LONG.replace("missused", "misused"), **SMALL, **PUBLISH))
    dashboard = reviewer.get("/admin/")
    assert "not linked to a person" in said_in(dashboard)
    buttons = BeautifulSoup(dashboard.content, "html.parser").select("[name=verdict]")
    assert [button["value"] for button in buttons] == ["review"]
    url = reverse("review_correction", args=(Correction.objects.get().pk,))
    reviewer.post(url, {"verdict": "seen"})
    assert Correction.objects.get().seen_at is None
    reviewer.post(url, {"verdict": "review"})
    assert "changed since, waiting for review" in line_of(client, long_page)

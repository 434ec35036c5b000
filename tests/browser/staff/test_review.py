"""Editor, reviewer and administrator at the screens of the clinical review, and what visitors then read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from home.models import StandardPage
from review.models import Approval, Correction, FalseAlarm
from staff import roles
from tests.factories import StandardPageFactory
from tests.factories.clinic import ClinicSettingsFactory
from tests.factories.home import home_page
from tests.review.reviewing import approved, link
from tests.staff.people import make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

CLAIM = "Ketamine can be misused. Our infusions are non-addictive."
STOPPED = "can't stand like this"


@pytest.fixture
def sit_down(open_page, transactional_db):
    """Return a function that signs somebody of a role in at a browser of their own."""

    def sit(role: str, *, licensed: bool = False, width: int = 1440) -> Any:
        user = make_user(role.replace(" ", "-").lower(), role)
        if licensed:
            link(user)
        client = Client()
        client.force_login(user)
        window = open_page("/", width=width)
        window.set_default_timeout(20_000)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        window.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": window.base}]
        )
        window.user = user
        return window

    return sit


def make_health_page(**values: Any) -> StandardPage:
    fields = {"purpose": "health", "slug": "safety", "title": "Safety", **values}
    page = StandardPageFactory(**fields)
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


def open_editor(window: Any, page: StandardPage) -> None:
    window.goto(f"{window.base}/admin/pages/{page.pk}/edit/")


def press_publish(window: Any) -> None:
    """Publish, wherever the role's menu has it."""
    button = window.get_by_role("button", name="Publish", exact=True)
    if not button.is_visible():
        window.locator(
            "footer [data-w-dropdown-target=toggle], footer .w-dropdown__toggle"
        ).last.click()
    with window.expect_navigation(wait_until="load"):
        button.click()


def line_for_visitors(window: Any, page: StandardPage) -> str:
    visitor = window.context.browser.new_context()
    shown = visitor.new_page()
    shown.goto(window.base + page.url)
    said = " ".join(shown.locator(".c-byline").inner_text().split())
    visitor.close()
    return said


def test_a_reviewer_approves_a_list_of_pages(sit_down):
    home_page()
    pages = [make_health_page(slug=f"safety-{n}", title=f"Safety {n}") for n in (1, 2, 3)]
    reviewer = sit_down(roles.REVIEWER, licensed=True)
    reviewer.goto(f"{reviewer.base}/admin/reports/reviews-due/")
    for page in pages[:2]:
        reviewer.get_by_role("checkbox", name=page.title, exact=True).check()
    reviewer.get_by_role("button", name="I read the ticked pages today").click()
    reviewer.get_by_text("2 pages are approved.").wait_for()
    assert "Reviewed by Ada Example" in line_for_visitors(reviewer, pages[0])
    assert "Not yet reviewed" in line_for_visitors(reviewer, pages[2])
    assert reviewer.trouble == []


@pytest.mark.parametrize("role", [roles.EDITOR, roles.ADMINISTRATOR])
def test_nobody_else_finds_a_way_to_approve_or_to_overrule(sit_down, role):
    page = make_health_page(introduction="What to know.")
    window = sit_down(role)
    window.goto(f"{window.base}/admin/reports/reviews-due/")
    window.get_by_role("link", name="Safety", exact=True).wait_for()
    assert window.get_by_role("button", name="I read the ticked pages today").count() == 0
    window.goto(f"{window.base}/admin/review/approve/{page.pk}/")
    assert window.get_by_role("button", name="I read this today").count() == 0
    open_editor(window, page)
    window.locator("#id_introduction").fill(CLAIM)
    press_publish(window)
    panel = window.locator(".review-check").first
    panel.get_by_text("non-addictive").first.wait_for()
    assert window.get_by_text("I have checked these words").count() == 0
    assert window.locator("[name=review-approve-text]").count() == 0
    assert window.locator("#id_introduction").input_value() == CLAIM
    assert StandardPage.objects.get().introduction == "What to know."
    assert not Approval.objects.exists()


def test_a_reviewer_overrules_with_a_reason_and_only_with_one(sit_down):
    page = make_health_page(introduction="What to know.")
    reviewer = sit_down(roles.REVIEWER, licensed=True)
    open_editor(reviewer, page)
    reviewer.locator("#id_introduction").fill(CLAIM)
    press_publish(reviewer)
    tick = reviewer.get_by_label("I have checked these words")
    tick.check()
    press_publish(reviewer)
    reviewer.get_by_text("Say why the words can stand").first.wait_for()
    assert tick.is_checked() and StandardPage.objects.get().introduction == "What to know."
    reviewer.get_by_label("Why they can stand").fill("It is quoted to be refuted below.")
    press_publish(reviewer)
    assert StandardPage.objects.get().introduction == CLAIM
    # Publishing was no approval.
    assert "Not yet reviewed" in line_for_visitors(reviewer, page)
    reviewer.goto(f"{reviewer.base}/admin/pages/{page.pk}/history/")
    reviewer.get_by_text("It is quoted to be refuted below.").first.wait_for()


def test_an_editor_mends_a_slip_and_the_reviewer_lets_it_stand(sit_down):
    page = make_health_page(introduction="Your nurse stays in teh room with you.")
    reviewer = sit_down(roles.REVIEWER, licensed=True)
    approved(page, reviewer.user)
    editor = sit_down(roles.EDITOR)
    open_editor(editor, page)
    mended = "Your nurse stays in the room with you."
    editor.locator("#id_introduction").fill("A nurse may sit in the room with you at times.")
    open_part(editor)
    editor.get_by_label("This is a small correction").check()
    editor.get_by_label("What you corrected").fill("A slip of the pen.")
    press_publish(editor)
    editor.get_by_text("This is more than a small correction").first.wait_for()
    editor.locator("#id_introduction").fill(mended)
    open_part(editor)
    assert editor.get_by_label("What you corrected").input_value() == "A slip of the pen."
    press_publish(editor)
    assert StandardPage.objects.get().introduction == mended
    assert "Reviewed by Ada Example" in line_for_visitors(editor, page)
    reviewer.goto(f"{reviewer.base}/admin/")
    panel = reviewer.locator("section[aria-labelledby=corrections-heading]")
    assert "A slip of the pen." in panel.inner_text()
    panel.get_by_role("link", name="Compare").click()
    reviewer.get_by_text("teh").first.wait_for()
    reviewer.go_back()
    panel.get_by_role("button", name="Seen, the approval stays").click()
    reviewer.get_by_text("Seen. The approval of ‘Safety’ stays.").wait_for()
    assert Correction.objects.get().seen_by == reviewer.user
    assert "Reviewed by Ada Example" in line_for_visitors(reviewer, page)


def open_part(window: Any) -> None:
    """Unfold 'Before you publish' where it is folded."""
    box = window.get_by_label("This is a small correction")
    if not box.is_visible():
        part = window.locator("section.w-panel", has_text="Before you publish").first
        part.locator("[data-panel-toggle]").first.click()
        box.wait_for()


def test_a_reviewer_decides_on_a_false_alarm(sit_down):
    page = make_health_page(introduction="What to know.")
    editor = sit_down(roles.EDITOR)
    open_editor(editor, page)
    editor.locator("#id_introduction").fill(CLAIM)
    editor.locator(".review-live").get_by_role("button", name="False alarm").click()
    editor.get_by_text("Kept with your name").wait_for()
    editor.goto(f"{editor.base}/admin/false-alarms/")
    assert editor.get_by_text("Our infusions are non-addictive.").count() == 0
    reviewer = sit_down(roles.REVIEWER, licensed=True)
    reviewer.goto(f"{reviewer.base}/admin/false-alarms/")
    reviewer.get_by_role("link", name="Our infusions are non-addictive.").first.click()
    reviewer.get_by_label("State").select_option(
        label="The sentence can stand: it is found no more"
    )
    reviewer.get_by_role("button", name="Save").click()
    reviewer.get_by_text("Say why the sentence can stand.").first.wait_for()
    reviewer.get_by_label("Why").fill("A quotation from an ad, in a text about ads.")
    with reviewer.expect_navigation(wait_until="load"):
        reviewer.get_by_role("button", name="Save").click()
    alarm = FalseAlarm.objects.get()
    assert (alarm.state, alarm.decided_by) == ("stands", reviewer.user)
    open_editor(reviewer, page)
    reviewer.locator("#id_introduction").fill(CLAIM)
    press_publish(reviewer)
    assert StandardPage.objects.get().introduction == CLAIM


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (768, "light"), (1440, "dark")])
def test_an_overdue_page_says_so_calmly(open_page, transactional_db, width, scheme):
    ClinicSettingsFactory()
    page = make_health_page(body='[{"type": "text", "value": "<p>Somebody is with you.</p>"}]')
    user = make_user("rita", roles.REVIEWER)
    link(user)
    approved(page, user, next_review=timezone.localdate() - timedelta(days=60))
    window = open_page(page.url, width=width, scheme=scheme)
    note = window.locator("main [role=note]", has_text="review")
    assert note.count() == 1 and note.is_visible()
    box, text = note.bounding_box(), window.get_by_text("Somebody is with you.").bounding_box()
    assert box["y"] + box["height"] <= text["y"]
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert window.get_by_role("alert").count() == 0
    assert "its next review is overdue" in " ".join(
        window.locator(".c-byline").inner_text().split()
    )
    assert window.trouble == []

"""The tasks that staff come for, done by what the screen says, within so many clicks, entries and runs of typing.

A number that grows means that a screen got in the way: mend the screen, not the number.
"""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from blog.models import BlogPostPage
from clinic.models import ClinicSettings, Location
from staff import roles
from tests import factories
from tests.browser.hand import Hand
from tests.staff.people import sign_in

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def begin(browser, live_server, settings):
    """Return a function that opens the dashboard in a role and gives the hand that works there."""
    contexts = []

    def open_dashboard(role: str, **options: Any) -> Hand:
        client = sign_in(role, first_name="Edda")
        context = browser.new_context(viewport={"width": 1440, "height": 1000}, **options)
        contexts.append(context)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.base = live_server.url
        return start_again(Hand(page))

    yield open_dashboard
    for context in contexts:
        context.close()


def start_again(hand: Hand) -> Hand:
    """Go to the dashboard and count from there, when the screen before has come to rest."""
    hand.page.wait_for_load_state("networkidle")
    hand.page.goto(hand.page.base + "/admin/")
    hand.count = 0
    return hand


def press_shortcut(hand: Hand, label: str) -> None:
    with hand.page.expect_navigation(wait_until="load"):
        hand.click(hand.page.locator(".clinic-shortcuts").get_by_role("link", name=label))


def press_in_footer(hand: Hand, label: str) -> None:
    """Press what stands behind the arrow beside the big button, and read what the screen says then."""
    hand.click(hand.page.locator("footer .w-dropdown__toggle").last)
    press_button(hand, label)


def press_button(hand: Hand, label: str) -> None:
    hand.page.wait_for_timeout(400)  # the editor writes what was typed into the form a moment later
    with hand.page.expect_navigation():  # a message of saving by itself may stand there already
        hand.click(hand.page.locator("footer").get_by_role("button", name=label))
    expect(hand.page.locator(".messages .success").first).to_be_visible(timeout=30_000)


def pick_in_dialog(hand: Hand, name: str) -> None:
    dialog = hand.page.locator(".modal-content")
    hand.click(dialog.get_by_role("link", name=name).first)
    dialog.wait_for(state="detached")
    hand.page.wait_for_timeout(300)  # the editor takes the focus back when the dialog has closed


def write_a_post(hand: Hand) -> None:
    """A picture, key points, headings, a list, two sources, a category; looked at, then published."""
    page = hand.page
    press_shortcut(hand, "Write a post")
    with page.expect_navigation(wait_until="load"):
        hand.click(page.get_by_role("button", name="Start with ‘An article that answers").first)
    hand.write(page.get_by_label("Title").first, "Who watches over you")
    hand.choose(page.get_by_label("Category"), "Safety")
    hand.write(page.get_by_label("Introduction").first, "Somebody is with you all the time.")
    hand.click(page.get_by_role("button", name="Choose an image").first)
    pick_in_dialog(hand, "The room")
    points, known, unknown, meaning = page.locator(
        "[data-contentpath=body] .public-DraftEditor-content"
    ).all()
    hand.write(points, "Your pressure is measured")
    hand.write(known, "* Pressure is measured every ten minutes.\n* You are never alone. /refer\n")
    pick_in_dialog(hand, "Dean")
    hand.type(" Both are usual. /refer\n")
    pick_in_dialog(hand, "Zarate")
    hand.write(unknown, "How long you will want to rest.")
    hand.write(meaning, "Bring somebody who takes you home.")
    hand.click(page.get_by_role("button", name="Toggle preview"))
    shown = page.frame_locator("iframe[data-preview-iframe], #w-preview-iframe")
    expect(shown.get_by_role("heading", name="Who watches over you").first).to_be_visible(
        timeout=30_000
    )
    press_in_footer(hand, "Publish")


def change_the_hours(hand: Hand) -> None:
    press_shortcut(hand, "Opening hours")
    hand.write(hand.page.get_by_label("Opens").first, "8 am")
    hand.write(hand.page.get_by_label("Closes").first, "4:30 pm")
    press_button(hand, "Save")


def test_an_editors_tasks_stay_within_their_budgets(small_site, begin):
    factories.ClinicImageFactory(title="The room")
    factories.ReferenceFactory(authors="Dean RL", title="Ketamine for depression")
    factories.ReferenceFactory(authors="Zarate CA", title="An early trial")
    ClinicSettings.objects.update(approve_before_publishing=False)
    hand = begin(roles.EDITOR)
    budgets = (
        (write_a_post, 28),
        (change_the_hours, 5),
    )
    over = []
    for task, budget in budgets:
        task(start_again(hand))
        if hand.count > budget:
            over.append(f"{task.__name__}: {hand.count} of {budget}")
    assert over == []

    post = BlogPostPage.objects.get(title="Who watches over you")
    assert post.live and post.picture.title == "The room"
    assert str(post.body.get_prep_value()).count("linktype") == 2
    location = Location.objects.get(name="Main clinic")
    assert location.opening_hours.filter(opens=time(8), closes=time(16, 30)).exists()


def test_the_clinic_is_renamed_once_and_a_colleague_invited(small_site, begin, client):
    old = ClinicSettings.objects.get().name
    hand = begin(roles.ADMINISTRATOR)
    page = hand.page
    press_shortcut(hand, "Clinic settings")
    hand.write(page.get_by_label("Name", exact=False).first, "Quiet Hill Care")
    press_button(hand, "Save")
    assert hand.count <= 3
    for name in ("home", "post", "service", "costs", "form", "search"):
        content = client.get(small_site[name]).content.decode()
        assert "Quiet Hill Care" in content and old not in content, name

    press_shortcut(start_again(hand), "Invite a colleague")
    hand.write(page.get_by_label("E-mail"), "dana@quiet.example")
    hand.write(page.get_by_label("Name"), "Dana Field")
    hand.click(page.get_by_label("Editor", exact=True))
    press_button(hand, "Send invitation")
    assert hand.count <= 5

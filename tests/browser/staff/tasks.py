"""The tasks that staff come for, each done by what the screen says, with a hand that counts."""

from __future__ import annotations

import re
from typing import Any

import pytest

from content.prompts import MARK
from tests.browser.camera import show
from tests.browser.hand import Hand

expect = pytest.importorskip("playwright.sync_api").expect


def press_shortcut(hand: Hand, label: str) -> None:
    hand.follow(hand.page.locator(".clinic-shortcuts").get_by_role("link", name=label))


def press_in_footer(hand: Hand, label: str) -> None:
    """Press what stands behind the arrow beside the big button, and read what the screen says then."""
    hand.click(hand.page.locator("footer .w-dropdown__toggle").last)
    press_button(hand, label)


def press_button(hand: Hand, label: str) -> None:
    hand.page.wait_for_timeout(400)  # the editor writes what was typed into the form a moment later
    # (a message of saving by itself may stand there already)
    hand.follow(hand.page.locator("footer").get_by_role("button", name=label))
    expect(hand.page.locator(".messages .success").first).to_be_visible(timeout=30_000)


def close_side_panel(hand: Hand) -> None:
    """On a phone the panel lies over the form."""
    if not hand.at_desk:
        hand.click(hand.page.get_by_role("button", name="Close", exact=True))


def pick_in_dialog(hand: Hand, name: str) -> None:
    dialog = hand.page.locator(".modal-content")
    hand.click(dialog.get_by_role("link", name=name).first)
    dialog.wait_for(state="detached")
    hand.page.wait_for_timeout(300)  # the editor takes the focus back when the dialog has closed


def cite(hand: Hand, field: Any, source: str) -> None:
    """End the run of typing ‘/refer’ with Enter, when the list of commands is there, and choose a source."""
    marks = field.inner_text().count("[source]")
    hand.page.get_by_role("option", name="Reference").first.wait_for()
    if marks:
        show(hand, "references", "A slash in a text opens a list; ‘Reference’ is one of its lines.")
    hand.page.keyboard.press("Enter")
    pick_in_dialog(hand, source)
    expect(field).to_contain_text(re.compile(rf"(\[source\].*){{{marks + 1}}}", re.DOTALL))
    hand.page.wait_for_timeout(500)  # the focus comes back when the dialog has closed


def write_a_post(hand: Hand) -> None:
    """A picture, key points, headings, a list, two sources, a category; looked at, then published."""
    page = hand.page
    press_shortcut(hand, "Write a post")
    show(hand, "post", "What a post can be started from: an article, news, an empty page.")
    hand.follow(page.get_by_role("button", name="Start with ‘An article that answers").first)
    hand.write(page.get_by_label("Title").first, "Who watches over you")
    hand.choose(page.get_by_label("Category"), "Safety")
    hand.write(page.get_by_label("Introduction").first, "Somebody is with you all the time.")
    hand.click(page.get_by_role("button", name="Choose an image").first)
    pick_in_dialog(hand, "The room")
    points, known, unknown, meaning = page.locator(
        "[data-contentpath=body] .public-DraftEditor-content"
    ).all()
    hand.write(points, "Your pressure is measured")
    hand.write(known, "* Pressure is measured every ten minutes.\nYou are never alone. /refer")
    cite(hand, known, "Dean")
    hand.type(" Both are usual. /refer")
    cite(hand, known, "Zarate")
    hand.write(unknown, "How long you will want to rest.")
    hand.write(meaning, "Bring somebody who takes you home.")
    hand.click(page.get_by_role("button", name="Toggle preview"))
    shown = page.frame_locator("iframe[data-preview-iframe], #w-preview-iframe")
    expect(shown.get_by_role("heading", name="Who watches over you").first).to_be_visible(
        timeout=30_000
    )
    show(hand, "preview", "The page as visitors will see it, beside the text.")
    close_side_panel(hand)
    press_in_footer(hand, "Publish")


def change_the_hours(hand: Hand) -> None:
    press_shortcut(hand, "Opening hours")
    hand.write(hand.page.get_by_label("Opens").first, "8 am")
    hand.write(hand.page.get_by_label("Closes").first, "4:30 pm")
    show(hand, "hours", "Address and opening hours of a place: when it opens and closes.")
    press_button(hand, "Save")


def change_the_hero_picture(hand: Hand) -> None:
    press_shortcut(hand, "Change the home page")
    chooser = hand.page.locator("#id_picture-chooser")
    hand.click(chooser.get_by_role("button", name="Actions"))
    show(hand, "hero", "The picture of the home page, with ‘Change image’ behind the three dots.")
    hand.click(hand.page.get_by_role("button", name="Change image").first)
    hand.page.locator(".modal-content").get_by_role("link", name="The room").first.wait_for()
    show(hand, "pictures", "The pictures to choose from, and ‘Upload’ for a new one.")
    pick_in_dialog(hand, "The room")
    hand_in(hand)


def change_a_price(hand: Hand) -> None:
    press_shortcut(hand, "Change a price")
    # What is pressed first: the screen opens at the prices, nobody looks for them.
    expect(hand.page.get_by_label("As of")).to_be_in_viewport()
    hand.write(hand.page.get_by_label("As of"), "today")
    hand.write(hand.page.get_by_role("textbox", name="Price").first, "$450")
    show(hand, "prices", "The price table in the editor: ‘As of’, and each price.")
    hand_in(hand)


def hand_in(hand: Hand) -> None:
    """Hand a health page in; the screen says who reads it and where it waits."""
    press_in_footer(hand, "Submit to Clinical review")
    expect(hand.page.locator(".messages .success").first).to_contain_text("is handed in")


def change_the_menu(hand: Hand) -> None:
    """Swap the last two entries and add one."""
    press_shortcut(hand, "Change a menu")
    hand.follow(hand.page.locator("main").get_by_role("link", name="main menu").first)
    links = hand.page.locator("[data-contentpath=items] [data-streamfield-stream-container]").first
    rows = links.locator("> [data-streamfield-child]")
    hand.click(rows.last.get_by_title("Move up").first)
    hand.click(links.locator("> div > button").last)
    hand.click(hand.page.get_by_role("option", name="Page", exact=True))
    hand.click(rows.last.get_by_role("button", name="Choose a page"))
    pick_in_dialog(hand, "Blog")
    show(hand, "menus", "The entries of a menu, with arrows to move them and a plus to add one.")
    press_button(hand, "Publish")


def add_somebody(hand: Hand) -> None:
    press_shortcut(hand, "Add somebody to the team")
    hand.write(hand.page.get_by_label("Name", exact=False).first, "Dana Field")
    hand.write(hand.page.get_by_label("Role", exact=False).first, "Nurse")
    hand.click(hand.page.get_by_role("button", name="Choose an image").first)
    pick_in_dialog(hand, "The room")
    show(hand, "team", "The form for somebody new: name, role, photo.")
    press_button(hand, "Save")


def open_in_posts(hand: Hand, title: str) -> None:
    hand.go("Posts")
    hand.follow(hand.page.locator("main tbody").get_by_role("link", name=title).first)


def publish_later(hand: Hand) -> None:
    open_in_posts(hand, "A further post 1")
    hand.click(hand.page.get_by_role("button", name="Toggle status"))
    hand.click(hand.page.get_by_role("button", name="Set schedule"))
    hand.write(hand.page.get_by_label("Goes away on"), "Dec 24, 2099 noon")
    show(hand, "later", "The days on which a page goes live and goes away, and ‘Save schedule’.")
    hand.click(hand.page.get_by_role("button", name="Save schedule"))
    hand.page.get_by_text("Dec. 24, 2099").first.wait_for()
    close_side_panel(hand)
    press_in_footer(hand, "Publish")


def take_down(hand: Hand) -> None:
    open_in_posts(hand, "A further post 2")
    hand.click(hand.page.locator("footer .w-dropdown__toggle").last)
    hand.follow(hand.page.locator("footer").get_by_role("link", name="Unpublish"))
    hand.follow(hand.page.get_by_role("button", name="unpublish"))


def throw_away(hand: Hand) -> None:
    open_in_posts(hand, "A further post 3")
    hand.click(hand.page.locator("header").get_by_role("button", name="Actions").first)
    hand.follow(hand.page.get_by_role("link", name="Delete").first)
    hand.follow(hand.page.get_by_role("button", name="delete"))


def bring_back(hand: Hand) -> None:
    hand.go("Bin")
    hand.follow(hand.page.get_by_role("button", name="Bring back A further post 3"))


def post_a_notice(hand: Hand) -> None:
    press_shortcut(hand, "Post a notice")
    hand.follow(hand.page.locator("header").get_by_role("link", name="Add notice").first)
    hand.write(hand.page.get_by_role("textbox", name="Title").first, "Closed on Friday")
    hand.write(hand.page.locator(".public-DraftEditor-content").first, "We are back on Monday.")
    show(hand, "notices", "The form of a notice: its words, and where it shows.")
    press_button(hand, "Save")


def start_a_treatment(hand: Hand) -> None:
    """From the dashboard to the review, with a word of one's own in the place of each prompt."""
    page = hand.page
    press_shortcut(hand, "Change a page")
    show(hand, "page", "The list of pages, with what lies below each behind an arrow.")
    hand.follow(page.get_by_role("link", name="child pages of 'Treatments").first)
    hand.follow(page.get_by_role("link", name="Add child page").first)
    show(hand, "starters", "What a treatment page can be started from.")
    hand.follow(page.get_by_role("button", name="Start with ‘A treatment’"))
    page.wait_for_load_state("networkidle")
    places = "input:visible, textarea:visible, .public-DraftEditor-content:visible"
    for place in page.locator(places).all():
        if MARK in place.evaluate("e => e.value || e.innerText || ''"):
            hand.write(place, "Somebody is with you")
    hand_in(hand)
    show(hand, "review", "A page was handed in, and the screen says what comes next.")


def approve(hand: Hand, title: str) -> None:
    """What waits stands on top of the dashboard; the page says what would change, and its big button approves."""
    page = hand.page
    waiting = page.get_by_role("link", name=title).first
    expect(waiting).to_be_in_viewport()
    hand.follow(waiting)
    expect(page.get_by_role("link", name="Compare it with what visitors read now")).to_be_visible()
    press_button(hand, "Approve and Publish")

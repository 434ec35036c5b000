"""A person at a screen of the admin, who does what the screen says and whose every action is counted.

A click or tap counts, an entry into a field, a run of typing in a text, a key that is pressed for what it does.
Budgets that were set while the click into a field counted beside its entry say so (`per_entry`).
"""

from __future__ import annotations

from typing import Any


class Hand:
    """Counts what a person does.

    Parameters: `per_entry`, what an entry into a field or a choice from a list counts.
    """

    at_desk = True

    def __init__(self, page: Any, per_entry: int = 1) -> None:
        self.page, self.count, self.per_entry = page, 0, per_entry

    def click(self, locator: Any) -> None:
        """Click something."""
        locator.click()
        self.count += 1

    def follow(self, locator: Any) -> None:
        """Click what brings another page, and wait for it. Waiting for the page alone may take the former one for it."""
        with self.page.expect_navigation(wait_until="load"):
            self.click(locator)

    def go(self, label: str) -> None:
        """Follow an entry of the menu."""
        self.follow(self.page.locator(".sidebar").get_by_role("link", name=label))

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)
        self.count += 1

    def type(self, words: str) -> None:
        """Type where the cursor is."""
        self.page.keyboard.type(words)
        self.count += 1

    def write(self, locator: Any, words: str) -> None:
        """Enter something into a field, in the place of what it holds."""
        locator.click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(words)
        self.count += self.per_entry

    def choose(self, locator: Any, label: str) -> None:
        """Choose a line of a list that drops down."""
        locator.select_option(label=label)
        self.count += self.per_entry


class Thumb(Hand):
    """A person with a phone: taps where others click, and types on the screen. `small` names what a thumb would miss.

    Nothing is hovered over, no key is pressed but those of a phone's keyboard. A tap needs 24 pixels in each direction (WCAG 2.5.8).
    """

    LEAST = 24
    at_desk = False

    def __init__(self, page: Any, per_entry: int = 1) -> None:
        super().__init__(page, per_entry)
        self.small: list[str] = []

    def click(self, locator: Any) -> None:
        """Tap something, and note what is too small for it."""
        locator.scroll_into_view_if_needed()
        box = locator.bounding_box() or {"width": 0, "height": 0}
        if min(box["width"], box["height"]) < self.LEAST:
            self.small.append(f"{locator} {box}")
        locator.tap()
        self.count += 1

    def go(self, label: str) -> None:
        """Open the menu, which is folded on a phone, and follow an entry of it."""
        self.click(self.page.get_by_role("button", name="Toggle sidebar"))
        super().go(label)

    def write(self, locator: Any, words: str) -> None:
        """Tap into a field and type, in the place of what it holds."""
        self.click(locator)
        self.page.keyboard.press("ControlOrMeta+A")  # a long press and 'Select all'
        self.page.keyboard.type(words)


def start_again(hand: Any) -> Any:
    """Go to the dashboard and count from there, when the screen before has come to rest."""
    hand.page.wait_for_load_state("networkidle")
    hand.page.goto(hand.page.base + "/admin/")
    hand.count = 0
    return hand

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

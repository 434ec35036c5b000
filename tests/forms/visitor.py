"""A visitor who reads a form as it was sent, fills it in by its labels and presses its buttons.

Works on what the server answered and on nothing else: a hidden field that is missing, a label that points
nowhere or an answer that is not kept shows up here.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any
from unittest import mock

from bs4 import BeautifulSoup, Tag
from django.test import Client

from forms.requests.defences import spam
from forms.requests.tokens import read_token


class Visitor:
    """Somebody at a form. `page` is the parsed answer, `status` its status code."""

    def __init__(self, url: str, client: Client | None = None, *, patient: bool = True) -> None:
        self.client = client or Client()
        self.url = url
        # Whether a minute passes between opening and sending. An impatient one is too fast however
        # slow the machine that runs the test.
        self.patient = patient
        self.least_seconds = spam.LEAST_SECONDS if patient else 3600
        self.open()

    def open(self, url: str = "") -> Visitor:
        """Open the form anew, or another address of it; follow a redirect as a browser does."""
        response = self.client.get(url or self.url)
        if response.status_code == 302:
            response = self.client.get(response["Location"])
        self.read(response)
        if self.patient and "_token" in self.values:
            token = read_token(self.values["_token"][0])
            self.values["_token"] = [replace(token, started=time.time() - 60).sign()]
        return self

    def read(self, response: Any) -> None:
        """Take in an answer."""
        self.response = response
        self.status = response.status_code
        self.page = BeautifulSoup(response.content, "html.parser")
        self.form = self.page.find("form", attrs={"data-form": True})
        self.values = self._values() if self.form else {}

    def _values(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for tag in self.form.find_all(["input", "textarea", "select"]):
            name = tag.get("name")
            if not name:
                continue
            kept = found.setdefault(name, [])
            if tag.name == "select":
                chosen = [o["value"] for o in tag.find_all("option") if o.has_attr("selected")]
                kept.append(chosen[0] if chosen else "")
            elif tag.name == "textarea":
                # A browser drops the line end right after the opening tag.
                kept.append(tag.get_text().removeprefix("\n"))
            elif tag.get("type") in ("radio", "checkbox"):
                if tag.has_attr("checked"):
                    kept.append(tag["value"])
            else:
                kept.append(tag.get("value", ""))
        return {name: values for name, values in found.items() if values}

    def input(self, words: str) -> Tag:
        """Return the input whose label holds `words`."""
        for label in self.form.find_all("label"):
            if words in label.get_text(" ", strip=True):
                return self.form.find(id=label["for"]) if label.get("for") else label.find("input")
        raise AssertionError(f"no label says {words!r}")

    def fill(self, words: str, text: str) -> Visitor:
        """Write `text` into the field labelled `words`."""
        self.values[self.input(words)["name"]] = [text]
        return self

    def tick(self, words: str) -> Visitor:
        """Choose the button or box labelled `words`."""
        tag = self.input(words)
        if tag["type"] == "radio":
            self.values[tag["name"]] = [tag["value"]]
        else:
            self.values.setdefault(tag["name"], []).append(tag["value"])
        return self

    def untick(self, words: str) -> Visitor:
        """Take a box back."""
        tag = self.input(words)
        self.values[tag["name"]] = [v for v in self.values[tag["name"]] if v != tag["value"]]
        return self

    def press(self, words: str, **headers: Any) -> Visitor:
        """Press the button that says `words`; follow a redirect as a browser does."""
        button = next(
            b for b in self.form.find_all("button") if words in b.get_text(" ", strip=True)
        )
        data = {**self.values, button["name"]: [button["value"]]}
        self.sent = {name: list(values) for name, values in data.items()}
        action = self.form["action"]
        with mock.patch.object(spam, "LEAST_SECONDS", self.least_seconds):
            response = self.client.post(action, data, headers=headers or None)
        self.posted = response
        if response.status_code in (302, 303):
            response = self.client.get(response["Location"])
        self.read(response)
        return self

    def send_again(self, client: Client | None = None) -> Any:
        """Post the very same bytes once more; return the answer without following it."""
        return (client or self.client).post(self.url, self.sent)

    @property
    def title(self) -> str:
        """The page's first heading."""
        return self.page.find("h1").get_text(strip=True)

    @property
    def text(self) -> str:
        """Everything that can be read."""
        return self.page.get_text(" ", strip=True)

    @property
    def errors(self) -> list[str]:
        """The sentences of the summary."""
        summary = self.page.find(id="errors")
        return [a.get_text(strip=True) for a in summary.find_all("a")] if summary else []

    @property
    def reference(self) -> str:
        """The reference number of the confirmation."""
        tag = self.page.select_one(".c-form-page__reference strong")
        return tag.get_text(strip=True) if tag else ""


def fill_small(visitor: Visitor, **answers: str) -> Visitor:
    """Fill in the small form of the factories, ready to be sent."""
    visitor.fill("First name", answers.get("name", "Ann"))
    visitor.tick(answers.get("how", "Call me"))
    visitor.fill("Telephone", answers.get("phone", "(703) 555-0123"))
    if "email" in answers:
        visitor.fill("E-mail (optional)", answers["email"])
    if answers.get("how", "Call me") == "Call me":
        visitor.tick("Yes")
    if "text" in answers:
        visitor.fill("Anything else?", answers["text"])
    visitor.tick("You may contact me")
    return visitor

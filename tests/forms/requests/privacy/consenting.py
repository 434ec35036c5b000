"""A visitor who sends, corrects and takes back, and the screen that shows it."""

from bs4 import BeautifulSoup
from django.urls import reverse

from tests.forms.visitor import Visitor, fill_small


def send(page, *, texts=True, phone="(703) 555-0123") -> Visitor:
    """Send the small form, with or without the tick for text messages."""
    visitor = fill_small(Visitor(page.url), how="Text me", phone=phone)
    if texts:
        visitor.tick("You may text me")
    visitor.names = {"name": visitor.input("First name")["name"]}
    return visitor.press("Send")


def screen(client, request):
    response = client.get(reverse("inbox:detail", args=[request.pk]))
    return BeautifulSoup(response.content, "html.parser")


def press(client, name, request, **values):
    version = screen(client, request).select_one("input[name=version]")["value"]
    return client.post(
        reverse(f"inbox:{name}", args=[request.pk]), {"version": version, **values}, follow=True
    )


def correct(visitor: Visitor, page, change) -> Visitor:
    """Send the same form again with something changed, as with the back button."""
    again = Visitor(page.url, client=visitor.client)
    again.values["_token"] = visitor.sent["_token"]
    change(again)
    return again.press("Send")

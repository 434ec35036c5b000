"""Presses at the inbox, and what they answer."""

from bs4 import BeautifulSoup

from forms.requests.workflow.undo import FIELDS
from tests.forms.requests.inbox.screens import press, screen


def state(request):
    request.refresh_from_db()
    return {name: getattr(request, name) for name in FIELDS}


def take_back(client, request):
    button = screen(client, request).select_one(".inbox-undo button[name=event]")
    return press(client, "undo", request, event=button["value"])


def said(response):
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(tag.get_text(" ", strip=True) for tag in page.select(".messages, .inbox-undo"))

"""What a screen of the editor would send as it is, read from its HTML."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from wagtail.test.utils.form_data import querydict_from_html


def open_screen(client: Client, url: str) -> Any:
    """Return what the form on a screen would send; streams are empty."""
    return read_form(client.get(url))


def read_form(response: Any) -> Any:
    form = BeautifulSoup(response.content, "html.parser").select_one("form[data-edit-form]")
    sent = querydict_from_html(str(form))
    for stream in form.select("[data-controller~=w-block], [data-block]"):
        sent[f"{stream['id']}-count"] = "0"
    for editor in form.select(
        "[data-controller~=w-init] > input[data-draftail-input], [data-draftail-input]"
    ):
        sent[editor["name"]] = editor.get("value") or "null"
    return sent

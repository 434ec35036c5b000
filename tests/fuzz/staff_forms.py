"""The forms of the admin and of the accounts, as a browser would send them untouched."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.contrib.admin.utils import quote
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Page, Site
from wagtail.snippets.models import get_snippet_models

from tests.staff.addresses import every_address

# They end the session or the process of signing in; other tests press them.
LEFT_OUT = re.compile(r"/admin/(?:logout|login|password_reset)/|/accounts/logout/")
# Blocks in blocks in blocks: a browser sends deeper ones in the same way.
DEEPEST = 4


@dataclass
class StaffForm:
    """A form that is posted: its address, its values and file inputs by name, and the streams that scripts add."""

    address: str
    values: dict[str, list[str]]
    files: list[str]
    streams: dict[str, Any] = field(default_factory=dict)


def collect_forms(client: Client, pages: dict[str, Page]) -> list[StaffForm]:
    """Return every form that `client` is shown, each once. `pages` are edited, one of each type."""
    found: dict[Any, StaffForm] = {}
    for address, model in _list_addresses(pages).items():
        for form in _read_forms(client, address):
            names = frozenset(form.values) - {"csrfmiddlewaretoken"}
            if model is not None and len(names) > 3:
                form.streams = _find_streams(model)
                form.values |= {f"{name}-count": ["0"] for name in form.streams}
            found.setdefault((form.address.partition("?")[0], names), form)
    return list(found.values())


def _list_addresses(pages: dict[str, Page]) -> dict[str, Any]:
    """Return the addresses of screens, each with the model that its form edits, where that may have streams."""
    found: dict[str, Any] = {
        address: None
        for address in every_address()
        if address.startswith(("/admin/", "/accounts/")) and not LEFT_OUT.match(address)
    }
    for page in pages.values():
        kind = f"{page._meta.app_label}/{page._meta.model_name}"
        found[f"/admin/pages/{page.pk}/edit/"] = type(page)
        found[f"/admin/pages/add/{kind}/{page.get_parent().pk}/"] = type(page)
    for model in get_snippet_models():
        viewset = model.snippet_viewset
        found[reverse(viewset.get_url_name("add"))] = model
        for row in model.objects.all()[:1]:
            found[reverse(viewset.get_url_name("edit"), args=[quote(row.pk)])] = model
    site = Site.objects.get()
    for model in settings_registry:
        row = model.for_site(site)
        names = [model._meta.app_label, model._meta.model_name, row.pk]
        found[reverse("wagtailsettings:edit", args=names)] = model
    return found


def _read_forms(client: Client, address: str) -> Iterator[StaffForm]:
    with transaction.atomic():
        answer = client.get(address)
        transaction.set_rollback(True)
    if answer.status_code != 200 or answer.streaming:
        return
    if not answer.get("Content-Type", "").startswith("text/html"):
        return
    page = BeautifulSoup(answer.content, "html.parser")
    for form in page.find_all("form", method=re.compile("post", re.IGNORECASE)):
        action = form.get("action") or address
        action = action if action.startswith("/") else address
        if not LEFT_OUT.match(action):
            yield StaffForm(action, *_read_inputs(form))


def _read_inputs(form: Tag) -> tuple[dict[str, list[str]], list[str]]:
    values: dict[str, list[str]] = {}
    files: list[str] = []
    for tag in form.find_all(["input", "textarea", "select"]):
        name, kind = tag.get("name"), tag.get("type", "")
        if not name or kind in ("submit", "reset", "button"):
            continue
        if kind == "file":
            files.append(name)
            continue
        kept = values.setdefault(name, [])
        if tag.name == "textarea":
            kept.append(tag.get_text().removeprefix("\n"))
        elif tag.name == "select":
            kept += [
                option.get("value", option.get_text())
                for option in tag.find_all("option")
                if option.has_attr("selected")
            ]
        elif kind not in ("radio", "checkbox") or tag.has_attr("checked"):
            kept.append(tag.get("value", ""))
    return values, files


def _find_streams(model: Any) -> dict[str, Any]:
    fields = {one.name: getattr(one, "stream_block", None) for one in model._meta.get_fields()}
    return {name: block for name, block in fields.items() if block is not None}


def list_names(prefix: str, block: blocks.Block, depth: int = 0) -> Iterator[str]:
    """Yield the names under which a browser sends a block and what stands in it, a row of each list and stream."""
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from list_names(f"{prefix}-{name}", child, depth + 1)
    elif isinstance(block, blocks.BaseStreamBlock | blocks.ListBlock):
        yield f"{prefix}-count"
        yield from (f"{prefix}-0-{end}" for end in ("deleted", "order", "id"))
        children = [block.child_block] if isinstance(block, blocks.ListBlock) else []
        if isinstance(block, blocks.BaseStreamBlock):
            yield f"{prefix}-0-type"
            children = list(block.child_blocks.values())[:2]
        if depth < DEEPEST:
            for child in children:
                yield from list_names(f"{prefix}-0-value", child, depth + 1)
    else:
        yield prefix


def torn_file(name: str, content: bytes) -> io.BytesIO:
    """Return a file to send, by a name that no browser would send."""
    file = io.BytesIO(content)
    file.name = name
    return file

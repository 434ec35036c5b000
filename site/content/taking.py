"""Blocks of a page become a piece of the clinic's own, and the page shows the piece in their place."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from .blocks.piece import NAME
from .models import Piece

LONGEST_NAME = 120
SHOWN = 90  # characters of a block in the list


def can_take(page: Page, user: Any) -> bool:
    """Tell whether `user` may make a piece of blocks of `page`."""
    return (
        bool(_list_streams(page))
        and user.has_perm("content.add_piece")
        and page.permissions_for_user(user).can_edit()
    )


def take_blocks(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the blocks of a page's newest version, and make a draft of a piece from those that were ticked."""
    page = get_object_or_404(Page, pk=page_id).specific.get_latest_revision_as_object()
    if not can_take(page, request.user):
        raise PermissionDenied
    streams = _list_streams(page)
    error = ""
    if request.method == "POST":
        chosen, title = request.POST.getlist("block"), request.POST.get("title", "").strip()
        known = {row["key"] for field in streams for row in _list_rows(page, field)}
        error = _find_mistake(known, chosen, title)
        if not error:
            replaces = bool(request.POST.get("replace"))
            piece = make_piece(page, chosen, title, request.user, replaces=replaces)
            messages.success(
                request, _("The piece is a draft. Look it over and publish it, or submit it.")
            )
            return redirect(Piece.snippet_viewset.get_url_name("edit"), piece.pk)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "error": error,
        "title": request.POST.get("title", ""),
        "back": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "groups": [(field.verbose_name, _list_rows(page, field)) for field in streams],
    }
    return render(request, "admin/take_blocks.html", context)


def _find_mistake(known: set[str], chosen: list[str], title: str) -> str:
    if not title:
        return _("Give the piece a name.")
    if len(title) > LONGEST_NAME:
        return _("The name is too long: 120 characters at most.")
    names = {key.split(":")[0] for key in chosen}
    if not chosen or not set(chosen) <= known:
        return _("Choose at least one block.")
    if len(names) > 1:
        return _("Choose blocks of one part of the page.")
    return ""


@transaction.atomic
def make_piece(
    page: Page, chosen: list[str], title: str, user: Any, *, replaces: bool = False
) -> Piece:
    """Return a draft of a piece with copies of blocks of `page`.

    Parameters: `chosen`, 'field:key of the block'; `replaces`, whether a new draft of the page shows the piece in
    the place of the first of them.
    """
    field = chosen[0].split(":")[0]
    keys = {key.split(":", 1)[1] for key in chosen}
    rows = [block.get_prep_value() for block in getattr(page, field)]
    taken = [row for row in rows if row["id"] in keys and row["type"] != NAME]
    copies = [{**row, "id": str(uuid.uuid4())} for row in taken]
    piece = Piece(title=title, live=False, body=copies)
    piece.body = Piece.body.field.stream_block.to_python(copies)  # type: ignore[attr-defined]
    piece.save()
    piece.save_revision(user=user)
    if replaces and taken:
        shown = {"type": NAME, "value": {"piece": piece.pk}, "id": str(uuid.uuid4())}
        rest = [
            shown if row is taken[0] else row for row in rows if row is taken[0] or row not in taken
        ]
        stream = page._meta.get_field(field).stream_block  # type: ignore[union-attr]
        setattr(page, field, stream.to_python(rest))
        page.save_revision(user=user, log_action=True)
    return piece


def _list_streams(page: Page) -> list[StreamField]:
    """Return the streams of a page in which a piece may stand."""
    fields = (field for field in page._meta.concrete_fields if isinstance(field, StreamField))
    return [field for field in fields if NAME in field.stream_block.child_blocks]


def _list_rows(page: Page, field: StreamField) -> list[dict[str, str]]:
    rows = []
    for block in getattr(page, field.name):
        if block.block_type == NAME:
            continue
        words = " ".join(" ".join(block.block.get_searchable_content(block.value)).split())
        label = str(block.block.label)
        rows.append(
            {
                "key": f"{field.name}:{block.id}",
                "label": label,
                "words": Truncator(words).chars(SHOWN),
            }
        )
    return rows

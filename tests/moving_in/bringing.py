"""An import by the command, and what it left in the database."""

from __future__ import annotations

import io
import json
from pathlib import Path

from django.core.management import call_command
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry

from blog.models import BlogPostPage
from clinic.models import FaqEntry
from home.models import StandardPage
from moving_in.models import ImportedThing, ImportNote, ImportRun


def bring(path: Path, *options: str, capsys=None) -> str:
    """Run the command without the network; return what it said."""
    out = io.StringIO()
    call_command("import_wordpress", str(path), "--no-network", *options, stdout=out)
    return out.getvalue()


def draft(title: str):
    """Return the newest words of the page with this title."""
    return Page.objects.get(title=title).specific.get_latest_revision_as_object()


def body(title: str) -> list:
    return list(draft(title).body.raw_data)


def stored(title: str) -> str:
    return json.dumps([dict(block) for block in body(title)], ensure_ascii=False)


def picture(color: str = "red", size=(640, 480), kind: str = "JPEG") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, color).save(data, kind)
    return data.getvalue()


def everything_kept() -> str:
    """Return all that the database holds of pages, revisions, things and notes."""
    rows = [*Page.objects.values_list("title", "slug", "search_description", "seo_title")]
    rows += [
        *StandardPage.objects.values_list("body", "introduction"),
        *BlogPostPage.objects.values_list("body", "introduction"),
    ]
    rows += [revision.content for one in Page.objects.all() for revision in one.revisions.all()]
    rows += [
        *ImportNote.objects.values_list("text", "title"),
        *ImportedThing.objects.values_list("key"),
    ]
    rows += [
        *ImportRun.objects.values_list("counts", "trouble"),
        *PageLogEntry.objects.values_list("label", "data"),
    ]
    rows += [
        *FaqEntry.objects.values_list("question", "answer"),
        *Redirect.objects.values_list("old_path", "redirect_link"),
    ]
    return str(rows)

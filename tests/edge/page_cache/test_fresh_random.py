"""Whatever staff change: what is kept afterwards is what would be made anew. The changes are drawn by lot, the same each time."""

import datetime
import os
import random

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.models import DraftStateMixin, Page, RevisionMixin, Site

from edge.page_cache.middleware import clear_pages
from infra import memory
from tests import factories
from tests.edge.page_cache.test_same_for_all import plain
from tests.every_page import one_of_each
from tests.factories.blog import BlogPostPageFactory, blog_index

pytestmark = pytest.mark.django_db
ROOMS = {"home", "blog", "clinic", "media", "seo", "content", "edge", "clinic_forms", "wagtailredirects",
         "taggit", "wagtailcore"}  # fmt: skip
# What nobody changes by hand, or what has its own rules and rows in docs/caching.md.
LEFT_ALONE = {"Revision", "ReferenceIndex", "Site", "Locale", "Collection", "Task", "Workflow", "PageLogEntry",
              "ModelLogEntry", "ContentVersion", "Submission", "ClinicRendition"}  # fmt: skip
LEFT_FIELDS = {"path", "url_path", "depth", "numchild", "draft_title", "locked", "file_hash", "old_path", "key",
               "translation_key", "alias_of"}  # fmt: skip
# More by hand: CLINIC_LOTS=200 pytest tests/edge/page_cache/test_fresh_random.py
LOTS = range(int(os.environ.get("CLINIC_LOTS", "3")))
CHANGES = 8


@pytest.fixture
def paths():
    """A site with something of everything; its public addresses."""
    pages = one_of_each()
    BlogPostPageFactory(tag_names=["sleep"], picture=factories.ClinicImageFactory())
    factories.LocationFactory()
    factories.MenuFactory()
    factories.NoticeFactory(place="site")
    factories.PersonFactory()
    blog = blog_index().url
    return [
        *(page.url for page in pages.values()), f"{blog}tag/sleep/", f"{blog}feed/rss/", "/sitemap.xml", "/llms.txt",
        "/index.md", "/site.webmanifest", "/robots.txt", "/nothing-here/",
    ]  # fmt: skip


def read(paths):
    answers = {}
    for path in paths:
        response = Client().get(path)
        answers[path] = response.status_code, response.get("Location", ""), plain(response)
    return answers


def kinds():
    found = [
        model
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
        and model.__name__ not in LEFT_ALONE
        and model is not Page
        and not model._meta.proxy
        # Rows of a page or a setting are written with it, and never alone.
        and not any(isinstance(field, ParentalKey) for field in model._meta.concrete_fields)
    ]
    return sorted(found, key=lambda model: model._meta.label)


def fields_of(model):
    plain_kinds = (
        models.CharField, models.TextField, models.BooleanField, models.DateField, models.IntegerField, models.TimeField,
    )  # fmt: skip
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, plain_kinds)
        and field.editable
        and not field.primary_key
        and field.name not in LEFT_FIELDS
    ]


def draw_value(lot, field, old):
    """Return another value for a field."""
    if field.choices:
        return lot.choice([value for value, _label in field.flatchoices])
    if isinstance(field, models.BooleanField):
        return not old
    if isinstance(field, models.DateTimeField):
        return timezone.now() + datetime.timedelta(days=lot.choice((-1, 1)))
    if isinstance(field, models.DateField):
        return timezone.localdate() + datetime.timedelta(days=lot.choice((-1, 0, 1)))
    if isinstance(field, models.TimeField):
        return datetime.time(lot.randrange(24), 15)
    if isinstance(field, models.IntegerField):
        return (old or 0) + 1
    text = f"{old or ''} zq{lot.randrange(1000)}"
    return (
        text.replace(" ", "-") if field.name in ("slug", "set_slug") else text[: field.max_length]
    )


def change_something(lot):
    """Change, unpublish or delete one thing as the admin does. Returns what, or '' where the lot was a blank."""
    model = lot.choice(kinds())
    rows = list(model._default_manager.order_by("pk"))
    if not rows:
        return ""
    row = lot.choice(rows)
    name = f"{model.__name__} {row.pk}"
    if lot.random() < 0.15 and not (isinstance(row, Page) and row.depth < 3):
        row.delete()
        return f"delete {name}"
    if isinstance(row, DraftStateMixin) and lot.random() < 0.1 and getattr(row, "depth", 9) > 2:
        row.unpublish()
        return f"unpublish {name}"
    choice = fields_of(model)
    if not choice:
        return ""
    field = lot.choice(choice)
    setattr(row, field.name, draw_value(lot, field, getattr(row, field.name)))
    if isinstance(row, RevisionMixin):
        revision = row.save_revision()
        if isinstance(row, DraftStateMixin):
            revision.publish()
        else:
            row.save()
    else:
        row.save()
    return f"{name}.{field.name}"


def _show_difference(kept, made):
    lines = zip(kept[2].splitlines(), made[2].splitlines(), strict=False)
    return next((pair for pair in lines if pair[0] != pair[1]), (kept[:2], made[:2]))


@pytest.mark.parametrize("seed", LOTS)
def test_after_any_change_what_is_kept_is_what_would_be_made(
    paths, settings, seed, django_capture_on_commit_callbacks
):
    lot, done = random.Random(seed), []
    assert Site.objects.exists()
    settings.PAGE_CACHE = "process"
    read(paths)
    while len(done) < CHANGES:
        try:
            with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
                what = change_something(lot)
        except Exception:
            continue
        if not what:
            continue
        done.append(what)
        kept = read(paths)
        settings.PAGE_CACHE = "off"
        memory.clear_memory()
        clear_pages()
        made = read(paths)
        settings.PAGE_CACHE = "process"
        for path in paths:
            assert kept[path] == made[path], (
                seed,
                done,
                path,
                _show_difference(kept[path], made[path]),
            )
        read(paths)

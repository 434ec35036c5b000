"""Everything that visitors read goes through the check, whatever model it stands in and whatever form saves it."""

import pytest
from django.apps import apps
from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from infra.editing.checked_form import CheckedFormMixin
from review.publishing.library_fields import FIELDS, refuse_claims
from review.texts.page_text import list_passages
from tests.factories.clinic import (
    stream,
)
from tests.review.writing import CLAIM

pytestmark = pytest.mark.django_db

# Apps and models whose texts no visitor reads, with the reason.
NOT_PUBLIC = {
    "account": "sign-in",
    "admin": "Django's own log",
    "auth": "accounts and roles",
    "contenttypes": "how Django names models",
    "sessions": "sign-in",
    "mfa": "sign-in",
    "staff": "staff's own records",
    "review": "names and marks as they were at an approval",
    "wagtailadmin": "who edits what",
    "wagtailsearch": "an index of other texts",
    "wagtailredirects": "addresses",
    "wagtailembeds": "no embed is shown (base.py: no finder)",
    "wagtailusers": "staff's own settings",
    "wagtailseo": "hidden: the clinic settings stand in",
    "wagtailimages": "replaced by media.ClinicImage",
    "wagtaildocs": "replaced by media.ClinicDocument",
    "taggit.Tag": "read with what it is put on",
    "home.SearchWord": "what visitors type, for staff",
    "home.UnansweredSearch": "what was searched for, for staff",
    "clinic_forms.Submission": "what visitors send",
    "clinic_forms.Consent": "a copy of the consent as it was shown",
    "clinic_forms.OutboxMessage": "mail",
    "backups": "when backups were made, for staff",
    "moving_in.ImportRun": "an import, for staff",
    "moving_in.ImportedThing": "keys of an old site",
    "moving_in.ImportNote": "the report of an import, for staff",
    "clinic_forms.RequestSettings": "whom staff are told by",
    "desk.BinnedThing": "the bin, for staff",
    "visits.DayCount": "sums, for staff",
    "edge.GoneAddress": "addresses",
    "edge.NotFoundAddress": "addresses",
    "infra.ContentVersion": "a token",
    "infra.Heartbeat": "the worker's own",
    "media.ClinicRendition": "a size of a picture",
}
_WAGTAILS_OWN = """
    Locale ModelLogEntry Revision CollectionViewRestriction Collection WorkflowState Workflow Task TaskState
    PageViewRestriction PageLogEntry Comment CommentReply ReferenceIndex
"""
NOT_PUBLIC |= dict.fromkeys(
    (f"wagtailcore.{name}" for name in _WAGTAILS_OWN.split()), "how Wagtail works with pages"
)
# Fields that no visitor reads, with the reason.
STAFF_ONLY = {
    "clinic.Reference.note": "a note for staff",
    "clinic.Reference.key": "the source's name for staff",
    "clinic.Reference.doi": "a number",
    "clinic.ClinicSettings.google_verification": "a key",
    "clinic.ClinicSettings.bing_verification": "a key",
    "clinic.Reference.pmid": "a number",
    "clinic.FaqEntry.topic": "helps staff to find a question",
    "clinic_forms.FormField.clean_name": "a key",
    "clinic_forms.FormField.show_if": "another question's words",
    "clinic_forms.FormField.show_if_answer": "another question's answer",
    "clinic_forms.FormField.also_if": "another question's words",
    "clinic_forms.FormField.also_if_answer": "another question's answer",
    "clinic_forms.FormField.default_value": "not used",
    "clinic_forms.FormPage.notify": "whom staff are told by",
    "wagtailcore.Page.path": "the tree",
    "wagtailcore.Page.url_path": "an address",
    "wagtailcore.Page.draft_title": "a copy of the title",
    "wagtailcore.Site.hostname": "an address",
}


def visible_fields():
    """Yield each field of each model that may hold words for visitors."""
    for model in apps.get_models():
        label = model._meta.label
        if model._meta.app_label in NOT_PUBLIC or label in NOT_PUBLIC or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            is_text = isinstance(field, models.CharField | models.TextField | StreamField)
            plain = isinstance(field, models.SlugField | models.URLField | models.EmailField)
            name = f"{label}.{field.name}"
            if (
                is_text
                and not plain
                and not field.choices
                and field.editable
                and name not in STAFF_ONLY
            ):
                yield model, field


def with_words(model: type[models.Model], field: models.Field) -> models.Model:
    """Return an unsaved row of `model` whose `field` says CLAIM, a stream in each kind of its blocks."""
    if isinstance(field, StreamField):
        kinds = field.stream_block.child_blocks.items()
        return model(**{field.name: stream(*((name, claiming(block)) for name, block in kinds))})
    return model(**{field.name: CLAIM})


def claiming(block: blocks.Block):
    """Return a stored value of `block` that says CLAIM wherever words can stand."""
    if isinstance(block, blocks.RichTextBlock):
        return f"<p>{CLAIM}</p>"
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return CLAIM
    if isinstance(block, blocks.BaseStructBlock):
        return {name: claiming(child) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [claiming(block.child_block)]
    if isinstance(block, blocks.BaseStreamBlock):
        return [
            {"type": name, "value": claiming(child)} for name, child in block.child_blocks.items()
        ]
    return block.get_prep_value(block.get_default())


def test_every_text_of_every_model_is_read():
    unread = []
    others = {(apps.get_model(label), name) for label, name in FIELDS}
    for model, field in visible_fields():
        if (model, field.name) in others:
            assert refuse_claims in field.validators
            continue
        if isinstance(field, StreamField) and field.name in (
            "further_references",
            "related",
            "closed_days",
            "social",
        ):
            continue  # sources and posts are read where they stand; days and addresses are no prose
        said = "\n".join(passage.text for passage in list_passages(with_words(model, field)))
        if CLAIM not in said:
            unread.append(f"{model._meta.label}.{field.name}")
    assert unread == []


def test_every_form_of_what_visitors_read_asks_the_check():
    checked = [
        m
        for m, _f in visible_fields()
        if not issubclass(m, Page) and m._meta.app_label in ("clinic", "media", "blog")
    ]
    without = {
        model.__name__
        for model in checked
        if not issubclass(getattr(model, "base_form_class", object), CheckedFormMixin)
    }
    # Pictures and documents have their form from the settings; see the tests below.
    assert without == {"ClinicImage", "ClinicDocument"}

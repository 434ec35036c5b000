"""Everything that visitors read goes through the check, whatever model it stands in and whatever form saves it."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import reverse
from PIL import Image
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import ModelLogEntry, Page, Site, Workflow
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from blog.models import BlogCategory
from clinic.models import ClinicSettings, FaqEntry, Reference
from infra.editing.checked_form import CheckedFormMixin
from media.models import ClinicImage
from review.publishing.library_fields import FIELDS, refuse_claims
from review.publishing.page_check import claims_on
from review.texts.page_text import list_passages
from staff import roles
from tests.every_page import make_page
from tests.factories.blog import BlogPostPageFactory
from tests.factories.clinic import (
    ClinicDocumentFactory,
    ClinicImageFactory,
    ClinicSettingsFactory,
    FaqEntryFactory,
    LocationFactory,
    MenuFactory,
    NoticeFactory,
    PersonFactory,
    ReferenceFactory,
    stream,
)
from tests.factories.home import home_page

from .writing import CALM, CLAIM, PUBLISH, TICK

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


# --- Through the screens -------------------------------------------------------------------------
def typed_in(client, url: str) -> dict:
    """Return what a form would send as it is."""
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    data = {}
    for field in soup.select("form input[name], form textarea[name], form select[name]"):
        if field.get("type") in ("checkbox", "radio", "submit", "file") and not field.has_attr(
            "checked"
        ):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            data[field["name"]] = chosen["value"] if chosen else ""
        else:
            data[field["name"]] = (
                field.text.strip("\n") if field.name == "textarea" else field.get("value", "")
            )
    return {key: value for key, value in data.items() if not key.startswith("action-")}


def said_by(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


SNIPPETS = [
    (FaqEntryFactory, "faqentry", {"answer": rich_text(f"<p>{CLAIM}</p>")}),
    (FaqEntryFactory, "faqentry", {"question": CLAIM}),
    (NoticeFactory, "notice", {"text": rich_text(f"<p>{CLAIM}</p>")}),
    (PersonFactory, "person", {"bio": CLAIM}),
    (PersonFactory, "person", {"role": CLAIM}),
    (LocationFactory, "location", {"directions": CLAIM}),
    (ReferenceFactory, "reference", {"title": CLAIM}),
    (MenuFactory, "menu", {"heading": CLAIM}),
]


@pytest.mark.parametrize(
    ("factory", "name", "values"), SNIPPETS, ids=lambda v: getattr(v, "__name__", str(v))[:30]
)
def test_a_snippet_with_a_claim_is_refused_with_its_sentence(administrator, factory, name, values):
    home_page()
    thing = factory()
    url = reverse(f"wagtailsnippets_clinic_{name}:edit", args=(thing.pk,))
    data = typed_in(administrator, url)
    if name == "menu":
        data |= nested_form_data({"items": streamfield([])})
    response = administrator.post(url, {**data, **values, **PUBLISH})
    assert response.status_code == 200
    assert "“non-addictive”" in said_by(response) and "Say instead" in said_by(response)
    stored = type(thing).objects.get(pk=thing.pk)
    assert all(CLAIM not in passage.text for passage in list_passages(stored))


def test_a_reviewer_passes_a_question_with_a_reason_and_it_goes_on_record(reviewer, administrator):
    entry = FaqEntryFactory()
    url = reverse("wagtailsnippets_clinic_faqentry:edit", args=(entry.pk,))
    data = {**typed_in(reviewer, url), "answer": rich_text(f"<p>{CLAIM}</p>"), **PUBLISH}
    refused = reviewer.post(url, data)
    assert BeautifulSoup(refused.content, "html.parser").select("[name=review-words-reason]")
    assert administrator.post(url, {**data, **TICK}).status_code == 200
    assert CLAIM not in FaqEntry.objects.get(pk=entry.pk).answer
    assert reviewer.post(url, {**data, **TICK}).status_code == 302
    assert CLAIM in FaqEntry.objects.get(pk=entry.pk).answer
    log = ModelLogEntry.objects.get(action="review.words_checked")
    assert log.data["reason"] and log.user == reviewer.user


def test_a_question_can_be_drafted_and_handed_in_and_is_not_approved_past_the_check(
    editor, reviewer
):
    entry = FaqEntryFactory()
    url = reverse("wagtailsnippets_clinic_faqentry:edit", args=(entry.pk,))
    data = {**typed_in(editor, url), "answer": rich_text(f"<p>{CLAIM}</p>")}
    assert editor.post(url, data).status_code == 302
    assert editor.post(url, {**data, "action-submit": "1"}).status_code == 302
    entry.refresh_from_db()
    task = entry.current_workflow_task_state
    assert task is not None and task.task.name == "Approval by a clinical reviewer"
    act = reverse(
        "wagtailsnippets_clinic_faqentry:workflow_action", args=(entry.pk, "approve", task.pk)
    )
    reviewer.post(act, {"comment": ""})
    assert CLAIM not in FaqEntry.objects.get(pk=entry.pk).answer
    calm = {**data, "answer": rich_text(f"<p>{CALM}</p>")}
    assert editor.post(url, calm).status_code in (200, 302)


def test_questions_have_the_workflow_of_pages():
    assert FaqEntryFactory().get_workflow() == Workflow.objects.get(name=roles.WORKFLOW)


def test_a_new_snippet_and_one_made_in_a_chooser_are_refused(administrator):
    add = reverse("wagtailsnippets_blog_blogcategory:add")
    data = {"name": "Guaranteed cure", "slug": "cure", "description": "", "order": "1"}
    assert "“Guaranteed”" in said_by(administrator.post(add, data))
    assert not BlogCategory.objects.filter(slug="cure").exists()
    create = reverse("reference_mark_chooser:create")
    prefix = "new-reference-"
    fields = {"authors": "A B", "title": "Ketamine cures depression.", "source": "", "year": "2020"}
    fields |= {"kind": "trial", "doi": "", "pmid": "1", "url": ""}
    administrator.post(create, {prefix + name: value for name, value in fields.items()})
    assert not Reference.objects.exists()


@pytest.mark.parametrize(
    ("field", "words"), [("tagline", "Guaranteed cure"), ("request_label", "Get cured now")]
)
def test_settings_are_refused(administrator, field, words):
    home_page()
    settings = ClinicSettingsFactory()
    url = reverse("wagtailsettings:edit", args=("clinic", "clinicsettings", settings.site_id))
    data = typed_in(administrator, url)
    data |= nested_form_data({"social": streamfield([]), "closed_days": streamfield([])})
    data |= {name: rich_text("<p>Call 988.</p>") for name in ("crisis_text", "footer_text")}
    refused = administrator.post(url, {**data, field: words})
    assert "Say instead" in said_by(refused)
    # With all our own sentences around pages as they came.
    ok = administrator.post(url, {**data, field: "Calm care"})
    assert ok.status_code == 302, said_by(ok)[:600]
    assert getattr(ClinicSettings.objects.get(pk=settings.pk), field) == "Calm care"


def png() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return SimpleUploadedFile("a.png", out.getvalue(), "image/png")


def test_pictures_and_documents_are_refused_alone_in_choosers_and_after_upload(administrator):
    picture, document = ClinicImageFactory(), ClinicDocumentFactory()
    root = str(picture.collection_id)
    base = {"title": "A room", "description": CLAIM, "tags": "", "credit": "", "collection": root}
    points = dict.fromkeys(
        ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"), ""
    )
    administrator.post(reverse("wagtailimages:edit", args=(picture.pk,)), {**base, **points})
    administrator.post(reverse("wagtailimages:add"), {**base, **points, "file": png()})
    chooser = {
        f"image-chooser-upload-{name}": value
        for name, value in {**base, **points, "file": png()}.items()
    }
    administrator.post(reverse("wagtailimages_chooser:create"), chooser)
    tagged = {**base, **points, "description": "", "tags": "guaranteed cure"}
    administrator.post(reverse("wagtailimages:edit", args=(picture.pk,)), tagged)
    doc = {"title": CLAIM, "tags": "", "collection": root}
    administrator.post(reverse("wagtaildocs:edit", args=(document.pk,)), doc)
    assert ClinicImage.objects.count() == 1
    picture.refresh_from_db()
    document.refresh_from_db()
    assert not picture.description and document.title != CLAIM and not picture.tags.exists()


def test_addresses_and_names_of_files_are_read(administrator, editor):
    page = make_page("StandardPage")
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    page.slug = "guaranteed-cure-for-depression"
    assert [at.finding.words for at in claims_on(page)] == ["guaranteed", "cure"]
    page.slug = "does-ketamine-cure-depression"
    assert claims_on(page) == []
    data = typed_in(editor, url)
    data |= nested_form_data({"body": streamfield([]), "further_references": streamfield([])})
    response = editor.post(url, {**data, "slug": "guaranteed-cure", **PUBLISH})
    assert "“guaranteed”" in said_by(response)
    file = png()
    file.name = "guaranteed-cure.png"
    base = {"title": "A room", "description": "", "tags": "", "credit": ""}
    points = dict.fromkeys(
        ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"), ""
    )
    root = str(ClinicImageFactory().collection_id)
    administrator.post(
        reverse("wagtailimages:add"), {**base, **points, "collection": root, "file": file}
    )
    assert not ClinicImage.objects.filter(file__contains="cure").exists()


def test_the_name_of_a_site_is_refused(administrator):
    home_page()
    site = Site.objects.get(is_default_site=True)
    url = reverse("wagtailsites:edit", args=(site.pk,))
    data = {
        "hostname": "localhost",
        "port": "80",
        "root_page": site.root_page_id,
        "is_default_site": "on",
    }
    assert "Say instead" in said_by(
        administrator.post(url, {**data, "site_name": "Guaranteed cure"})
    )


@pytest.mark.parametrize("name", ["label", "help_text", "why", "wording", "section", "choices"])
def test_the_questions_of_a_form_are_read(editor, name):
    page = make_page("FormPage")
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = typed_in(editor, url)
    key = next(k for k in data if k.startswith("form_fields-0-") and k.endswith(f"-{name}"))
    data |= {"before_form": rich_text("<p>Hello.</p>"), "thanks_text": rich_text("<p>Thanks.</p>")}
    data |= nested_form_data({"further_references": streamfield([])})
    response = editor.post(url, {**data, key: "Ketamine cures depression.", **PUBLISH})
    assert response.status_code == 200
    assert "“cures”" in said_by(response)


def test_the_tags_of_a_post_are_read():
    post = BlogPostPageFactory()
    post.tags.add("guaranteed cure")
    assert "guaranteed cure" in [passage.text for passage in list_passages(post)]

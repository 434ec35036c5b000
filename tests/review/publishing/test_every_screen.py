"""Every screen that saves what visitors read asks the check, and says what to change."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import ModelLogEntry, Site, Workflow
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from blog.models import BlogCategory
from clinic.models import ClinicSettings, FaqEntry, Reference
from media.models import ClinicImage
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
)
from tests.factories.home import home_page
from tests.review.writing import CALM, CLAIM, PUBLISH, TICK, typed_in

pytestmark = pytest.mark.django_db


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

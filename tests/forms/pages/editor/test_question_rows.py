"""Questions added in the editor: each gets one key of its own, and keeps it."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Comment, PageLogEntry

from forms.models import FormField, FormPage
from tests.every_page import soup_of
from tests.factories.forms import FormPageFactory
from tests.factories.home import home_page
from tests.forms.pages.editor.test_editing import post_data, question

pytestmark = pytest.mark.django_db
ADD = ["clinic_forms", "formpage"]


@pytest.fixture
def admin(client):
    client.force_login(get_user_model().objects.create_superuser("root", "r@clinic.example", "x"))
    return client


def rows(*labels, key="", **values):
    """Return text questions after the telephone's, as the editor sends them: all with one key."""
    return [
        question(clean_name=key or "f_first"),
        *(question(label=label, field_type="singleline", **values) for label in labels),
    ]


def data_of(*questions, initial=0, publish=True, keys=None, **values):
    data = post_data(*questions, **values)
    for number, row in enumerate(questions):
        prefix = f"form_fields-{number}"
        data[f"{prefix}-clean_name"] = (keys or {}).get(number, row.get("sent_key", ""))
        data.setdefault(f"{prefix}-id", "")
        data[f"{prefix}-ORDER"] = str(row.get("ORDER", number + 1))
    data["form_fields-INITIAL_FORMS"] = str(initial)
    if not publish:
        del data["action-publish"]
    return data


def add(admin, data, **headers):
    return admin.post(
        reverse("wagtailadmin_pages:add", args=[*ADD, home_page().pk]), data, headers=headers
    )


def edit(admin, page, data, **headers):
    return admin.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, headers=headers)


def keys_of(page):
    return {field.label: field.clean_name for field in page.form_fields.all()}


def test_the_template_of_new_rows_carries_no_key(admin):
    add(admin, data_of(*rows()))
    response = admin.get(reverse("wagtailadmin_pages:edit", args=[FormPage.objects.get().pk]))
    page = BeautifulSoup(response.content, "html.parser")
    template = page.select_one("#id_form_fields-EMPTY_FORM_TEMPLATE")
    field = BeautifulSoup(template.decode_contents(), "html.parser").select_one(
        "[name='form_fields-__prefix__-clean_name']"
    )
    assert field["type"] == "hidden" and not field.get("value")


@pytest.mark.parametrize("sent", ["", "f_thesame2"])
def test_five_new_questions_are_saved_each_with_its_key(admin, sent):
    questions = rows("Name", "Name of patient", "Name", "?", "❤")
    data = data_of(*questions, keys=dict.fromkeys(range(6), sent))
    assert add(admin, data).status_code == 302
    keys = list(FormPage.objects.get().form_fields.values_list("clean_name", flat=True))
    assert len(set(keys)) == 6
    assert all(re.fullmatch(r"f_[a-z0-9]{4,30}", key) for key in keys)


def test_a_stored_question_keeps_its_key_whatever_is_sent(admin):
    add(admin, data_of(*rows("One", "Two")))
    page = FormPage.objects.get()
    before = keys_of(page)
    stored = list(page.form_fields.all())
    again = rows("One", "Two", "Three")
    for row, field in zip(again, stored, strict=False):
        row["id"] = field.pk
    again[0]["ORDER"], again[1]["ORDER"] = 2, 1  # dragged
    again[2]["DELETE"] = "on"
    sent = {0: stored[1].clean_name, 1: stored[0].clean_name, 3: stored[0].clean_name}
    assert edit(admin, page, data_of(*again, initial=3, keys=sent)).status_code == 302
    after = keys_of(FormPage.objects.get())
    assert list(after) == ["One", "Telephone", "Three"]
    assert {after["One"], after["Telephone"]} == {before["One"], before["Telephone"]}
    assert (after["One"], after["Telephone"]) == (before["One"], before["Telephone"])
    assert after["Three"] not in before.values()


def test_an_autosave_tells_the_open_page_its_keys_and_a_longer_label_keeps_them(admin):
    first = add(admin, data_of(*rows("Na", "Na"), publish=False), accept="application/json")
    answer = json.loads(first.content)
    page = FormPage.objects.get()
    updates = answer["field_updates"]
    sent = {n: updates[f"form_fields-{n}-clean_name"] for n in range(3)}
    assert len(set(sent.values())) == 3
    again = rows("Name of patient", "Name of doctor", "New")
    for number in range(3):
        again[number]["id"] = updates[f"form_fields-{number}-id"]
    data = data_of(*again, initial=int(updates["form_fields-INITIAL_FORMS"]), keys=sent)
    assert edit(admin, page, data).status_code == 302
    keys = keys_of(FormPage.objects.get())
    assert keys["Name of patient"] == sent[1] and keys["Name of doctor"] == sent[2]
    assert keys["New"] not in sent.values()


def test_drafts_of_a_live_page_keep_the_keys_of_new_rows(admin):
    """Rows of such drafts are in the revision only and have no id: the hidden key tells who they are."""
    add(admin, data_of(*rows()))
    page = FormPage.objects.get()
    questions = rows("One", "Two")
    questions[0]["id"] = page.form_fields.get().pk
    data = data_of(*questions, initial=1, publish=False)
    saved = json.loads(edit(admin, page, data, accept="application/json").content)
    sent = {n: saved["field_updates"][f"form_fields-{n}-clean_name"] for n in (1, 2)}
    data = data_of(*questions, initial=3, keys=sent)
    assert edit(admin, page, data).status_code == 302
    keys = keys_of(FormPage.objects.get())
    assert (keys["One"], keys["Two"]) == (sent[1], sent[2])


def test_a_copied_page_takes_questions_like_any_other(admin):
    add(admin, data_of(*rows("One")))
    page = FormPage.objects.get()
    copy = page.copy(update_attrs={"slug": "copy", "title": "Copy"})
    questions = rows("One", "Two", "Three")
    for row, field in zip(questions, copy.form_fields.all(), strict=False):
        row["id"] = field.pk
    data = data_of(*questions, initial=2, slug="copy", title="Copy")
    assert edit(admin, copy, data).status_code == 302
    keys = keys_of(FormPage.objects.get(pk=copy.pk))
    assert len(set(keys.values())) == 4
    assert keys["One"] == keys_of(page)["One"]


def test_the_questions_take_a_comment(admin):
    """One speech bubble stands for all questions; what was said is told in the history of the page."""
    page = FormPageFactory()
    response = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    place = soup_of(response).select_one("[data-contentpath=form_fields]")
    assert place.select_one("button[data-comment-add]")
    assert not place.find_parent(attrs={"data-contentpath-disabled": True})
    comment = Comment(page=page, text="Too long?", contentpath="form_fields")
    assert comment.has_valid_contentpath(page)


def test_each_field_of_a_question_takes_a_comment_that_stays_with_it(admin):
    page = FormPageFactory()
    page.form_fields.set([FormField(label="Name", field_type="singleline")])
    page.save_revision().publish()
    key = page.form_fields.get().clean_name
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    row = soup_of(admin.get(address)).select_one("#inline_child_form_fields-0")
    assert row["data-contentpath"] == f"form_fields.{key}"
    button = row.select_one("[data-contentpath=label] button[data-comment-add]")
    assert not button.find_parent(attrs={"data-contentpath-disabled": True})

    root = get_user_model().objects.get(username="root")
    path = f"form_fields.{key}.label"
    comment = Comment.objects.create(page=page, text="Too long?", contentpath=path, user=root)
    comment.log_create(user=root)
    page.form_fields.set([FormField(label="First", field_type="phone"), page.form_fields.get()])
    page.save_revision()
    shown = soup_of(admin.get(address)).select_one("#comments-data").text
    assert path in [each["contentpath"] for each in json.loads(shown)["comments"]]


@pytest.mark.parametrize(
    "path", ["form_fields.f_gone.label", "form_fields.{}.nothing", "form_fields.{}"]
)
def test_a_comment_on_what_is_gone_is_not_shown(path):
    page = FormPageFactory()
    page.form_fields.set([FormField(label="Name", field_type="singleline")])
    page.save()
    comment = Comment(page=page, contentpath=path.format(page.form_fields.get().clean_name))
    assert not comment.has_valid_contentpath(page)


@pytest.mark.parametrize("path", ["form_fields", "form_fields.f_abcd.label", "title"])
def test_the_history_names_what_was_commented_on(admin, path):
    page = FormPageFactory()
    root = get_user_model().objects.get(username="root")
    Comment.objects.create(page=page, text="Hm", contentpath=path, user=root).log_create(user=root)
    entry = PageLogEntry.objects.get(action="wagtail.comments.create")
    named = "Title" if path == "title" else "Questions"
    assert str(entry.message) == f'Added a comment on field {named}: "Hm"'
